import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import { classes } from './classes';
import styles from './TextField.module.css';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> {
  label: string;
  /** The label stays for screen readers only. */
  labelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong; marks the field as invalid. */
  error?: string | null | undefined;
  /** Shown inside at the left. */
  icon?: ReactNode;
  mono?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, labelHidden = false, hint, error, icon, mono = false, className, id, ...rest }: TextFieldProps) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const messageId = `${inputId}-message`;
  const message = error ?? hint;
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={inputId} className={labelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        {icon !== undefined && <span className={styles.icon}>{icon}</span>}
        <input
          id={inputId}
          className={classes(styles.input, icon !== undefined && styles.withIcon, mono && styles.mono)}
          aria-invalid={error ? true : undefined}
          aria-describedby={message ? messageId : undefined}
          autoComplete="off"
          spellCheck={false}
          {...rest}
        />
      </div>
      {message ? (
        <div id={messageId} className={error ? styles.error : styles.hint} role={error ? 'alert' : undefined}>
          {message}
        </div>
      ) : null}
    </div>
  );
}
