import { ChevronRight } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useDetailsPreferences } from './detailsPreferences';
import styles from './Section.module.css';

export interface SectionProps {
  /** Also the name under which it is remembered as closed. */
  title: string;
  count?: number | undefined;
  /** Shown at the right end of the title. */
  trailing?: ReactNode;
  /** Opened whatever was remembered, while something is looked for in it. */
  forceOpen?: boolean;
  tone?: 'error' | undefined;
  children: ReactNode;
}

/** A part of the span details that can be closed; closed parts stay closed for the next span. */
export function Section({ title, count, trailing, forceOpen = false, tone, children }: SectionProps) {
  const closed = useDetailsPreferences((state) => state.closed.includes(title));
  const toggle = useDetailsPreferences((state) => state.toggleSection);
  const id = useId();
  const open = forceOpen || !closed;
  return (
    <section className={styles.section} aria-labelledby={`${id}-title`}>
      <div className={styles.head}>
        <h3 className={styles.title} id={`${id}-title`}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => toggle(title)}
          >
            <ChevronRight aria-hidden className={styles.chevron} />
            <span data-tone={tone}>{title}</span>
            {count !== undefined && <span className={styles.count}>{count.toLocaleString('en')}</span>}
          </button>
        </h3>
        {open && trailing}
      </div>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
