import { Columns3 } from 'lucide-react';
import { IconButton } from '../../ui/IconButton';
import { Popover } from '../../ui/Popover';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { AttributeList } from './AttributeList';
import styles from './ColorMenu.module.css';

/** Chooses the attributes that have a column of their own beside the names. */
export function ColumnMenu() {
  const actions = useTraceActions();
  const columns = useTrace((state) => state.columns);
  const toggle = (key: string) =>
    actions.setColumns(columns.includes(key) ? columns.filter((one) => one !== key) : [...columns, key]);
  return (
    <Popover label="Columns" align="end" className={styles.panel ?? ''} trigger={<IconButton label="Attribute columns" icon={<Columns3 aria-hidden />} />}>
      <h3 className={styles.title}>Attribute columns</h3>
      <AttributeList chosen={columns} onChoose={toggle} />
    </Popover>
  );
}
