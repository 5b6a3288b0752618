import { EditorState, type Extension, type TransactionSpec } from '@codemirror/state';

/** Keeps the text on one line: a pasted line break becomes a blank. */
export const oneLine: Extension = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const changes: { from: number; to: number; insert: string }[] = [];
  let cursor = 0;
  let growth = 0;
  transaction.changes.iterChanges((from, to, _newFrom, _newTo, inserted) => {
    const insert = inserted.toString().replace(/\s*\n\s*/g, ' ');
    changes.push({ from, to, insert });
    cursor = from + growth + insert.length;
    growth += insert.length - (to - from);
  });
  const flattened: TransactionSpec = { changes, selection: { anchor: cursor }, scrollIntoView: true };
  return flattened;
});
