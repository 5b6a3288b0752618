import { LockOpen } from 'lucide-react';
import { useAbout } from '../api/about';
import { classes } from '../ui/classes';
import { Popover } from '../ui/Popover';
import styles from './OpenAccessMark.module.css';

/** Says that no sign-in is configured. Not shown for servers that do not say how they are guarded. */
export function OpenAccessMark({ short = false }: { short?: boolean }) {
  const about = useAbout();
  if (about?.access !== 'open') return null;
  return (
    <Popover
      label="Open access"
      align="end"
      trigger={
        <button type="button" className={classes(styles.mark, short && styles.short)}>
          <LockOpen aria-hidden />
          <span className={short ? 'visually-hidden' : undefined}>Open access</span>
        </button>
      }
    >
      <p className={styles.text}>
        This server asks nobody to sign in: everyone who reaches this address can read all traces. Keep it inside a network you trust, or put a
        proxy with a sign-in in front of it.
      </p>
    </Popover>
  );
}
