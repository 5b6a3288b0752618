import { asArray, asRecord, asText } from '../json';

/** A query that was run. */
export interface HistoryEntry {
  readonly query: string;
  /** Range as it was written, `now-1h` or absolute. */
  readonly from: string;
  readonly to: string;
  /** Unix milliseconds of the last run. */
  readonly ranAtMs: number;
}

/** The most that is kept. */
export const historyLength = 100;

const storageKey = 'vivace.explore.history';

/** Adds a run at the front. The same query over the same range moves there instead of standing twice. */
export function remember(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const others = history.filter((old) => old.query !== entry.query || old.from !== entry.from || old.to !== entry.to);
  return [entry, ...others].slice(0, historyLength);
}

/** Entries whose query contains all words of the text, in any case. */
export function findInHistory(history: readonly HistoryEntry[], text: string): HistoryEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return history.filter((entry) => words.every((word) => entry.query.toLowerCase().includes(word)));
}

/** Reads the history that this browser keeps; damaged parts are left out. */
export function loadHistory(storage: Storage): HistoryEntry[] {
  try {
    return asArray(JSON.parse(storage.getItem(storageKey) ?? '[]')).flatMap((item) => {
      const entry = asRecord(item);
      const [query, from, to] = [asText(entry.query), asText(entry.from), asText(entry.to)];
      const ranAtMs = entry.ranAtMs;
      return query === undefined || from === undefined || to === undefined || typeof ranAtMs !== 'number'
        ? []
        : [{ query, from, to, ranAtMs }];
    }).slice(0, historyLength);
  } catch {
    return [];
  }
}

/** Writes the history; where the browser refuses (private mode, full), it lasts as long as the page. */
export function saveHistory(storage: Storage, history: readonly HistoryEntry[]): void {
  try {
    storage.setItem(storageKey, JSON.stringify(history));
  } catch {
    // Nothing depends on it.
  }
}
