import { Plus, RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import { useServiceNames } from '../api/serviceNames';
import { colorOfService } from '../explore/colors/serviceColors';
import { shownColor } from '../theme/chosenColors';
import { readColor } from '../theme/spanColors';
import { useResolvedTheme } from '../theme/theme';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { TextField } from '../ui/TextField';
import styles from './ColorSettings.module.css';
import { MOST_SERVICE_COLORS, usePreferences } from './preferences';

/** What a service begins with whose color is not known as `#rrggbb`. */
const FIRST_COLOR = '#7a6ff0';

/** Services with a color of their own: each with a picker and a way back. */
export function ServiceColors() {
  const serviceColors = usePreferences((state) => state.serviceColors);
  const change = usePreferences((state) => state.change);
  const theme = useResolvedTheme();
  const names = useServiceNames().data ?? [];
  const [typed, setTyped] = useState('');
  const listId = useId();
  const chosen = Object.keys(serviceColors);
  const service = typed.trim();
  const isFull = chosen.length >= MOST_SERVICE_COLORS;
  const set = (name: string, color: string) => change({ serviceColors: { ...serviceColors, [name]: color } });
  const reset = (name: string) => change({ serviceColors: Object.fromEntries(Object.entries(serviceColors).filter(([other]) => other !== name)) });
  const add = () => {
    if (service === '' || isFull) return;
    if (!Object.hasOwn(serviceColors, service)) {
      const usual = readColor(colorOfService(service));
      set(service, /^#[0-9a-f]{6}$/i.test(usual) ? usual : FIRST_COLOR);
    }
    setTyped('');
  };

  return (
    <div className={styles.services}>
      <div className={styles.head}>
        <div>
          <div className={styles.name}>Services with a color of their own</div>
          <div className={styles.help}>In every list, trace and chart. One that would not stand out from the page is shown darker in the light theme or lighter in the dark one.</div>
        </div>
        {chosen.length > 1 && (
          <Button size="sm" onClick={() => change({ serviceColors: {} })}>
            Reset all
          </Button>
        )}
      </div>
      {chosen.length > 0 && (
        <ul className={styles.list} aria-label="Services with a color of their own">
          {Object.entries(serviceColors).map(([name, color]) => {
            const shown = shownColor(color, theme);
            return (
              <li key={name} className={styles.service}>
                <input type="color" className={styles.picker} aria-label={`Color of ${name}`} value={color} onChange={(event) => set(name, event.target.value)} />
                <span className={styles.bar} aria-hidden style={{ background: shown }} />
                <span className={styles.label} title={name}>
                  {name}
                </span>
                {shown !== color && <span className={styles.help}>shown {theme === 'dark' ? 'lighter' : 'darker'}</span>}
                <IconButton size="sm" label={`Reset ${name}`} icon={<RotateCcw aria-hidden />} onClick={() => reset(name)} />
              </li>
            );
          })}
        </ul>
      )}
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextField label="Service" labelHidden placeholder="Service" list={listId} value={typed} onChange={(event) => setTyped(event.target.value)} error={isFull ? `${MOST_SERVICE_COLORS} services have a color of their own; reset one first.` : null} />
        <datalist id={listId}>
          {names
            .filter((name) => !Object.hasOwn(serviceColors, name))
            .map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </datalist>
        <Button type="submit" icon={<Plus aria-hidden />} disabled={service === '' || isFull}>
          Choose a color
        </Button>
      </form>
    </div>
  );
}
