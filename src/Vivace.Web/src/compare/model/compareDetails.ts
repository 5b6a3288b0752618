import { attributeText } from '../../trace/details/attributes/attributeText';
import type { Attribute, SpanDetails } from '../../trace/model/SpanDetails';

/** One attribute or field that the spans of a pair do not share. `null` where a side does not have it. */
export interface FieldDifference {
  readonly scope: 'span' | 'status' | 'attribute' | 'resource' | 'scope' | 'event' | 'link';
  readonly key: string;
  readonly a: string | null;
  readonly b: string | null;
}

export interface DetailsDifference {
  readonly fields: readonly FieldDifference[];
  /** Attributes with the same value on both sides. */
  readonly equal: number;
}

/** What tells two spans apart besides their times and ids. */
export function compareDetails(a: SpanDetails, b: SpanDetails): DetailsDifference {
  const fields: FieldDifference[] = [];
  let equal = 0;
  const compare = (scope: FieldDifference['scope'], key: string, valueA: string | null, valueB: string | null) => {
    if (valueA === valueB) equal += 1;
    else fields.push({ scope, key, a: valueA, b: valueB });
  };
  if (a.kind !== b.kind) compare('span', 'kind', kindNames[a.kind] ?? String(a.kind), kindNames[b.kind] ?? String(b.kind));
  if (a.statusCode !== b.statusCode) compare('status', 'code', statusNames[a.statusCode] ?? String(a.statusCode), statusNames[b.statusCode] ?? String(b.statusCode));
  if (a.statusMessage !== b.statusMessage) compare('status', 'message', a.statusMessage || null, b.statusMessage || null);
  compareAttributes(a.attributes, b.attributes, (key, x, y) => compare('attribute', key, x, y));
  compareAttributes(a.resource.attributes, b.resource.attributes, (key, x, y) => compare('resource', key, x, y));
  if (`${a.scope.name} ${a.scope.version}` !== `${b.scope.name} ${b.scope.version}`) {
    compare('scope', 'name and version', `${a.scope.name} ${a.scope.version}`.trim(), `${b.scope.name} ${b.scope.version}`.trim());
  }
  compareCounts('event', a.events.map(({ name }) => name), b.events.map(({ name }) => name), compare);
  if (a.links.length !== b.links.length) compare('link', 'links', String(a.links.length), String(b.links.length));
  return { fields, equal };
}

const kindNames = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const statusNames = ['unset', 'ok', 'error'];

function compareAttributes(a: readonly Attribute[], b: readonly Attribute[], compare: (key: string, a: string | null, b: string | null) => void): void {
  const textOf = (attributes: readonly Attribute[]) => new Map(attributes.map(({ key, value }) => [key, attributeText(value)]));
  const [textA, textB] = [textOf(a), textOf(b)];
  for (const key of [...new Set([...textA.keys(), ...textB.keys()])].sort()) compare(key, textA.get(key) ?? null, textB.get(key) ?? null);
}

function compareCounts(
  scope: FieldDifference['scope'],
  a: readonly string[],
  b: readonly string[],
  compare: (scope: FieldDifference['scope'], key: string, a: string | null, b: string | null) => void,
): void {
  const count = (names: readonly string[], name: string) => names.filter((one) => one === name).length;
  for (const name of [...new Set([...a, ...b])].sort()) {
    const [inA, inB] = [count(a, name), count(b, name)];
    if (inA !== inB) compare(scope, name, inA === 0 ? null : `${inA}×`, inB === 0 ? null : `${inB}×`);
  }
}
