import { formatTimePoint, parseTimePoint, type TimePoint } from '../time/ranges';
import type { Parameter } from './codec';

/** Any text. */
export function text(fallback = ''): Parameter<string> {
  return { fallback, parse: (value) => value, format: (value) => (value === fallback ? null : value) };
}

/** Text that has to look like `pattern`; the empty string means absent. */
export function textLike(pattern: RegExp): Parameter<string> {
  return {
    fallback: '',
    parse: (value) => (value === '' || pattern.test(value) ? value : undefined),
    format: (value) => (value === '' ? null : value),
  };
}

export function oneOf<const T extends string>(values: readonly T[], fallback: T): Parameter<T> {
  return {
    fallback,
    parse: (value) => values.find((known) => known === value),
    format: (value) => (value === fallback ? null : value),
  };
}

export function integer({ min, max, fallback }: { min: number; max: number; fallback: number }): Parameter<number> {
  return {
    fallback,
    parse(value) {
      const parsed = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
      return parsed >= min && parsed <= max ? parsed + 0 : undefined;
    },
    format: (value) => (value === fallback ? null : String(value)),
  };
}

export function flag(): Parameter<boolean> {
  return {
    fallback: false,
    parse: (value) => (value === '1' || value === 'true' ? true : value === '0' || value === 'false' ? false : undefined),
    format: (value) => (value ? '1' : null),
  };
}

/** A list of texts, separated by commas; commas and backslashes within a text are written with a backslash. */
export function list(fallback: readonly string[] = []): Parameter<readonly string[]> {
  const write = (values: readonly string[]) =>
    values.length === 0 ? '' : values.map((value) => (value === '' ? '\\0' : value.replace(/[\\,]/g, '\\$&'))).join(',');
  return {
    fallback,
    parse(written) {
      if (written === '') return [];
      const values: string[] = [];
      let current = '';
      for (let index = 0; index < written.length; index++) {
        const character = written[index]!;
        if (character === '\\') {
          index++;
          const escaped = written[index];
          if (escaped === '0') continue;
          if (escaped !== '\\' && escaped !== ',') return undefined;
          current += escaped;
        } else if (character === ',') {
          values.push(current);
          current = '';
        } else {
          current += character;
        }
      }
      values.push(current);
      return values;
    },
    format: (values) => (write(values) === write(fallback) ? null : write(values)),
  };
}

/** One end of a time range: `now-1h` stays relative, Unix milliseconds are fixed. */
export function timePoint(fallback: TimePoint): Parameter<TimePoint> {
  const fallbackText = formatTimePoint(fallback);
  return {
    fallback,
    parse: (value) => parseTimePoint(value) ?? undefined,
    format(value) {
      const written = formatTimePoint(value);
      return written === fallbackText ? null : written;
    },
  };
}

/** A stretch between two non-negative whole numbers, as `100-2500`; `null` when there is none. */
export function stretch(): Parameter<readonly [number, number] | null> {
  return {
    fallback: null,
    parse(value) {
      if (value === '') return null;
      const match = /^(\d{1,15})-(\d{1,15})$/.exec(value);
      if (match === null) return undefined;
      const [from, to] = [Number(match[1]), Number(match[2])];
      return from < to ? [from, to] : undefined;
    },
    format: (value) => (value === null ? null : `${value[0]}-${value[1]}`),
  };
}

/** The tenant whose traces are shown, in the spelling that the `X-Scope-OrgID` header allows; empty for the only one. */
export function tenantParameter(): Parameter<string> {
  return textLike(/^[A-Za-z0-9!\-_.*'()|]{1,1000}$/);
}
