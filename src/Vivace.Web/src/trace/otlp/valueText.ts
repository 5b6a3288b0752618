import type { OtlpAttribute, OtlpValue } from './otlpJson';

/** A value as a person would type it into the find box. */
export function valueText(value: OtlpValue | undefined, depth = 0): string {
  if (value === undefined) return '';
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.intValue !== undefined) return String(value.intValue);
  if (value.boolValue !== undefined) return String(value.boolValue);
  if (value.doubleValue !== undefined) return String(value.doubleValue);
  if (value.bytesValue !== undefined) return value.bytesValue;
  if (depth >= 100) return '…';
  if (value.arrayValue !== undefined) {
    return `[${(value.arrayValue.values ?? []).map((one) => valueText(one, depth + 1)).join(', ')}]`;
  }
  if (value.kvlistValue !== undefined) {
    const entry = (one: OtlpAttribute) => `${one.key ?? ''}: ${valueText(one.value, depth + 1)}`;
    return `{${(value.kvlistValue.values ?? []).map(entry).join(', ')}}`;
  }
  return '';
}
