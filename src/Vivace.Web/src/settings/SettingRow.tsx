import type { ReactNode } from 'react';
import styles from './SettingRow.module.css';

/** A setting: its name and a word about it on the left, the control on the right. */
export function SettingRow({ name, help, children }: { name: string; help?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <div>
        <div className={styles.name}>{name}</div>
        {help !== undefined && <div className={styles.help}>{help}</div>}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
