import type { AttributeUse } from '../../api/attributes';

export const attributeOrders = [
  { value: 'bytes', label: 'By bytes' },
  { value: 'distinct', label: 'By different values' },
] as const;

export type AttributeOrder = (typeof attributeOrders)[number]['value'];

/** Largest first; what is not in a block yet decides between those that take nothing there. */
export function sortAttributes(attributes: readonly AttributeUse[], order: AttributeOrder): AttributeUse[] {
  const byBytes = (a: AttributeUse, b: AttributeUse) => b.bytes - a.bytes || b.liveBytes - a.liveBytes || b.values - a.values;
  return [...attributes].sort(order === 'bytes' ? byBytes : (a, b) => b.distinct - a.distinct || byBytes(a, b));
}

/** `12,345` when it was counted, `≈ 1,230,000` and `≥ 12,345` otherwise. */
export function writeDistinct({ distinct, distinctKind }: AttributeUse): string {
  const sign = distinctKind === 'exact' ? '' : distinctKind === 'estimate' ? '≈ ' : '≥ ';
  return sign + (distinctKind === 'estimate' ? roundedTo3(distinct) : distinct).toLocaleString('en-US');
}

/** What the signs before a number of different values mean. */
export const distinctWords: Readonly<Record<AttributeUse['distinctKind'], string>> = {
  exact: 'Counted one by one.',
  estimate: 'An estimate; the error is about 0.8 %.',
  atLeast: 'At least; not all spans were counted.',
};

function roundedTo3(value: number): number {
  return Number(value.toPrecision(3));
}
