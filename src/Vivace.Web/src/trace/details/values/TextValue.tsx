import { Maximize2 } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../../ui/Button';
import { IconButton } from '../../../ui/IconButton';
import { useDetailsPreferences } from '../detailsPreferences';
import { detectValueKind } from './detectValueKind';
import { PrettyValue } from './PrettyValue';
import styles from './TextValue.module.css';
import { ValueDialog } from './ValueDialog';
import type { ValueKind } from './ValueKind';

/** Characters shown in place; the rest is in the dialog, which takes any length. */
const inPlaceCharacters = 4_000;
/** Pixels from which a value is cut until it is asked for; a little more than what is left of it then. */
const cutHeight = 210;

export const kindLabels: Record<ValueKind, string> = {
  plain: 'Text',
  json: 'JSON',
  sql: 'SQL',
  url: 'URL',
  markdown: 'Markdown',
  stack: 'Stack trace',
};

/** A text of an attribute: made readable where its kind is known, with the text as received one click away, cut where it is long. */
export function TextValue({ name, text, kind: knownKind }: { name: string; text: string; kind?: ValueKind }) {
  const preferRaw = useDetailsPreferences((state) => state.raw);
  const kind = useMemo(() => knownKind ?? detectValueKind(name, text), [knownKind, name, text]);
  const [raw, setRaw] = useState<boolean | null>(null);
  const [expanded, setExpanded] = useState(false);
  const [dialogOpen, setDialogOpen] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  const [isTall, setTall] = useState(false);
  const isPretty = kind !== 'plain' && !(raw ?? preferRaw);
  useLayoutEffect(() => setTall((content.current?.scrollHeight ?? 0) > cutHeight), [text, isPretty]);
  if (text === '') return <span className={styles.empty}>empty</span>;

  const tooLong = text.length > inPlaceCharacters;
  const isLong = isTall || tooLong;
  const shown = tooLong ? text.slice(0, inPlaceCharacters) : text;
  // A readable view of a long text is made only where there is room for it.
  const pretty = isPretty && !tooLong;

  return (
    <div className={styles.value}>
      <div
        ref={content}
        className={styles.content}
        data-cut={(isLong && !expanded) || undefined}
        data-mono={!pretty && kind !== 'plain' ? true : undefined}
      >
        {pretty ? <PrettyValue kind={kind} text={text} /> : shown}
        {tooLong && !pretty && '…'}
      </div>
      {(isLong || kind !== 'plain') && (
        <div className={styles.controls}>
          {isLong && !tooLong && (
            <Button size="sm" variant="ghost" onClick={() => setExpanded(!expanded)} aria-expanded={expanded}>
              {expanded ? 'Show less' : 'Show all'}
            </Button>
          )}
          {tooLong && (
            <Button size="sm" variant="ghost" onClick={() => setDialogOpen(true)}>
              Show all {text.length.toLocaleString('en')} characters
            </Button>
          )}
          {kind !== 'plain' && !tooLong && (
            <Button size="sm" variant="ghost" onClick={() => setRaw(isPretty)} aria-pressed={!isPretty}>
              {isPretty ? 'Raw' : kindLabels[kind]}
            </Button>
          )}
          <IconButton
            size="sm"
            label="Full screen"
            icon={<Maximize2 aria-hidden />}
            onClick={() => setDialogOpen(true)}
          />
        </div>
      )}
      {dialogOpen && <ValueDialog name={name} text={text} kind={kind} onClose={() => setDialogOpen(false)} />}
    </div>
  );
}
