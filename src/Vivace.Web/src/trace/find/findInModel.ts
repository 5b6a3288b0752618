import { kindName, statusName } from '../model/SpanFlag';
import { parseSpanId, readUint32 } from '../model/spanIds';
import type { TraceModel } from '../model/TraceModel';
import { intrinsics, valueMatches, type FindTerm } from './parseFind';

/** What attributes add to a search; the worker has them. */
export interface AttributeMatcher {
  /** Adds 1 to `mask` for rows where any attribute value contains the text. */
  text(text: string, mask: Uint8Array): void;
  pair(key: string, value: string, mask: Uint8Array): void;
  has(key: string, mask: Uint8Array): void;
}

/** The columns a search reads; a model, or the data in the worker. */
export type Searchable = Pick<
  TraceModel,
  'rowCount' | 'services' | 'names' | 'service' | 'name' | 'kind' | 'status' | 'spanIds'
>;

/** A 1 for each row that fulfils all terms. Without attributes, terms that need them find nothing. */
export function findInModel(
  model: Searchable,
  terms: readonly FindTerm[],
  attributes: AttributeMatcher | null,
): Uint8Array {
  const found = new Uint8Array(model.rowCount);
  if (terms.length === 0) return found;
  found.fill(1);
  const mask = new Uint8Array(model.rowCount);
  for (const term of terms) {
    mask.fill(0);
    if (term.type === 'text') {
      matchText(model, term.text, mask);
      attributes?.text(term.text, mask);
    } else if (term.type === 'pair') {
      if (intrinsics.has(term.key)) matchIntrinsic(model, term.key, term.value, mask);
      attributes?.pair(term.key, term.value, mask);
    } else if (attributes !== null) {
      attributes.has(term.key, mask);
      for (let row = 0; row < mask.length; row++) mask[row] = mask[row] === 0 ? 1 : 0;
    }
    for (let row = 0; row < found.length; row++) found[row]! &= mask[row] === 0 ? 0 : 1;
  }
  return found;
}

function matchText(model: Searchable, text: string, mask: Uint8Array): void {
  const inServices = model.services.map((service) => service.toLowerCase().includes(text));
  const inNames = model.names.map((name) => name.toLowerCase().includes(text));
  if (inServices.includes(true) || inNames.includes(true)) {
    for (let row = 0; row < model.rowCount; row++) {
      if (inServices[model.service[row]!]! || inNames[model.name[row]!]!) mask[row] = 1;
    }
  }
  const id = parseSpanId(text);
  if (id === null) return;
  for (let row = 0; row < model.rowCount; row++) {
    if (readUint32(model.spanIds, row * 8) === id[0] && readUint32(model.spanIds, row * 8 + 4) === id[1]) mask[row] = 1;
  }
}

function matchIntrinsic(model: Searchable, key: string, value: string, mask: Uint8Array): void {
  const matches = (text: string) => valueMatches(text.toLowerCase(), value);
  const [column, wanted] =
    key === 'name'
      ? [model.name, model.names.map(matches)]
      : key === 'service'
        ? [model.service, model.services.map(matches)]
        : key === 'kind'
          ? [model.kind, Array.from({ length: 6 }, (_, kind) => matches(kindName(kind)))]
          : [model.status, Array.from({ length: 3 }, (_, status) => matches(statusName(status)))];
  for (let row = 0; row < model.rowCount; row++) if (wanted[column[row]!]) mask[row] = 1;
}
