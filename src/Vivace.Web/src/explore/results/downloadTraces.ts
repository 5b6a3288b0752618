import { ApiError } from '../../api/ApiError';
import { request } from '../../api/client';
import { saveFile } from '../../trace/download/saveFile';

/**
 * Fetches traces one after another and hands them to the browser as one file of OTLP JSON lines: each line is one trace, as the
 * Collector writes files, so that the file can be read back here and elsewhere.
 */
export async function downloadTraces(traceIds: readonly string[], onDone: (done: number) => void): Promise<void> {
  const lines: string[] = [];
  for (const [i, traceId] of traceIds.entries()) {
    lines.push(await fetchLine(traceId));
    onDone(i + 1);
  }
  saveFile(`traces-${traceIds.length}.otlp.jsonl`, 'application/x-ndjson', lines.map((line) => `${line}\n`).join(''));
}

/** A trace as one line. Its text is kept as the server wrote it: numbers of 64 bits would suffer from being parsed. */
async function fetchLine(traceId: string): Promise<string> {
  const path = `/api/v2/traces/${traceId}`;
  const response = await request(path);
  const text = (await response.text()).trim();
  const start = /^\{\s*"trace"\s*:\s*/.exec(text)?.[0].length;
  const trace = start === undefined ? undefined : objectAt(text, start);
  if (trace === undefined || trace === '{}') {
    throw new ApiError(`Trace ${traceId} was not found any more.`, response.status, response.headers.get('X-Request-Id'), path);
  }
  return trace.replace(/\r?\n\s*/g, '');
}

/** The JSON object that begins at a place of a text. */
function objectAt(text: string, start: number): string | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const c = text[at];
    if (c === '"') {
      at += 1;
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    } else if (c === '{') {
      depth += 1;
    } else if (c === '}') {
      depth -= 1;
      if (depth === 0) return text.slice(start, at + 1);
    }
  }
  return undefined;
}
