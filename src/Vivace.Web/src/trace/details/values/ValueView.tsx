import type { AttributeValue } from '../../model/SpanDetails';
import { jsonText } from '../attributes/attributeText';
import { TextValue } from './TextValue';
import styles from './ValueView.module.css';

/** A value of an attribute by its type. */
export function ValueView({ name, value }: { name: string; value: AttributeValue }) {
  switch (value.type) {
    case 'empty':
      return <span className={styles.empty}>no value</span>;
    case 'string':
      return <TextValue name={name} text={value.value} />;
    case 'bytes':
      return <TextValue name={name} text={value.value} kind="plain" />;
    case 'bool':
      return <span className={styles.bool}>{String(value.value)}</span>;
    case 'int':
    case 'double':
      return <span className={styles.number}>{String(value.value)}</span>;
    case 'array':
    case 'map':
      return isSmall(value) ? (
        <span className={styles.list}>{jsonText(value)}</span>
      ) : (
        <TextValue name={name} text={jsonText(value)} kind="json" />
      );
  }
}

/** Lists of a few plain values read better in one line. */
function isSmall(value: AttributeValue): boolean {
  if (value.type === 'map') return value.entries.length === 0;
  if (value.type !== 'array') return true;
  return (
    value.values.length <= 8 &&
    value.values.every((item) => item.type !== 'array' && item.type !== 'map') &&
    jsonText(value).length <= 120
  );
}
