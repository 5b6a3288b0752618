import { LoaderCircle, X } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { classes } from '../../ui/classes';
import { matchingOptions, type Option } from './options';
import styles from './MultiCombobox.module.css';
import { useCombobox } from './useCombobox';

/** A chosen value. */
export interface Chip {
  readonly text: string;
  /** Written without quotes in the query: numbers, durations, words of the language. */
  readonly isPlain?: boolean;
}

/** Properties of `MultiCombobox`. */
export interface MultiComboboxProps {
  readonly label: string;
  /** Shown in front, inside the box: an operator. */
  readonly leading?: ReactNode;
  readonly chips: readonly Chip[];
  readonly onAdd: (text: string) => void;
  readonly onRemove: (index: number) => void;
  readonly options: readonly Option[];
  readonly isLoading?: boolean;
  /** Below the list: that it was cut, or why there is none. */
  readonly note?: string | undefined;
  readonly placeholder?: string;
  /** Only one value: a second one takes the place of the first. */
  readonly isSingle?: boolean;
  /** Enter takes what is typed, not the first suggestion: for regular expressions. */
  readonly prefersTyped?: boolean;
  /** Suggestions come as soon as the field has the focus; otherwise with typing, a click or an arrow key. */
  readonly opensOnFocus?: boolean;
  readonly onTyped?: (text: string) => void;
  readonly onOpen?: () => void;
  readonly className?: string | undefined;
}

const addTyped = '\u0000typed';

/**
 * A field for one or many values with suggestions. Suggestions come when they come: what is typed can be taken at any time with Enter or
 * by leaving the field. Backspace in the empty field takes the last value away.
 */
export function MultiCombobox({
  label, leading, chips, onAdd, onRemove, options, isLoading = false, note, placeholder, isSingle = false, prefersTyped = false,
  opensOnFocus = true, onTyped, onOpen, className,
}: MultiComboboxProps) {
  const [typed, setTyped] = useState('');
  const chosen = useMemo(() => new Set(chips.map((chip) => chip.text)), [chips]);
  const items = useMemo(() => {
    const matching = matchingOptions(options.filter((option) => isSingle || !chosen.has(option.text)), typed);
    const text = typed.trim();
    const isListed = matching.some((option) => option.text === text);
    if (text === '' || isListed) return matching;
    const own: Option = { id: addTyped, text, detail: 'as typed' };
    return prefersTyped ? [own, ...matching] : [...matching, own];
  }, [options, chosen, typed, isSingle, prefersTyped]);

  const type = (text: string) => {
    setTyped(text);
    onTyped?.(text);
  };
  const add = (text: string) => {
    const trimmed = text.trim();
    if (trimmed !== '' && !chosen.has(trimmed)) onAdd(trimmed);
    type('');
  };

  const { isOpen, active, labelProps, inputProps, listProps, optionProps } = useCombobox({
    count: items.length,
    typed,
    staysOpen: !isSingle,
    opensOnFocus,
    onType: type,
    onPick: (index) => add(items[index]!.text),
    onTyped: () => add(typed),
    onOpen,
    onErase: () => {
      if (chips.length > 0) onRemove(chips.length - 1);
    },
  });

  return (
    <div className={classes(styles.field, className)}>
      <label className={styles.label} {...labelProps}>
        {label}
      </label>
      {/* A click beside the input means the input; the keyboard reaches it by itself. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
      <div
        className={styles.box}
        onClick={(event) => {
          if (event.target === event.currentTarget) event.currentTarget.querySelector('input')?.focus();
        }}
      >
        {leading}
        {chips.map((chip, index) => (
          <span key={chip.text} className={classes(styles.chip, chip.isPlain && styles.plain)}>
            <span className={styles.chipText} title={chip.text}>{chip.text}</span>
            <button type="button" className={styles.remove} aria-label={`Remove ${chip.text} from ${label}`} onClick={() => onRemove(index)}>
              <X aria-hidden />
            </button>
          </span>
        ))}
        <input
          className={styles.input}
          placeholder={chips.length === 0 ? placeholder : undefined}
          spellCheck={false}
          {...inputProps}
        />
        {isLoading && isOpen && <LoaderCircle aria-hidden className={styles.spinner} />}
      </div>
      <div className={classes(styles.menu, !isOpen && styles.closed)}>
        <ul className={styles.list} {...listProps}>
          {isOpen && items.map((item, index) => (
            <li
              key={item.id}
              className={classes(styles.item, index === active && styles.active)}
              {...optionProps(index)}
            >
              <span className={styles.itemText}>{item.text}</span>{' '}
              {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
            </li>
          ))}
        </ul>
        {isOpen && (items.length === 0 || note !== undefined) && (
          <p className={styles.note} role="status">
            {items.length === 0 ? emptyNote(isLoading, note) : note}
          </p>
        )}
      </div>
    </div>
  );
}

function emptyNote(isLoading: boolean, note: string | undefined): string {
  return isLoading ? 'Asking the server…' : (note ?? 'Nothing is known here in this range. Type a value of your own.');
}
