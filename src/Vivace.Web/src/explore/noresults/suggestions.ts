import { attributesIn, attributeText, type AttributeScope } from '../query/attributes';
import { conjunctsOf } from '../query/conjuncts';
import { nearestName } from './nearestName';

/** Questions to the server that suggestions are made from; each answers soon or not at all. */
export interface Probes {
  /** Number of spans that a query matches in the range of the search. */
  readonly countSpans: (query: string) => Promise<number>;
  /** Names of the attributes of the range, by scope. */
  readonly attributeNames: () => Promise<ReadonlyMap<AttributeScope, readonly string[]>>;
  /** Whether the query matches anything in a longer range; its text in words ("the last 24 hours") and its start. */
  readonly widerRange: (() => Promise<WiderRange | undefined>) | undefined;
}

/** A longer range in which the query finds something. */
export interface WiderRange {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** A condition whose removal brings results. */
export interface DroppedCondition {
  readonly condition: string;
  readonly query: string;
  readonly spans: number;
}

/** An attribute that no span of the range has. */
export interface UnknownAttribute {
  readonly attribute: string;
  /** One that is there and is written nearly alike, with the query that uses it. */
  readonly suggestion: { readonly attribute: string; readonly query: string } | undefined;
}

/** What may help after a search without results. */
export interface Suggestions {
  /** Most spans first; conditions whose removal brings nothing are left out. */
  readonly dropped: readonly DroppedCondition[];
  readonly unknown: readonly UnknownAttribute[];
  readonly wider: WiderRange | undefined;
}

/** More conditions than this are not tried, to keep the questions few. */
const mostConditions = 8;

/** Asks the probes; one that fails costs its own suggestion only. */
export async function suggestFor(query: string, probes: Probes): Promise<Suggestions> {
  const [dropped, unknown, wider] = await Promise.all([
    droppedConditions(query, probes),
    unknownAttributes(query, probes).catch(() => []),
    probes.widerRange?.().catch(() => undefined),
  ]);
  return { dropped, unknown, wider };
}

async function droppedConditions(query: string, probes: Probes): Promise<DroppedCondition[]> {
  const conjuncts = conjunctsOf(query);
  if (conjuncts.length > mostConditions) return [];
  const found = await Promise.all(conjuncts.map(async ({ text, without }) => ({
    condition: text,
    query: without,
    spans: await probes.countSpans(without).catch(() => 0),
  })));
  return found.filter(({ spans }) => spans > 0).sort((a, b) => b.spans - a.spans);
}

async function unknownAttributes(query: string, probes: Probes): Promise<UnknownAttribute[]> {
  const used = new Map(attributesIn(query).map((attribute) => [attribute.text, attribute]));
  if (used.size === 0) return [];
  const names = await probes.attributeNames();
  const unknown: UnknownAttribute[] = [];
  for (const attribute of used.values()) {
    const scopes: readonly AttributeScope[] = attribute.scope === 'any' ? ['span', 'resource'] : [attribute.scope];
    if (scopes.some((scope) => names.get(scope)?.includes(attribute.name) === true)) continue;
    const replacement = likeIt(attribute.name, scopes, names);
    unknown.push({
      attribute: attribute.text,
      suggestion: replacement === undefined
        ? undefined
        : { attribute: replacement, query: replaceAttribute(query, attribute.text, replacement) },
    });
  }
  return unknown;
}

/** The same name in another scope, or a name nearly alike in the same scope, or nearly alike anywhere. */
function likeIt(
  name: string,
  scopes: readonly AttributeScope[],
  names: ReadonlyMap<AttributeScope, readonly string[]>,
): string | undefined {
  for (const [scope, known] of names) {
    if (known.includes(name)) return attributeText(scope, name);
  }
  const order = [...scopes, ...[...names.keys()].filter((scope) => !scopes.includes(scope))];
  for (const scope of order) {
    const near = nearestName(name, names.get(scope) ?? []);
    if (near !== undefined) return attributeText(scope, near);
  }
  return undefined;
}

function replaceAttribute(query: string, attribute: string, replacement: string): string {
  return attributesIn(query)
    .filter(({ text }) => text === attribute)
    .reduceRight((text, { start, end }) => text.slice(0, start) + replacement + text.slice(end), query);
}
