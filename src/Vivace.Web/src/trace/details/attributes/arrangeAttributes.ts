import type { Attribute } from '../../model/SpanDetails';
import type { AttributeOrder } from '../detailsPreferences';
import { attributeContains } from './attributeText';

export interface Arrangement {
  readonly order: AttributeOrder;
  readonly pinned: readonly string[];
  readonly search: string;
}

const collator = new Intl.Collator('en', { numeric: true });

/** The attributes that contain the searched text, pinned ones first (in the order in which they were pinned). */
export function arrangeAttributes(
  attributes: readonly Attribute[],
  { order, pinned, search }: Arrangement,
): Attribute[] {
  const found = attributes.filter((attribute) => attributeContains(attribute, search.trim()));
  const place = (attribute: Attribute) => {
    const index = pinned.indexOf(attribute.key);
    return index < 0 ? pinned.length : index;
  };
  return found.sort((a, b) => place(a) - place(b) || (order === 'name' ? collator.compare(a.key, b.key) : 0));
}
