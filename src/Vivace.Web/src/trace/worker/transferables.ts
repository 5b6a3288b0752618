import type { TraceData } from '../model/TraceData';

/** A copy of a trace whose buffers can be handed to another thread, and the list of those buffers. */
export function copyForTransfer(data: TraceData): { readonly copy: TraceData; readonly buffers: ArrayBuffer[] } {
  const buffers: ArrayBuffer[] = [];
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (ArrayBuffer.isView(value)) {
      const column = (value as Uint8Array<ArrayBuffer>).slice();
      buffers.push(column.buffer);
      copy[name] = column;
    } else {
      copy[name] = value;
    }
  }
  return { copy: copy as unknown as TraceData, buffers };
}
