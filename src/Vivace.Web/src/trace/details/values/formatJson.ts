export type JsonTokenType = 'key' | 'string' | 'number' | 'literal' | 'punctuation' | 'space';

export interface JsonToken {
  readonly type: JsonTokenType;
  readonly text: string;
}

/**
 * Valid JSON with line breaks and indentation. Only white space between tokens changes: numbers keep all their digits, keys their order and
 * repetitions, strings their escapes. The texts of the tokens together are the result.
 */
export function formatJson(json: string, indent = '  '): readonly JsonToken[] {
  const tokens: JsonToken[] = [];
  const push = (type: JsonTokenType, text: string) => tokens.push({ type, text });
  const matches = splitJson(json);
  let depth = 0;
  const newLine = () => push('space', `\n${indent.repeat(Math.min(depth, 200))}`);

  for (let index = 0; index < matches.length; index++) {
    const text = matches[index]!;
    const next = matches[index + 1];
    switch (text) {
      case '{':
      case '[':
        if (next === '}' || next === ']') {
          push('punctuation', text + next);
          index++;
          break;
        }
        push('punctuation', text);
        depth++;
        newLine();
        break;
      case '}':
      case ']':
        depth--;
        newLine();
        push('punctuation', text);
        break;
      case ',':
        push('punctuation', text);
        newLine();
        break;
      case ':':
        push('punctuation', text);
        push('space', ' ');
        break;
      default:
        push(typeOf(text, next), text);
    }
  }
  return tokens;
}

function typeOf(text: string, next: string | undefined): JsonTokenType {
  if (text.startsWith('"')) return next === ':' ? 'key' : 'string';
  return /^[-\d]/.test(text) ? 'number' : 'literal';
}

/** The tokens of valid JSON. Strings are walked by hand: a pattern would need stack for each character of a long one. */
function splitJson(json: string): string[] {
  const texts: string[] = [];
  const pattern = /[{}[\],:]|[^\s{}[\],:"]+|"/g;
  for (let match = pattern.exec(json); match !== null; match = pattern.exec(json)) {
    if (match[0] !== '"') {
      texts.push(match[0]);
      continue;
    }
    const end = endOfString(json, match.index);
    texts.push(json.slice(match.index, end));
    pattern.lastIndex = end;
  }
  return texts;
}

function endOfString(json: string, start: number): number {
  for (let position = start + 1; position < json.length; position++) {
    const character = json[position];
    if (character === '\\') position++;
    else if (character === '"') return position + 1;
  }
  return json.length;
}
