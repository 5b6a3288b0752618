import { siblingGroups } from '../folding/siblingGroups';
import type { TraceModel } from '../model/TraceModel';

/**
 * Makes what the first picture of a trace needs of all rows, each part in a task of its own: together with the drawing
 * they would keep the page from answering for longer than anybody should notice.
 */
export async function prepareModel(model: TraceModel): Promise<TraceModel> {
  const parts = [() => model.subtreeEnd, () => model.errorsBelow, () => model.firstEvent, () => siblingGroups(model)];
  for (const part of parts) {
    part();
    if (model.rowCount > smallTrace) await nextTask();
  }
  return model;
}

/** Traces up to this size are ready within a millisecond. */
const smallTrace = 2_000;

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
