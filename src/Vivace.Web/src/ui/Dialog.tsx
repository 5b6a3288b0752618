import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './Dialog.module.css';
import { IconButton } from './IconButton';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence below the title. */
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the lower edge, the main one last. */
  footer?: ReactNode;
  width?: 'sm' | 'md' | 'lg' | 'full';
}

export function Dialog({ open, onOpenChange, title, description, children, footer, width = 'md' }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content className={classes(styles.dialog, styles[width])} {...(description === undefined ? { 'aria-describedby': undefined } : {})}>
          <header className={styles.header}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
          </header>
          {description !== undefined && <Radix.Description className={styles.description}>{description}</Radix.Description>}
          <div className={styles.body}>{children}</div>
          {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
          {/* Last, so that the focus starts in what the dialog is about. */}
          <div className={styles.close}>
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} size="sm" />
            </Radix.Close>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
