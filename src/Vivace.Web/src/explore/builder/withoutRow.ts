import { emptyModel, type BuilderModel, type TagRow } from '../../traceql/builder';

/** A tag row that asks nothing yet. */
export const emptyTag: TagRow = { scope: 'any', key: '', operator: '=', values: [] };

/** The model without one of its rows (a tag by its place): what narrows that row's suggestions. */
export function withoutRow(model: BuilderModel, row: 'service' | 'spanName' | number): BuilderModel {
  return typeof row === 'number'
    ? { ...model, tags: model.tags.filter((_, i) => i !== row) }
    : { ...model, [row]: emptyModel[row] };
}
