import { quote, writeName } from '../../traceql/literals';
import type { AttributeColumn } from '../model/AttributeSource';
import { kindName, statusName } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import type { KeyOfRow } from './aggregate';

/** What spans are grouped by: a field that every span has, or an attribute with its scope. */
export const groupFields = ['service', 'name', 'kind', 'status'] as const;
export type GroupField = (typeof groupFields)[number];
export type GroupKey = GroupField | (string & {});

export const groupFieldLabels: Record<GroupField, string> = {
  service: 'Service',
  name: 'Span name',
  kind: 'Kind',
  status: 'Status',
};

export function isGroupField(key: GroupKey): key is GroupField {
  return (groupFields as readonly string[]).includes(key);
}

/** The value of each row for a key; `column` holds the values of an attribute. */
export function keyOfRow(model: TraceModel, key: GroupKey, column: AttributeColumn | undefined): KeyOfRow {
  switch (key) {
    case 'service':
      return (row) => model.serviceName(row);
    case 'name':
      return (row) => model.spanName(row);
    case 'kind':
      return (row) => kindName(model.kind[row]!);
    case 'status':
      return (row) => statusName(model.status[row]!);
    default:
      return (row) => column?.values[column.codes[row] ?? -1] ?? null;
  }
}

/** The TraceQL condition that a span belongs to a group. */
export function groupCondition(key: GroupKey, value: string | null): string {
  switch (key) {
    case 'service':
      return `resource.service.name = ${quote(value ?? '')}`;
    case 'name':
      return `name = ${quote(value ?? '')}`;
    case 'kind':
    case 'status':
      return `${key} = ${value ?? 'unset'}`;
    default:
      return attributeCondition(key, value);
  }
}

/** Values of attributes have lost their type on the way here, so text and number or boolean are both asked for. */
function attributeCondition(key: string, value: string | null): string {
  const dot = key.indexOf('.');
  const scope = key.slice(0, dot);
  const field = `${scope}.${writeName(key.slice(dot + 1), scope)}`;
  if (value === null) return `${field} = nil`;
  const text = `${field} = ${quote(value)}`;
  return /^-?\d{1,19}$|^-?\d+\.\d+$|^true$|^false$/.test(value) ? `(${text} || ${field} = ${value})` : text;
}

/** The same as words for the find box, where no server can be asked. */
export function groupFindKey(key: GroupKey): string {
  return isGroupField(key) ? key : key.slice(key.indexOf('.') + 1);
}
