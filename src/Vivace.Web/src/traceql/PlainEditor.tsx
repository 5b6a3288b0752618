import { type RefObject, useEffect } from 'react';
import { classes } from '../ui/classes';
import styles from './PlainEditor.module.css';

export interface PlainEditorProps {
  value: string;
  onChange: (value: string) => void;
  onRun?: (() => void) | undefined;
  label: string;
  variant: 'full' | 'compact';
  placeholder?: string | undefined;
  describedBy: string;
  focusOnMount: boolean;
  ref: RefObject<HTMLTextAreaElement | null>;
}

/** A text field that stands in for the editor: same place, same size, same keys to run. */
export function PlainEditor({ value, onChange, onRun, label, variant, placeholder, describedBy, focusOnMount, ref }: PlainEditorProps) {
  useEffect(() => {
    if (focusOnMount) ref.current?.focus();
  }, [focusOnMount, ref]);
  const isCompact = variant === 'compact';
  return (
    <textarea
      ref={ref}
      className={classes(styles.plain, styles[variant])}
      aria-label={label}
      aria-describedby={describedBy}
      rows={isCompact ? 1 : Math.min(10, Math.max(2, value.split('\n').length))}
      value={value}
      placeholder={placeholder}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      onChange={(event) => onChange(isCompact ? event.target.value.replace(/\s*\n\s*/g, ' ') : event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        if (!isCompact && !event.ctrlKey && !event.metaKey && !event.shiftKey) return;
        event.preventDefault();
        onRun?.();
      }}
    />
  );
}
