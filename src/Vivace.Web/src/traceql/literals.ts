/** Strings and names of the language: how they are written, and what they mean. */

const plainEscapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

const writtenEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Writes a string: in double quotes, or in backticks where that saves escapes. */
export function quote(text: string): string {
  if (/["\\]/.test(text) && !/[`\r\n]/.test(text)) {
    return `\`${text}\``;
  }

  return `"${text.replace(/["\\\n\r\t]/g, (c) => writtenEscapes[c] ?? c)}"`;
}

/** What a string literal means; null when it has an escape that the language does not know. */
export function unquote(literal: string): string | null {
  const content = literal.slice(1, -1);
  return literal.startsWith('`') ? content : resolveEscapes(content);
}

/** Resolves Go's escapes. Bytes (`\x`, octal) are read as UTF-8, together with the bytes beside them. */
function resolveEscapes(content: string): string | null {
  let result = '';
  let bytes: number[] = [];
  let isKnown = true;
  const flush = (): void => {
    if (bytes.length > 0) {
      result += new TextDecoder().decode(Uint8Array.from(bytes));
      bytes = [];
    }
  };

  const pattern = /\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))|[^\\]+|\\$/g;
  for (const [whole, hexadecimal, octal, small, large, plain] of content.matchAll(pattern)) {
    if (hexadecimal !== undefined || octal !== undefined) {
      const byte = hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : Number.parseInt(octal ?? '', 8);
      isKnown &&= byte <= 255;
      bytes.push(byte);
      continue;
    }

    flush();
    const point = small ?? large;
    if (point !== undefined) {
      const code = Number.parseInt(point, 16);
      const isScalar = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      isKnown &&= isScalar;
      result += isScalar ? String.fromCodePoint(code) : '';
    } else if (whole.startsWith('\\')) {
      const character = plainEscapes[plain ?? ''];
      isKnown &&= character !== undefined;
      result += character ?? '';
    } else {
      result += whole;
    }
  }

  flush();
  return isKnown ? result : null;
}

/** Characters that end an attribute's name, apart from white space. */
const nameEnd = /[\s\u0085{}()=~!<>&|^,"]/;

/** Writes an attribute's name behind its scope word (empty for any scope), quoted where it must be. */
export function writeName(name: string, scope: string): string {
  const isPlain = name !== '' && !nameEnd.test(name) && !(scope === '' && /^[0-9]/.test(name));
  return isPlain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** The name that is meant by one as written, with its quoted and unquoted parts; null for an unknown escape. */
export function readName(written: string): string | null {
  let name = '';
  let isQuoted = false;
  for (let i = 0; i < written.length; i++) {
    const c = written.charAt(i);
    if (c === '"') {
      isQuoted = !isQuoted;
    } else if (isQuoted && c === '\\') {
      i++;
      const escaped = written.charAt(i);
      if (escaped !== '"' && escaped !== '\\') {
        return null;
      }

      name += escaped;
    } else {
      name += c;
    }
  }

  return name;
}

const integerOrReal = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const duration = /^-?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const calendarDuration = /^-?(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/;

/** Whether a text is a number as the language writes it. */
export function isNumber(text: string): boolean {
  return integerOrReal.test(text) || text === 'minInt' || text === 'maxInt';
}

/** Whether a text is a duration: `1.5h30m`, `250us`, or whole numbers with `y w d h m s ms` in this order. */
export function isDuration(text: string): boolean {
  return duration.test(text) || calendarDuration.test(text);
}
