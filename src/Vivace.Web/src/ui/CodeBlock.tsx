import { CopyButton } from './CopyButton';
import styles from './CodeBlock.module.css';

/** Text to copy, as it is. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className={styles.block}>
      {/* A long line scrolls sideways, so the keyboard has to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.code} tabIndex={0} role="group" aria-label={label}>
        <code>{code}</code>
      </pre>
      <div className={styles.copy}>
        <CopyButton label={`Copy ${label}`} text={code} size="sm" />
      </div>
    </div>
  );
}
