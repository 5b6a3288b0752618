import { compareOperations, type ComparedOperation } from './compareOperations';
import type { ComparedTrace } from './ComparedTrace';
import { compareTraces, type MergedTree } from './compareTraces';

/** The thread that compares two traces. */

export interface CompareRequest {
  readonly a: ComparedTrace;
  readonly b: ComparedTrace;
}

export interface Comparison {
  readonly tree: MergedTree;
  readonly operations: readonly ComparedOperation[];
}

export type CompareAnswer = { readonly comparison: Comparison } | { readonly error: string };

const scope = self as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<CompareRequest>) => void): void;
  postMessage(answer: CompareAnswer, options?: StructuredSerializeOptions): void;
};

scope.addEventListener('message', ({ data: { a, b } }) => {
  try {
    scope.postMessage({ comparison: { tree: compareTraces(a, b), operations: compareOperations(a, b) } }, {});
  } catch (error) {
    scope.postMessage({ error: error instanceof Error ? error.message : String(error) }, {});
  }
});
