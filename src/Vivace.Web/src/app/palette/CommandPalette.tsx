import { Search } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useId, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { useServiceNames } from '../../api/serviceNames';
import { usePreferences } from '../../settings/preferences';
import { resolveTheme } from '../../theme/theme';
import { classes } from '../../ui/classes';
import { useRecents } from '../recents';
import { useRefresh } from '../refresh';
import { share } from '../share';
import styles from './CommandPalette.module.css';
import { paletteItems } from './paletteItems';

/** One box for every place to go: pages, recent traces and queries, services, a trace id, a query. */
export function CommandPalette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const { traces, queries } = useRecents();
  const services = useServiceNames();

  const actions = [
    { label: 'Refresh now', run: () => useRefresh.getState().refresh() },
    { label: 'Copy a link to this view', run: () => share('live') },
    {
      label: 'Switch between light and dark',
      run: () => {
        const { theme, change } = usePreferences.getState();
        change({ theme: resolveTheme(theme) === 'dark' ? 'light' : 'dark' });
      },
    },
    { label: 'Keyboard shortcuts', run: onHelp },
  ];
  const items = paletteItems(typed, {
    traces,
    queries,
    services: services.data ?? [],
    actions,
    navigate,
  });
  const current = Math.min(chosen, items.length - 1);

  const run = (index: number) => {
    const item = items[index];
    if (item === undefined) return;
    onClose();
    item.run();
  };
  const move = (to: number) => {
    const next = (to + items.length) % Math.max(1, items.length);
    setChosen(next);
    document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(current + 1);
    else if (event.key === 'ArrowUp') move(current - 1);
    else if (event.key === 'Enter') run(current);
    else return;
    event.preventDefault();
  };

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content className={styles.palette} aria-describedby={undefined}>
          <Radix.Title className="visually-hidden">Find or go to</Radix.Title>
          <div className={styles.top}>
            <Search aria-hidden className={styles.icon} />
            <input
              className={styles.input}
              role="combobox"
              aria-label="Find or go to"
              aria-expanded={items.length > 0}
              aria-controls={listId}
              aria-activedescendant={items.length > 0 ? `${listId}-${current}` : undefined}
              aria-autocomplete="list"
              placeholder="Page, trace id, query or service"
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setTyped(event.target.value);
                setChosen(0);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div id={listId} role="listbox" aria-label="Places to go" className={styles.list} tabIndex={-1}>
            {items.map((item, index) => (
              <div key={item.id} role="presentation">
                {item.group !== items[index - 1]?.group && <div className={styles.group} role="presentation">{item.group}</div>}
                {/* The keyboard moves through the list by the input above, as a combobox does. */}
                {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
                <div
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === current}
                  className={styles.item}
                  onPointerMove={() => setChosen(index)}
                  onClick={() => run(index)}
                >
                  <span className={classes(styles.label, item.mono === true && 'mono')}>{item.label}</span>
                  {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
                </div>
              </div>
            ))}
          </div>
          {items.length === 0 && <p className={styles.none}>Nothing matches. A trace id or a query that starts with a brace also works here.</p>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
