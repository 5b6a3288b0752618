import type { Diagnostic } from '@codemirror/lint';
import { toneOf } from '../QueryProblems';
import type { QueryDiagnostic } from '../server';
import styles from '../ServerWords.module.css';
import type { CheckedQuery } from '../useValidation';
import { wordsOf } from '../words';

/** Words that could stand at a mistake; more would not be read. */
const EXPECTED_SHOWN = 10;

/** The server's diagnostics as underlines with a tooltip. A query that merely goes on at the cursor gets none. */
export function lintDiagnostics(checked: CheckedQuery | undefined, cursor: number | undefined): Diagnostic[] {
  if (checked === undefined) return [];
  const length = checked.query.length;
  return checked.validation.diagnostics
    .filter((diagnostic) => toneOf(diagnostic, checked.query, cursor) !== 'unfinished')
    .map((diagnostic) => {
      const from = Math.min(diagnostic.start, length);
      return {
        from,
        to: Math.min(from + diagnostic.length, length),
        severity: diagnostic.severity,
        message: diagnostic.message,
        renderMessage: () => rendered(diagnostic),
        actions: (diagnostic.fixes ?? []).map((fix) => ({
          name: `Use ${fix.title}`,
          apply: (view, at) => {
            // The text before the mistake may have grown since; the mistake itself is still the same.
            const start = fix.start + at - from;
            view.dispatch({ changes: { from: start, to: start + fix.length, insert: fix.text }, userEvent: 'input.fix' });
          },
        })),
      };
    });
}

function rendered({ message, expected, hint, fixes }: QueryDiagnostic): HTMLElement {
  const element = document.createElement('div');
  element.append(...nodesOf(message));
  const more = hint !== undefined && fixes === undefined ? nodesOf(hint) : expected === undefined ? [] : expectedNodes(expected);
  if (more.length > 0) {
    const line = document.createElement('div');
    line.className = styles.more ?? '';
    line.append(...more);
    element.append(line);
  }
  return element;
}

function nodesOf(remark: string): Node[] {
  return wordsOf(remark).map(({ text, isCode }) => (isCode ? codeOf(text) : document.createTextNode(text)));
}

function expectedNodes(expected: readonly string[]): Node[] {
  if (expected.length === 0) return [];
  const shown = expected.slice(0, EXPECTED_SHOWN).flatMap((word) => [document.createTextNode(' '), codeOf(word)]);
  return [document.createTextNode('Could stand here:'), ...shown, ...(expected.length > EXPECTED_SHOWN ? [document.createTextNode(' …')] : [])];
}

function codeOf(text: string): HTMLElement {
  const code = document.createElement('code');
  code.className = styles.code ?? '';
  code.textContent = text;
  return code;
}
