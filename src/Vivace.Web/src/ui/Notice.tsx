import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';
import { IconButton } from './IconButton';
import styles from './Notice.module.css';

export type NoticeTone = 'info' | 'success' | 'warning' | 'error';

export interface NoticeProps {
  tone?: NoticeTone;
  /** A few strong words before the text. */
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons that help. */
  actions?: ReactNode;
  onDismiss?: () => void;
  className?: string;
}

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, error: CircleAlert };
const names: Record<NoticeTone, string> = { info: 'Note', success: 'Done', warning: 'Warning', error: 'Error' };

/** A banner beside what it is about. Tone is said by icon, colour and a hidden word. */
export function Notice({ tone = 'info', title, children, actions, onDismiss, className }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={classes(styles.notice, styles[tone], className)} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon aria-hidden className={styles.icon} />
      <div className={styles.text}>
        <span className="visually-hidden">{names[tone]}: </span>
        {title !== undefined && <strong className={styles.title}>{title} </strong>}
        {children}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      {onDismiss !== undefined && <IconButton label="Dismiss" icon={<X aria-hidden />} size="sm" onClick={onDismiss} />}
    </div>
  );
}
