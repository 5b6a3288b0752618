import { ChevronDown, RotateCw } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '../ui/IconButton';
import { Menu, MenuChoice, MenuLabel } from '../ui/Menu';
import { refreshIntervals, useRefresh } from './refresh';
import styles from './RefreshControl.module.css';

const label = (seconds: number) => (seconds === 0 ? 'Off' : seconds < 60 ? `Every ${seconds} s` : `Every ${seconds / 60} min`);

/** Refresh now, or by the clock. The clock stands still while the tab is hidden. */
export function RefreshControl() {
  const refresh = useRefresh((state) => state.refresh);
  const seconds = useRefresh((state) => state.intervalSeconds);
  const setSeconds = useRefresh((state) => state.setInterval);

  useEffect(() => {
    if (seconds === 0) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, seconds * 1_000);
    return () => clearInterval(timer);
  }, [seconds, refresh]);

  return (
    <div className={styles.refresh} role="group" aria-label="Refresh">
      <IconButton label="Refresh now" icon={<RotateCw aria-hidden />} className={styles.now} onClick={refresh} />
      <Menu
        align="end"
        trigger={
          <button type="button" className={styles.every} aria-label={`Automatic refresh: ${label(seconds)}`}>
            {seconds > 0 && <span className={styles.words}>{seconds < 60 ? `${seconds} s` : `${seconds / 60} min`}</span>}
            <ChevronDown aria-hidden />
          </button>
        }
      >
        <MenuLabel>Automatic refresh</MenuLabel>
        <MenuChoice
          value={String(seconds)}
          onChange={(value) => setSeconds(Number(value))}
          options={refreshIntervals.map((value) => ({ value: String(value), label: label(value) }))}
        />
      </Menu>
    </div>
  );
}
