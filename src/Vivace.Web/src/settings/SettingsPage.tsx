import { Download, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { themeOptions } from '../app/ThemeMenu';
import { useAbout } from '../api/about';
import { formatDuration } from '../time/durations';
import { saveFile } from '../trace/download/saveFile';
import { useDetailsPreferences } from '../trace/details/detailsPreferences';
import { Notice } from '../ui/Notice';
import { formatInstant } from '../time/instants';
import { describeLast } from '../time/describeRange';
import { quickRanges } from '../time/ranges';
import { describeZone, formatZoneOffset, resolveZone, zoneNames } from '../time/zones';
import { Button } from '../ui/Button';
import { Select } from '../ui/Select';
import { TextField } from '../ui/TextField';
import { useFileInput } from '../ui/useFileInput';
import { ColorSettings } from './ColorSettings';
import { isDefault, usePreferences } from './preferences';
import { formatPreferences, readPreferences } from './preferencesFile';
import { SettingRow } from './SettingRow';
import styles from './SettingsPage.module.css';

/** The largest number of traces that the field accepts when the server names no limit. */
const LARGEST_LIMIT = 262_144;

/** `/settings`: what one person chose, kept in this browser and in effect at once. */
export function SettingsPage() {
  const preferences = usePreferences();
  const { change, reset } = preferences;
  const about = useAbout();
  const [openedAt] = useState(() => Date.now());
  const zones = useMemo(() => zoneOptions(preferences.timeZone, openedAt), [preferences.timeZone, openedAt]);
  const place = useDetailsPreferences((state) => state.place);
  const changeDetails = useDetailsPreferences((state) => state.change);
  const changed = place !== 'right' || !isDefault(preferences);
  const zone = resolveZone(preferences.timeZone);
  const example = formatInstant(BigInt(openedAt) * 1_000_000n, { zone, clock: preferences.clock, precision: 'second' });
  const zoneOffset = formatZoneOffset(openedAt, zone);

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>Settings</h1>
          <p className={styles.lead}>Kept in this browser and in effect at once.</p>
        </div>
        <Transfer
          isChanged={changed}
          onReset={() => {
            reset();
            changeDetails({ place: 'right' });
          }}
        />
      </header>

      <section className={styles.card} aria-label="Look">
        <h2 className={styles.title}>Look</h2>
        <SettingRow name="Theme">
          <Select label="Theme" labelHidden value={preferences.theme} onChange={(theme) => change({ theme })} options={themeOptions} />
        </SettingRow>
        <SettingRow name="Density" help="The height of rows and controls.">
          <Select
            label="Density"
            labelHidden
            value={preferences.density}
            onChange={(density) => change({ density })}
            options={[
              { value: 'compact', label: 'Compact' },
              { value: 'comfortable', label: 'Comfortable' },
            ]}
          />
        </SettingRow>
        <SettingRow name="Motion" help="Transitions and animations.">
          <Select
            label="Motion"
            labelHidden
            value={preferences.motion}
            onChange={(motion) => change({ motion })}
            options={[
              { value: 'system', label: 'As the system' },
              { value: 'reduced', label: 'Reduced' },
            ]}
          />
        </SettingRow>
      </section>

      <ColorSettings />

      <section className={styles.card} aria-label="Time">
        <h2 className={styles.title}>Time</h2>
        <SettingRow name="Time zone" help={<span className="tabular">{`Now: ${example} ${zoneOffset}`}</span>}>
          <Select label="Time zone" labelHidden value={preferences.timeZone} onChange={(timeZone) => change({ timeZone })} options={zones} />
        </SettingRow>
        <SettingRow name="Clock">
          <Select
            label="Clock"
            labelHidden
            value={preferences.clock}
            onChange={(clock) => change({ clock })}
            options={[
              { value: '24', label: '24 hours, 13:07' },
              { value: '12', label: '12 hours, 1:07 PM' },
            ]}
          />
        </SettingRow>
      </section>

      <section className={styles.card} aria-label="Traces">
        <h2 className={styles.title}>Traces</h2>
        <SettingRow name="Durations" help={<span className="tabular">{`For example ${formatDuration(1_234_567_890)}`}</span>}>
          <Select
            label="Durations"
            labelHidden
            value={preferences.durations}
            onChange={(durations) => change({ durations })}
            options={[
              { value: 'units', label: 'In the unit that fits' },
              { value: 'milliseconds', label: 'In milliseconds' },
            ]}
          />
        </SettingRow>
        <SettingRow name="Span details" help="Where they stand beside a trace. On a phone they are always in front of it.">
          <Select
            label="Span details"
            labelHidden
            value={place}
            onChange={(next) => changeDetails({ place: next })}
            options={[
              { value: 'right', label: 'On the right' },
              { value: 'bottom', label: 'Below' },
              { value: 'overlay', label: 'In front' },
            ]}
          />
        </SettingRow>
      </section>

      <section className={styles.card} aria-label="Searching">
        <h2 className={styles.title}>Searching</h2>
        <SettingRow name="Time range" help="What Explore opens with. Links keep their own.">
          <Select
            label="Default time range"
            labelHidden
            value={preferences.defaultFrom}
            onChange={(defaultFrom) => change({ defaultFrom })}
            options={quickRanges.map(([amount, unit]) => ({ value: `now-${amount}${unit}`, label: describeLast(amount, unit) }))}
          />
        </SettingRow>
        <SettingRow name="Traces of a search" help="How many are asked for at a time.">
          <LimitField
            value={preferences.defaultLimit}
            largest={about?.limits.searchMaxLimit ?? LARGEST_LIMIT}
            onChange={(defaultLimit) => change({ defaultLimit })}
          />
        </SettingRow>
      </section>

      <section className={styles.card} aria-label="Keyboard">
        <h2 className={styles.title}>Keyboard</h2>
        <SettingRow name="Single-key shortcuts" help="Combinations with Ctrl or ⌘ work in any case.">
          <label className={styles.check}>
            <input type="checkbox" checked={preferences.shortcuts} onChange={(event) => change({ shortcuts: event.target.checked })} />
            Use single-key shortcuts
          </label>
        </SettingRow>
      </section>
    </div>
  );
}

