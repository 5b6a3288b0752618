import { traceUrl } from '../../url/traceRoute';

/** W3C trace context that continues a trace below a span, marked as sampled. */
export function traceParent(traceId: string, spanId: string): string {
  return `00-${traceId}-${spanId}-01`;
}

/** A command that asks the server for a trace, for any POSIX shell. */
export function curlCommand(origin: string, traceId: string, tenant: string | null): string {
  const words = [
    'curl',
    quoteForShell(`${origin}/api/v2/traces/${traceId}`),
    '-H',
    quoteForShell('Accept: application/json'),
  ];
  if (tenant !== null && tenant !== '') words.push('-H', quoteForShell(`X-Scope-OrgID: ${tenant}`));
  return words.join(' ');
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The whole address of a span, or of the trace when the span id is empty. */
export function spanLink(origin: string, traceId: string, spanId: string): string {
  return origin + traceUrl(traceId, { span: spanId });
}
