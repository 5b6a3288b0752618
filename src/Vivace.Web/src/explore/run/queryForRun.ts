import { fieldKey } from '../table/columns';
import { appendStage } from '../query/pipeline';
import { searchedPart } from '../series/units';

/** What the tables show of every matched span, whether or not the query mentions it. */
const alwaysSelected = ['name', 'resource.service.name', 'status', 'kind'];

/**
 * The query as it is sent: the person's own with a `select(...)` behind it, which changes nothing of what is found but makes the answer
 * list names, services, and the fields of added columns.
 */
export function queryForRun(query: string, fields: readonly string[]): string {
  const selected = [...alwaysSelected, ...fields.filter((field) => fieldKey(field) !== undefined && !alwaysSelected.includes(field))];
  return appendStage(searchedPart(effectiveQuery(query)), `select(${selected.join(', ')})`);
}

/** An empty text asks for everything. */
export function effectiveQuery(query: string): string {
  return query.trim() === '' ? '{}' : query.trim();
}
