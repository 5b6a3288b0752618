import { usePreferences } from '../settings/preferences';
import { Dialog } from '../ui/Dialog';
import { Keys } from '../ui/Keys';
import styles from './HelpDialog.module.css';
import { shortcutCatalogue } from './shortcutCatalogue';

/** The list of keyboard shortcuts, and the switch that turns them off. */
export function HelpDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const enabled = usePreferences((state) => state.shortcuts);
  const change = usePreferences((state) => state.change);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" width="lg">
      <label className={styles.switch}>
        <input type="checkbox" checked={enabled} onChange={(event) => change({ shortcuts: event.target.checked })} />
        <span>Single-key shortcuts are on. They never act while you type in a field.</span>
      </label>
      <div className={styles.groups}>
        {shortcutCatalogue.map((group) => (
          <section key={group.title} className={styles.group} aria-label={group.title}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl className={styles.entries}>
              {group.entries.map((entry) => (
                <div key={entry.description} className={styles.entry}>
                  <dt>{entry.description}</dt>
                  <dd className={styles.keys}>
                    {entry.keys.map((keys) => (keys === '…' ? <span key={keys}>…</span> : <Keys key={keys} keys={keys} />))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
