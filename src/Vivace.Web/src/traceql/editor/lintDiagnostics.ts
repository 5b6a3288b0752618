import type { Diagnostic } from '@codemirror/lint';
import { toneOf } from '../QueryProblems';
import type { QueryDiagnostic } from '../server';
import type { CheckedQuery } from '../useValidation';

/** Words that could stand at a mistake; more would not be read. */
const EXPECTED_SHOWN = 8;

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
        message: messageOf(diagnostic),
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

function messageOf({ message, hint, expected, fixes }: QueryDiagnostic): string {
  const parts = [message.charAt(0).toUpperCase() + message.slice(1)];
  if (hint !== undefined && fixes === undefined) parts.push(hint);
  if (expected !== undefined && expected.length > 0) {
    const more = expected.length > EXPECTED_SHOWN ? ' …' : '';
    parts.push(`Could stand here: ${expected.slice(0, EXPECTED_SHOWN).join('  ')}${more}`);
  }
  return parts.join('\n');
}
