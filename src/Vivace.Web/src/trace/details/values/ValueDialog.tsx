import { useState } from 'react';
import { Button } from '../../../ui/Button';
import { CopyButton } from '../../../ui/CopyButton';
import { Dialog } from '../../../ui/Dialog';
import { longestPrettyValue } from './detectValueKind';
import { PrettyValue } from './PrettyValue';
import { kindLabels } from './TextValue';
import styles from './ValueDialog.module.css';
import type { ValueKind } from './ValueKind';

/** Characters that are put on the page at once. */
const step = 200_000;

interface ValueDialogProps {
  name: string;
  text: string;
  kind: ValueKind;
  onClose: () => void;
}

/** One value over the whole window: readable or raw, wrapped or not, whatever its length. */
export function ValueDialog({ name, text, kind, onClose }: ValueDialogProps) {
  const [view, setView] = useState<'pretty' | 'raw'>(kind === 'plain' ? 'raw' : 'pretty');
  const [wrap, setWrap] = useState(true);
  const [shown, setShown] = useState(step);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={name}
      description={`${text.length.toLocaleString('en')} characters`}
      width="full"
      footer={
        <>
          {kind !== 'plain' && text.length <= longestPrettyValue && (
            <Button
              variant="ghost"
              aria-pressed={view === 'raw'}
              onClick={() => setView(view === 'raw' ? 'pretty' : 'raw')}
            >
              {view === 'raw' ? `Show as ${kindLabels[kind]}` : 'Show raw'}
            </Button>
          )}
          <Button variant="ghost" aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
            Wrap lines
          </Button>
          <CopyButton label="Copy value" text={text} withText />
        </>
      }
    >
      <div className={styles.text} data-wrap={wrap || undefined}>
        {view === 'pretty' ? <PrettyValue kind={kind} text={text} /> : <pre>{text.slice(0, shown)}</pre>}
      </div>
      {view === 'raw' && shown < text.length && (
        <Button onClick={() => setShown(shown + step)}>
          Show more, {(text.length - shown).toLocaleString('en')} characters left
        </Button>
      )}
    </Dialog>
  );
}
