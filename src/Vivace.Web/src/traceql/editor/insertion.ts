import type { CompletionItem } from '../server';

/** What choosing a completion does to the text. */
export interface Insertion {
  readonly text: string;
  /** Where the cursor stands afterwards, from the start of the inserted text. */
  readonly cursor: number;
  /** Whether something is to be chosen there at once. */
  readonly goesOn: boolean;
}

/**
 * Puts a completion into a query with the blanks and closings that will be wanted, but none that are there already.
 * `before` and `after` are the texts on both sides of the word that it replaces.
 */
export function insertionOf(item: CompletionItem, before: string, after: string): Insertion {
  const text = item.insertText;
  switch (item.kind) {
    case 'scope':
    case 'hint':
      return { text, cursor: text.length, goesOn: true };
    case 'function':
    case 'keyword':
      return text.endsWith('(') || text.endsWith('()') ? call(text, after) : word(text, before, after);
    case 'operator':
      return operator(text, before, after);
    case 'punctuation':
      return sign(text, before, after);
    default:
      return word(text, before, after);
  }
}

/** `avg(` brings its closing parenthesis, unless one of the two is there already. */
function call(text: string, after: string): Insertion {
  const name = text.replace(/\(\)?$/, '');
  if (after.startsWith('(')) return { text: name, cursor: name.length + 1, goesOn: text.endsWith('(') };
  if (text.endsWith('()')) return { text, cursor: text.length, goesOn: false };
  return { text: `${name}()`, cursor: name.length + 1, goesOn: true };
}

/** In a filter something always follows a field or value; in lists a comma or parenthesis may. */
function word(text: string, before: string, after: string): Insertion {
  if (!endsInFilter(before)) return { text, cursor: text.length, goesOn: false };
  return /^\s/.test(after) ? { text, cursor: text.length + 1, goesOn: true } : { text: `${text} `, cursor: text.length + 1, goesOn: true };
}

function operator(text: string, before: string, after: string): Insertion {
  const spaced = before === '' || /\s$/.test(before) ? text : ` ${text}`;
  if (text === '!' && !/[\w)}"]\s*$/.test(before)) return { text: spaced, cursor: spaced.length, goesOn: true };
  return /^\s/.test(after)
    ? { text: spaced, cursor: spaced.length + 1, goesOn: true }
    : { text: `${spaced} `, cursor: spaced.length + 1, goesOn: true };
}

function sign(text: string, before: string, after: string): Insertion {
  switch (text) {
    case '{':
      return /^\s*\}/.test(after) ? { text: '{ ', cursor: 2, goesOn: true } : { text: '{  }', cursor: 2, goesOn: true };
    case '(':
      return after === '' || /^[\s)}]/.test(after) ? { text: '()', cursor: 1, goesOn: true } : { text, cursor: 1, goesOn: true };
    case '}': {
      const spaced = /[\s{]$/.test(before) ? text : ` ${text}`;
      return { text: spaced, cursor: spaced.length, goesOn: false };
    }
    case ',':
      return /^\s/.test(after) ? { text, cursor: 2, goesOn: true } : { text: ', ', cursor: 2, goesOn: true };
    default:
      return { text, cursor: text.length, goesOn: false };
  }
}

/** Whether a text ends inside braces, not inside the arguments of a stage. Quoted braces do not count. */
export function endsInFilter(before: string): boolean {
  const bare = before.replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`/g, '');
  return bare.lastIndexOf('{') > bare.lastIndexOf('}');
}
