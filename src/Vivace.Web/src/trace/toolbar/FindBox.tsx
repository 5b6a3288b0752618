import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useShortcuts } from '../../app/shortcuts';
import { IconButton } from '../../ui/IconButton';
import { TextField } from '../../ui/TextField';
import type { AttributeProgress } from '../model/AttributeSource';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './FindBox.module.css';

/** Typing rests this long before the search begins, milliseconds. */
const restBefore = 120;

/** Finds spans by words, phrases, attributes or id; says how many there are and goes from one to the next. */
export function FindBox() {
  const actions = useTraceActions();
  const find = useTrace((state) => state.find);
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const text = typed ?? find.text;

  useEffect(() => {
    if (typed === null) return undefined;
    const timer = window.setTimeout(() => {
      actions.setFind(typed);
      setTyped(null);
    }, restBefore);
    return () => window.clearTimeout(timer);
  }, [typed, actions]);

  const clear = () => {
    setTyped(null);
    actions.setFind('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (typed !== null) {
        actions.setFind(typed);
        setTyped(null);
      } else {
        actions.goToMatch(event.shiftKey);
      }
    } else if (event.key === 'Escape') {
      event.preventDefault();
      clear();
      input.current?.blur();
    }
  };
  useShortcuts([
    {
      keys: '/',
      group: 'Trace: finding',
      description: 'Find',
      run: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
    { keys: 'n', group: 'Trace: finding', description: 'Next match', run: () => actions.goToMatch(false) },
    { keys: 'Shift+N', group: 'Trace: finding', description: 'Previous match', run: () => actions.goToMatch(true) },
  ]);

  const matches = find.rows.length;
  return (
    <div className={styles.find} role="search" aria-label="Find in this trace">
      <TextField
        ref={input}
        label="Find in this trace"
        labelHidden
        icon={<Search aria-hidden />}
        className={styles.field}
        placeholder="Find: word, key=value, -key, span id"
        title={'Words, "a phrase", key=value (with * for anything), -key for spans without it, or a span id'}
        value={text}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        error={find.error}
      />
      {text !== '' && (
        <>
          <span className={styles.count} role="status">
            {matches === 0
              ? find.searching || typed !== null
                ? 'searching…'
                : 'none'
              : `${(find.current + 1).toLocaleString('en')} of ${matches.toLocaleString('en')}`}
            {find.searching && matches > 0 && '…'}
          </span>
          <IconButton size="sm" label="Previous match" shortcut="Shift+N" icon={<ChevronUp aria-hidden />} disabled={matches === 0} onClick={() => actions.goToMatch(true)} />
          <IconButton size="sm" label="Next match" shortcut="n" icon={<ChevronDown aria-hidden />} disabled={matches === 0} onClick={() => actions.goToMatch(false)} />
          <IconButton size="sm" label="Clear find" icon={<X aria-hidden />} onClick={clear} />
          {find.searching ? (
            <LoadingAttributes />
          ) : (
            !find.withAttributes &&
            find.mask !== null && (
              <button type="button" className={styles.more} onClick={actions.findInAttributes}>
                Search attributes too
              </button>
            )
          )}
        </>
      )}
    </div>
  );
}

function LoadingAttributes() {
  const attributes = useTrace((state) => state.services.attributes);
  const [progress, setProgress] = useState<AttributeProgress | null>(null);
  useEffect(() => attributes.onProgress(setProgress), [attributes]);
  if (progress === null || progress.loadedSpans >= progress.totalSpans) return null;
  return (
    <span className={styles.progress}>
      {progress.loadedSpans.toLocaleString('en')} of {progress.totalSpans.toLocaleString('en')} spans loaded
    </span>
  );
}
