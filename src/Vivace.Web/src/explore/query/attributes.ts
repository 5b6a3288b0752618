import { readName } from '../../traceql/literals';
import { writeField } from '../../traceql/writeCondition';
import { scanMeaning } from './scan';

/** Scopes that attributes may be written with; `any` is the unscoped form. */
export type AttributeScope = 'span' | 'resource' | 'event' | 'link' | 'instrumentation' | 'any';

/** An attribute as a query names it. */
export interface AttributeName {
  readonly scope: AttributeScope;
  /** Without scope and quotes. */
  readonly name: string;
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const scoped = /^(span|resource|event|link|instrumentation)?\.(.*)$/s;

/** All attributes a query names, in the order of the text; the same name may come more than once. */
export function attributesIn(query: string): AttributeName[] {
  return scanMeaning(query).flatMap((token) => {
    if (token.kind !== 'word') return [];
    const match = scoped.exec(token.text);
    if (match === null || match[2] === '') return [];
    return [{
      scope: (match[1] ?? 'any') as AttributeScope,
      name: readName(match[2]!) ?? match[2]!,
      text: token.text,
      start: token.start,
      end: token.end,
    }];
  });
}

/** A scope and a name as a query writes them: `span.http.route`, `."user name"`. */
export function attributeText(scope: AttributeScope, name: string): string {
  return writeField(scope, name);
}
