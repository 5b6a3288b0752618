import { layoutGraph, type GraphLayout, type LayoutInput } from './layoutGraph';

/** The thread that places the nodes, so that the page never waits for it. */

export interface LayoutRequest {
  readonly id: number;
  readonly input: LayoutInput;
}

export type LayoutAnswer = { readonly id: number; readonly layout: GraphLayout } | { readonly id: number; readonly error: string };

const scope = self as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<LayoutRequest>) => void): void;
  postMessage(answer: LayoutAnswer, options?: StructuredSerializeOptions): void;
};

scope.addEventListener('message', ({ data: { id, input } }) => {
  try {
    scope.postMessage({ id, layout: layoutGraph(input) }, {});
  } catch (error) {
    scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) }, {});
  }
});
