import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Keys } from './Keys';
import styles from './Menu.module.css';

export interface MenuProps {
  /** The element that opens it: a Button or an IconButton. */
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  /** The accessible name; the trigger's name when absent. */
  label?: string;
}

/** A menu of actions. Inside: MenuItem, MenuCheckItem, MenuLabel, MenuSeparator. */
export function Menu({ trigger, children, align = 'start', label }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8} aria-label={label}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  children: ReactNode;
  onSelect: () => void;
  icon?: ReactNode;
  shortcut?: string;
  disabled?: boolean;
  danger?: boolean;
}

export function MenuItem({ children, onSelect, icon, shortcut, disabled = false, danger = false }: MenuItemProps) {
  return (
    <Radix.Item className={styles.item} data-danger={danger || undefined} disabled={disabled} onSelect={onSelect}>
      <span className={styles.mark}>{icon}</span>
      <span className={styles.text}>{children}</span>
      {shortcut !== undefined && <Keys keys={shortcut} />}
    </Radix.Item>
  );
}

export function MenuCheckItem({ children, checked, onSelect }: { children: ReactNode; checked: boolean; onSelect: () => void }) {
  return (
    <Radix.CheckboxItem className={styles.item} checked={checked} onSelect={onSelect}>
      <span className={styles.mark}>{checked && <Check aria-hidden />}</span>
      <span className={styles.text}>{children}</span>
    </Radix.CheckboxItem>
  );
}

export interface MenuChoiceProps<T extends string> {
  value: T;
  onChange: (value: T) => void;
  options: ReadonlyArray<{ value: T; label: ReactNode }>;
}

/** One of several, with a mark at the one in effect. */
export function MenuChoice<T extends string>({ value, onChange, options }: MenuChoiceProps<T>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={styles.item}>
          <span className={styles.mark}>{option.value === value && <Check aria-hidden />}</span>
          <span className={styles.text}>{option.label}</span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className={styles.label}>{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className={styles.separator} />;
}
