import type { StackFrame, StackPart, StackTrace } from './StackTrace';

/** Neighbouring library calls that are shown as one line until they are asked for. */
export interface FoldedFrames {
  readonly kind: 'folded';
  readonly frames: readonly StackFrame[];
}

/** Folds runs of library calls. A trace without own calls keeps its first one visible: it is where the failure happened. */
export function foldStack(trace: StackTrace): readonly (StackPart | FoldedFrames)[] {
  const hasOwn = trace.parts.some((part) => part.kind === 'frame' && part.isOwn);
  const folded: (StackPart | FoldedFrames)[] = [];
  let run: StackFrame[] = [];
  let keepNext = !hasOwn;
  const flush = () => {
    // One call takes one line, folded or not.
    if (run.length === 1) folded.push(run[0]!);
    else if (run.length > 1) folded.push({ kind: 'folded', frames: run });
    run = [];
  };
  for (const part of trace.parts) {
    if (part.kind === 'frame' && !part.isOwn && !keepNext) {
      run.push(part);
      continue;
    }
    if (part.kind === 'frame') keepNext = false;
    flush();
    folded.push(part);
  }
  flush();
  return folded;
}
