import { request } from '../../api/client';
import { parseExactJson } from '../file/exactJson';
import { normaliseOtlp } from '../file/normaliseOtlp';
import type { OtlpTracesData } from '../file/OtlpJson';
import type { TraceSource } from '../file/TraceSource';

export interface DownloadedTrace {
  readonly data: OtlpTracesData;
  /** Why it is not the whole trace; `null` when it is. */
  readonly partial: string | null;
}

/** The whole trace with everything that was received of it, from where it came from. */
export async function loadOtlp(source: TraceSource, traceId: string): Promise<DownloadedTrace> {
  if (source.type === 'file') return { data: normaliseOtlp(parseExactJson(source.text)), partial: null };
  const response = await request(`/api/v2/traces/${encodeURIComponent(traceId)}`);
  const answer = parseExactJson(await response.text());
  const { status, message } = answer as { status?: unknown; message?: unknown };
  const partial =
    status === 'PARTIAL'
      ? typeof message === 'string' && message !== ''
        ? message
        : 'The server left spans out.'
      : null;
  return { data: normaliseOtlp(answer), partial };
}
