import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from './classes';
import styles from './Button.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` once per area, for what one came to do; `danger` for what destroys. */
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  size?: 'sm' | 'md' | 'lg';
  /** Shown before the text. */
  icon?: ReactNode;
  /** Shown after the text. */
  trailing?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = 'secondary', size = 'md', icon, trailing, className, children, type, ...rest }: ButtonProps) {
  return (
    <button type={type ?? 'button'} className={classes(styles.button, styles[variant], styles[size], className)} {...rest}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      {children}
      {trailing !== undefined && <span className={styles.icon}>{trailing}</span>}
    </button>
  );
}
