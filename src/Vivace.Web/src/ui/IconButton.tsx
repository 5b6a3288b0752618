import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from './classes';
import styles from './IconButton.module.css';
import { Tooltip } from './Tooltip';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'children'> {
  /** What the button does; its accessible name and its tooltip. */
  label: string;
  icon: ReactNode;
  size?: 'sm' | 'md';
  /** Keys shown in the tooltip, such as `?`. */
  shortcut?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, icon, size = 'md', shortcut, className, type, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <button type={type ?? 'button'} aria-label={label} className={classes(styles.iconButton, styles[size], className)} {...rest}>
        {icon}
      </button>
    </Tooltip>
  );
}
