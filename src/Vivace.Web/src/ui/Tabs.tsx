import { Tabs as Radix } from 'radix-ui';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { classes } from './classes';
import { showActiveTab } from './showActiveTab';
import styles from './Tabs.module.css';

export interface Tab<T extends string> {
  value: T;
  label: ReactNode;
  /** Left out when the tabs only switch something shown elsewhere. */
  content?: ReactNode;
}

export interface TabsProps<T extends string> {
  value: T;
  onChange: (value: T) => void;
  tabs: ReadonlyArray<Tab<T>>;
  /** The accessible name of the row of tabs. */
  label: string;
  /** Shown at the right end of the row. */
  trailing?: ReactNode;
  className?: string;
}

export function Tabs<T extends string>({ value, onChange, tabs, label, trailing, className }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => showActiveTab(list.current), [value]);
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)} className={classes(styles.tabs, className)}>
      <div className={styles.row}>
        <Radix.List ref={list} className={styles.list} aria-label={label}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.value} value={tab.value} className={styles.tab}>
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {trailing}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className={styles.content}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
