import type { Attribute, AttributeValue } from '../../model/SpanDetails';

/** A value as text: what is copied, searched and shown raw. Lists and maps are JSON. */
export function attributeText(value: AttributeValue): string {
  switch (value.type) {
    case 'empty':
      return '';
    case 'string':
    case 'bytes':
      return value.value;
    case 'bool':
    case 'int':
    case 'double':
      return String(value.value);
    case 'array':
    case 'map':
      return jsonText(value);
  }
}

/** A value as JSON, with integers of any size written out and the order of entries kept. */
export function jsonText(value: AttributeValue): string {
  switch (value.type) {
    case 'empty':
      return 'null';
    case 'string':
    case 'bytes':
      return JSON.stringify(value.value);
    case 'bool':
    case 'int':
      return String(value.value);
    case 'double':
      return Number.isFinite(value.value) ? String(value.value) : JSON.stringify(String(value.value));
    case 'array':
      return `[${value.values.map(jsonText).join(',')}]`;
    case 'map':
      return `{${value.entries.map((entry) => `${JSON.stringify(entry.key)}:${jsonText(entry.value)}`).join(',')}}`;
  }
}

/** Whether a key or its value contains a text, whatever the case. */
export function attributeContains({ key, value }: Attribute, text: string): boolean {
  const lower = text.toLowerCase();
  return key.toLowerCase().includes(lower) || attributeText(value).toLowerCase().includes(lower);
}

/** The value of a string attribute, `undefined` when there is none. */
export function stringAttribute(attributes: readonly Attribute[], ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = attributes.find((attribute) => attribute.key === key)?.value;
    if (value !== undefined && value.type !== 'empty') return attributeText(value);
  }
  return undefined;
}
