import { assignRows, flattenRows } from './builderRows';
import { readConditions } from './readConditions';
import { writeCondition } from './writeCondition';

/**
 * The search builder's view of a query: rows that must all hold. An empty row asks nothing. Every model has a text;
 * a text has a model when it is one filter whose conditions fit the rows.
 */
export interface BuilderModel {
  readonly service: TextRow;
  readonly spanName: TextRow;
  readonly status: KeywordRow;
  readonly kind: KeywordRow;
  readonly duration: DurationRow;
  readonly tags: readonly TagRow[];
}

/** A field of text. Several values are alternatives; with `!=` none of them may match. */
export interface TextRow {
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly values: readonly string[];
}

/** A field whose values are words of the language: `error`, `server`. */
export interface KeywordRow {
  readonly operator: '=' | '!=';
  readonly values: readonly string[];
}

/** A duration between two bounds; an empty bound does not limit. Bounds are written as the language does: `250ms`. */
export interface DurationRow {
  readonly of: 'span' | 'trace';
  readonly min: string;
  readonly max: string;
  /** Whether the bound itself belongs to the range (`>=`, `<=`), which is the default. */
  readonly minInclusive: boolean;
  readonly maxInclusive: boolean;
}

/**
 * A condition on an attribute, or on an intrinsic (`intrinsic` scope, with its spelling as key: `event:name`). `any`
 * looks in the span, then in the resource.
 */
export interface TagRow {
  readonly scope: TagScope;
  readonly key: string;
  readonly operator: TagOperator;
  readonly values: readonly TagValue[];
}

export const tagScopes = ['any', 'span', 'resource', 'event', 'link', 'instrumentation', 'intrinsic'] as const;
export type TagScope = (typeof tagScopes)[number];

export const tagOperators = ['=', '!=', '=~', '!~', '>', '>=', '<', '<=', 'exists', 'missing'] as const;
export type TagOperator = (typeof tagOperators)[number];

/** A value with its type. Everything but a string is written as it stands. */
export interface TagValue {
  readonly type: 'string' | 'number' | 'duration' | 'boolean' | 'status' | 'kind';
  readonly text: string;
}

/** What a text is in the builder, or why it cannot be shown there, and which part of it is in the way. */
export type FromTraceQL =
  | { readonly model: BuilderModel }
  | { readonly reason: string; readonly from: number; readonly to: number };

export const statusValues = ['error', 'ok', 'unset'] as const;
export const kindValues = ['server', 'client', 'internal', 'producer', 'consumer', 'unspecified'] as const;

export const emptyModel: BuilderModel = {
  service: { operator: '=', values: [] },
  spanName: { operator: '=', values: [] },
  status: { operator: '=', values: [] },
  kind: { operator: '=', values: [] },
  duration: { of: 'span', min: '', max: '', minInclusive: true, maxInclusive: true },
  tags: [],
};

/** The query of a model. Rows without key or value, and bounds that are no durations, are left out. */
export function toTraceQL(model: BuilderModel): string {
  const conditions = flattenRows(normalizeModel(model)).map(writeCondition);
  return conditions.length === 0 ? '{}' : `{ ${conditions.join(' && ')} }`;
}

/** The model of a query: the inverse of `toTraceQL`. An empty text is the empty model. */
export function fromTraceQL(text: string): FromTraceQL {
  const read = readConditions(text);
  return 'reason' in read ? read : { model: assignRows(read.conditions) };
}

/**
 * The model as it comes back from its own text: empty rows gone, each condition in the row made for it, and lists of
 * values in one form. Two models with the same normal form are the same query.
 */
export function normalizeModel(model: BuilderModel): BuilderModel {
  return assignRows(flattenRows(model));
}
