import { SPAN_COLOR_COUNT, spanColor } from '../theme/spanColors';
import { Select } from '../ui/Select';
import styles from './ColorSettings.module.css';
import { usePreferences, type PaletteChoice } from './preferences';
import { ServiceColors } from './ServiceColors';
import { SettingRow } from './SettingRow';
import page from './SettingsPage.module.css';

const options: ReadonlyArray<{ value: PaletteChoice; label: string }> = [
  { value: 'default', label: 'Default' },
  { value: 'okabe-ito', label: 'Color-blind safe (Okabe-Ito)' },
  { value: 'contrast', label: 'High contrast' },
  { value: 'hue', label: 'Shades of one hue' },
];

const help: Readonly<Record<PaletteChoice, string>> = {
  default: '24 hues, none near the red of errors.',
  'okabe-ito': 'The first eight differ with every kind of color vision; after them come other shades of the same hues.',
  contrast: 'At least 7:1 against the page.',
  hue: 'Told apart by lightness alone.',
};

/** Colors of spans, services and series: which ones there are, and services with one of their own. */
export function ColorSettings() {
  const palette = usePreferences((state) => state.palette);
  const change = usePreferences((state) => state.change);
  return (
    <section className={page.card} aria-label="Colors">
      <h2 className={page.title}>Colors</h2>
      <SettingRow name="Palette" help={`Of spans, services and series. ${help[palette]}`}>
        <Select label="Palette" labelHidden value={palette} onChange={(next) => change({ palette: next })} options={options} />
        <div className={styles.strip} aria-hidden>
          {Array.from({ length: SPAN_COLOR_COUNT }, (_, place) => (
            <span key={place} className={styles.swatch} style={{ background: spanColor(place) }} />
          ))}
        </div>
      </SettingRow>
      <ServiceColors />
    </section>
  );
}
