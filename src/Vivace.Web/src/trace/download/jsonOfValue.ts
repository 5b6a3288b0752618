import type { OtlpAnyValue } from '../file/OtlpJson';

/** A value for people and tables: text and numbers as they are, lists and maps as JSON; integers beyond a double's reach as text. */
export function jsonOfValue(value: OtlpAnyValue | undefined): string | number | boolean | null {
  const plain = plainOf(value);
  return typeof plain === 'object' && plain !== null ? JSON.stringify(plain) : plain;
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

function plainOf(value: OtlpAnyValue | undefined): Plain {
  if (value === undefined) return null;
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(plainOf);
  if (value.kvlistValue !== undefined) {
    return Object.fromEntries((value.kvlistValue.values ?? []).map((entry) => [entry.key, plainOf(entry.value)]));
  }
  if (value.intValue !== undefined) {
    const number = Number(value.intValue);
    return Number.isSafeInteger(number) ? number : value.intValue;
  }
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? value.bytesValue ?? null;
}
