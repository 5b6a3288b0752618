/** A JSON object of unknown shape. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; anything else is an empty one. */
export function asRecord(json: unknown): Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : {};
}

/** The value as a list; anything else is an empty one. */
export function asArray(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? (json as readonly unknown[]) : [];
}

/** The value as text, or undefined. */
export function asText(json: unknown): string | undefined {
  return typeof json === 'string' ? json : undefined;
}

/** The value as a finite number, also when it is written as text (64-bit integers are); else 0. */
export function asNumber(json: unknown): number {
  const value = Number(json ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** A 64-bit integer, exact; 0 for anything else. */
export function asBigInt(json: unknown): bigint {
  if (typeof json === 'number' && Number.isFinite(json)) return BigInt(Math.round(json));
  return typeof json === 'string' && /^-?\d+$/.test(json) ? BigInt(json) : 0n;
}

/** The value of an OTLP JSON attribute as text. */
export function valueText(json: unknown): string {
  const value = asRecord(json);
  if (typeof value.stringValue === 'string') return value.stringValue;
  if (value.intValue !== undefined) return String(value.intValue);
  if (value.doubleValue !== undefined) return String(value.doubleValue);
  if (typeof value.boolValue === 'boolean') return String(value.boolValue);
  if (value.arrayValue !== undefined) return `[${asArray(asRecord(value.arrayValue).values).map(valueText).join(', ')}]`;
  return json === undefined || json === null ? '' : JSON.stringify(json);
}
