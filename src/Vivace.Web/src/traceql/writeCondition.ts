import type { TagRow, TagScope, TagValue } from './builder';
import { quote, writeName } from './literals';
import { patternOf } from './patterns';

const prefixes: Readonly<Record<TagScope, string>> = {
  any: '.',
  span: 'span.',
  resource: 'resource.',
  event: 'event.',
  link: 'link.',
  instrumentation: 'instrumentation.',
  intrinsic: '',
};

/** A field as the language writes it: `span.http.route`, `."user name"`, `event:name`. */
export function writeField(scope: TagScope, key: string): string {
  return scope === 'intrinsic' ? key : prefixes[scope] + writeName(key, scope === 'any' ? '' : scope);
}

/** A value as a literal. */
export function writeValue(value: TagValue): string {
  return value.type === 'string' ? quote(value.text) : value.text;
}

/** A condition in its normal form, in parentheses where it is more than one comparison. */
export function writeCondition({ scope, key, operator, values }: TagRow): string {
  const field = writeField(scope, key);
  switch (operator) {
    case 'exists':
      return `${field} != nil`;
    case 'missing':
      return `${field} = nil`;
    case '=': {
      const alternatives = values.map((value) => `${field} = ${writeValue(value)}`).join(' || ');
      const written = values.length > 1 ? `(${alternatives})` : alternatives;
      return shorterPattern(values, written, (pattern) => `${field} =~ ${quote(pattern)}`);
    }
    case '!=': {
      const written = values.map((value) => `${field} != ${writeValue(value)}`).join(' && ');
      return shorterPattern(values, written, (pattern) => `${field} !~ ${quote(pattern)}`);
    }
    default:
      return values.map((value) => `${field} ${operator} ${writeValue(value)}`).join(' && ');
  }
}

/** A list of strings as a regular expression, where that is shorter. */
function shorterPattern(values: readonly TagValue[], written: string, pattern: (text: string) => string): string {
  if (values.length < 2 || values.some((value) => value.type !== 'string')) {
    return written;
  }

  const short = pattern(patternOf(values.map((value) => value.text)));
  return short.length < written.length ? short : written;
}
