import { parseTimePoint } from '../time/ranges';
import type { DetailsPlace } from '../trace/details/detailsPreferences';
import { defaultPreferences, MOST_SERVICE_COLORS, palettes, type Preferences } from './preferences';

/** What tells the file from others. */
const FORMAT = 'vivace-settings';

export interface ReadPreferences {
  readonly preferences: Partial<Preferences>;
  readonly place: DetailsPlace | undefined;
  /** Names of what was left out: unknown, or with a value that this page does not know. */
  readonly ignored: readonly string[];
}

export function formatPreferences(all: Preferences, place: DetailsPlace): string {
  const own = Object.fromEntries(Object.keys(defaultPreferences).map((key) => [key, all[key as keyof Preferences]]));
  return JSON.stringify({ format: FORMAT, version: 1, ...own, detailsPlace: place }, null, 2);
}

/** Takes what is understood; throws a sentence for a file of another kind. */
export function readPreferences(text: string): ReadPreferences {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('This is not JSON.');
  }
  if (typeof json !== 'object' || json === null || (json as { format?: unknown }).format !== FORMAT) throw new Error('This is no file of settings of this page.');
  const { format: _, version: __, detailsPlace, ...rest } = json as Record<string, unknown>;
  const ignored: string[] = [];
  const preferences: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (Object.hasOwn(rules, key) && rules[key as keyof Preferences](value)) preferences[key] = value;
    else ignored.push(key);
  }
  const place = places.find((known) => known === detailsPlace);
  if (place === undefined && detailsPlace !== undefined) ignored.push('detailsPlace');
  return { preferences: preferences as Partial<Preferences>, place, ignored: ignored.sort() };
}

const places: readonly DetailsPlace[] = ['right', 'bottom', 'overlay'];
const oneOf = (...known: readonly string[]) => (value: unknown) => typeof value === 'string' && known.includes(value);

const rules: Record<keyof Preferences, (value: unknown) => boolean> = {
  theme: oneOf('system', 'light', 'dark'),
  timeZone: isZone,
  clock: oneOf('12', '24'),
  durations: oneOf('units', 'milliseconds'),
  palette: oneOf(...palettes),
  serviceColors: isServiceColors,
  density: oneOf('compact', 'comfortable'),
  motion: oneOf('system', 'reduced'),
  shortcuts: (value) => typeof value === 'boolean',
  defaultFrom: (value) => typeof value === 'string' && parseTimePoint(value)?.kind === 'relative',
  defaultLimit: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 262_144,
};

function isServiceColors(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MOST_SERVICE_COLORS && entries.every(([name, color]) => name !== '' && typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color));
}

function isZone(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (value === 'browser') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
