/** Small readers of values whose shape is not known yet: what has another type counts as absent. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** An integer as the text of its digits, from a number or a string; `undefined` when it is neither. */
export function integerTextOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return BigInt(Math.trunc(value)).toString();
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return value;
  return undefined;
}
