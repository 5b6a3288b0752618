import type { AttributeMatcher } from '../find/findInModel';
import { valueMatches } from '../find/parseFind';
import type { AttributeColumn, AttributeKey } from '../model/AttributeSource';
import { Dictionary } from '../otlp/Dictionary';
import type { OtlpAttribute } from '../otlp/otlpJson';
import type { SpanOrigin } from '../otlp/SpanOrigin';
import { valueText } from '../otlp/valueText';

/**
 * All attributes of the spans of a trace, as pairs of numbers: key, value, key, value. A search looks at each different
 * key and value once and then only compares numbers. Keys are written as TraceQL has them, `span.http.route`,
 * `event:name`.
 */
export class AttributeIndex implements AttributeMatcher {
  readonly #keys = new Dictionary();
  readonly #values = new Dictionary();
  readonly #ownPairs: (Int32Array | undefined)[];
  /** Pairs of the resource and of the scope, each kept once for all spans below it. */
  readonly #resourcePairs: (Int32Array | undefined)[];
  readonly #scopePairs: (Int32Array | undefined)[];
  readonly #shared = new WeakMap<object, Int32Array>();
  #loadedRows = 0;

  constructor(rowCount: number) {
    this.#ownPairs = Array.from({ length: rowCount });
    this.#resourcePairs = Array.from({ length: rowCount });
    this.#scopePairs = Array.from({ length: rowCount });
  }

  get loadedRows(): number {
    return this.#loadedRows;
  }

  has(key: string, mask: Uint8Array): void {
    const keys = this.#matchingKeys(key);
    this.#mark(mask, (oneKey) => keys[oneKey] === 1);
  }

  text(text: string, mask: Uint8Array): void {
    const wanted = this.#matchingValues((value) => value.includes(text));
    if (wanted !== null) this.#mark(mask, (_, value) => wanted[value] === 1);
  }

  pair(key: string, value: string, mask: Uint8Array): void {
    const keys = this.#matchingKeys(key);
    const wanted = this.#matchingValues((text) => valueMatches(text, value));
    if (wanted !== null) this.#mark(mask, (oneKey, oneValue) => keys[oneKey] === 1 && wanted[oneValue] === 1);
  }

  isLoaded(row: number): boolean {
    return this.#ownPairs[row] !== undefined;
  }

  add(row: number, { span, resourceSpans, scopeSpans }: SpanOrigin): void {
    if (!this.isLoaded(row)) this.#loadedRows++;
    const pairs: number[] = [];
    this.#collect('span.', span.attributes, pairs);
    if (span.status?.message) this.#push('statusMessage', span.status.message, pairs);
    for (const event of span.events ?? []) {
      this.#push('event:name', event.name ?? '', pairs);
      this.#collect('event.', event.attributes, pairs);
    }
    for (const link of span.links ?? []) this.#collect('link.', link.attributes, pairs);
    this.#ownPairs[row] = Int32Array.from(pairs);
    this.#resourcePairs[row] = this.#share(resourceSpans, 'resource.', resourceSpans.resource?.attributes, '');
    const scope = scopeSpans.scope ?? scopeSpans.instrumentationLibrary;
    this.#scopePairs[row] = this.#share(scopeSpans, 'instrumentation.', scope?.attributes, scope?.name ?? '');
  }

  /** Keys by how many spans have them, most first. */
  keys(): AttributeKey[] {
    const spans = new Int32Array(this.#keys.values.length);
    const lastRow = new Int32Array(spans.length).fill(-1);
    this.#forEachPair((row, key) => {
      if (lastRow[key] === row) return;
      lastRow[key] = row;
      spans[key]!++;
    });
    return this.#keys.values
      .map((key, code) => ({ key, spans: spans[code]! }))
      .sort((a, b) => b.spans - a.spans || (a.key < b.key ? -1 : 1));
  }

  column(key: string): AttributeColumn {
    const codes = new Int32Array(this.#ownPairs.length).fill(-1);
    const scoped = this.#keys.find(key);
    const wanted = scoped >= 0 ? [scoped] : [`span.${key}`, `resource.${key}`].map((one) => this.#keys.find(one));
    const dictionary = new Dictionary();
    for (const code of wanted) {
      if (code < 0) continue;
      this.#forEachPair((row, oneKey, value) => {
        if (oneKey === code && codes[row] === -1) codes[row] = dictionary.codeOf(this.#values.values[value]!);
      });
    }
    return { values: dictionary.values, codes };
  }

  /** A 1 for each key that is `key`, with or without its scope, whatever the case. */
  #matchingKeys(key: string): Uint8Array {
    return Uint8Array.from(this.#keys.values, (scoped) => {
      const lower = scoped.toLowerCase();
      return lower === key || lower.replace(/^[a-z]+[.:]/, '') === key ? 1 : 0;
    });
  }

  #matchingValues(matches: (value: string) => boolean): Uint8Array | null {
    const wanted = Uint8Array.from(this.#values.values, (value) => (matches(value.toLowerCase()) ? 1 : 0));
    return wanted.includes(1) ? wanted : null;
  }

  #mark(mask: Uint8Array, matches: (key: number, value: number) => boolean): void {
    this.#forEachPair((row, key, value) => {
      if (mask[row] === 0 && matches(key, value)) mask[row] = 1;
    });
  }

  #forEachPair(visit: (row: number, key: number, value: number) => void): void {
    for (const column of [this.#ownPairs, this.#resourcePairs, this.#scopePairs]) {
      for (let row = 0; row < column.length; row++) {
        const pairs = column[row];
        if (pairs === undefined) continue;
        for (let at = 0; at < pairs.length; at += 2) visit(row, pairs[at]!, pairs[at + 1]!);
      }
    }
  }

  #share(holder: object, scope: string, attributes: readonly OtlpAttribute[] | undefined, name: string): Int32Array {
    let shared = this.#shared.get(holder);
    if (shared === undefined) {
      const pairs: number[] = [];
      if (name !== '') this.#push('instrumentation:name', name, pairs);
      this.#collect(scope, attributes, pairs);
      shared = Int32Array.from(pairs);
      this.#shared.set(holder, shared);
    }
    return shared;
  }

  #collect(scope: string, attributes: readonly OtlpAttribute[] | undefined, pairs: number[]): void {
    for (const { key, value } of attributes ?? []) this.#push(scope + (key ?? ''), valueText(value), pairs);
  }

  #push(key: string, text: string, pairs: number[]): void {
    pairs.push(this.#keys.codeOf(key), this.#values.codeOf(text));
  }
}
