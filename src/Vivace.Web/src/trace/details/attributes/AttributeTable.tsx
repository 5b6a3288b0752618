import { Pin } from 'lucide-react';
import { useMemo } from 'react';
import type { Attribute } from '../../model/SpanDetails';
import { useDetailsPreferences } from '../detailsPreferences';
import { ValueView } from '../values/ValueView';
import { AttributeMenu } from './AttributeMenu';
import type { AttributeScope } from './attributeQuery';
import styles from './AttributeTable.module.css';
import { arrangeAttributes } from './arrangeAttributes';

export interface AttributeTableProps {
  scope: AttributeScope;
  attributes: readonly Attribute[];
  /** Only what contains this text. */
  search?: string;
}

/** Keys, types and values, each with what can be done with it. */
export function AttributeTable({ scope, attributes, search = '' }: AttributeTableProps) {
  const order = useDetailsPreferences((state) => state.order);
  const pinned = useDetailsPreferences((state) => state.pinned);
  const arranged = useMemo(
    () => arrangeAttributes(attributes, { order, pinned, search }),
    [attributes, order, pinned, search],
  );
  return (
    <ul className={styles.table}>
      {arranged.map((attribute, index) => (
        // Keys may occur twice; the place tells them apart.
        <li key={`${attribute.key}\u0000${index}`} className={styles.row}>
          <div className={styles.key}>
            {pinned.includes(attribute.key) && <Pin role="img" aria-label="pinned" className={styles.pin} />}
            <span className={styles.name}>{attribute.key}</span>
            <span className={styles.type}>{attribute.value.type}</span>
          </div>
          <div className={styles.value}>
            <ValueView name={attribute.key} value={attribute.value} />
          </div>
          <div className={styles.menu}>
            <AttributeMenu scope={scope} attribute={attribute} />
          </div>
        </li>
      ))}
    </ul>
  );
}