/** Takes the choices along to another browser, or back to where they began. */
function Transfer({ isChanged, onReset }: { isChanged: boolean; onReset: () => void }) {
  const [result, setResult] = useState<{ readonly tone: 'success' | 'warning' | 'error'; readonly text: string } | null>(null);
  const take = async (file: File) => {
    try {
      const { preferences, place, ignored } = readPreferences(await file.text());
      usePreferences.getState().change(preferences);
      if (place !== undefined) useDetailsPreferences.getState().change({ place });
      setResult(ignored.length === 0 ? { tone: 'success', text: `${file.name} is in effect.` } : { tone: 'warning', text: `${file.name} is in effect, without what this page does not know: ${ignored.join(', ')}.` });
    } catch (error) {
      setResult({ tone: 'error', text: `${file.name}: ${error instanceof Error ? error.message : String(error)}` });
    }
  };
  const file = useFileInput('Settings file', '.json,application/json', (chosen) => void take(chosen));
  return (
    <div className={styles.transfer}>
      <div className={styles.buttons}>
        <Button icon={<Download aria-hidden />} onClick={() => saveFile('vivace-settings.json', 'application/json', formatPreferences(usePreferences.getState(), useDetailsPreferences.getState().place))}>
          Export
        </Button>
        {file.input}
        <Button icon={<Upload aria-hidden />} onClick={file.choose}>
          Import
        </Button>
        <Button disabled={!isChanged} onClick={onReset}>
          Reset to defaults
        </Button>
      </div>
      {result !== null && (
        <Notice tone={result.tone} onDismiss={() => setResult(null)}>
          {result.text}
        </Notice>
      )}
    </div>
  );
}

function LimitField({ value, largest, onChange }: { value: number; largest: number; onChange: (value: number) => void }) {
  const [text, setText] = useState(String(value));
  const [shown, setShown] = useState(value);
  // A reset elsewhere changes the value under the field.
  if (shown !== value) {
    setShown(value);
    setText(String(value));
  }
  const parsed = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
  const valid = parsed >= 1 && parsed <= largest;
  return (
    <TextField
      label="Traces of a search"
      labelHidden
      inputMode="numeric"
      value={text}
      error={valid ? null : `Write a number from 1 to ${largest.toLocaleString('en-US')}.`}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        const number = /^\d{1,6}$/.test(next.trim()) ? Number(next) : Number.NaN;
        if (number >= 1 && number <= largest) {
          setShown(number);
          onChange(number);
        }
      }}
    />
  );
}

/** All zones by name; a chosen one that the browser lists under another name is kept. Offsets of all of them would cost too much. */
function zoneOptions(chosen: string, atMilliseconds: number): Array<{ value: string; label: string }> {
  const names = zoneNames();
  if (chosen !== 'browser' && !names.includes(chosen)) names.unshift(chosen);
  return [
    { value: 'browser', label: `As the browser: ${describeZone(resolveZone('browser'), atMilliseconds)}` },
    ...names.map((name) => ({ value: name, label: name.replaceAll('_', ' ') })),
  ];
}
