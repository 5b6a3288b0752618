export function TracePage({ traceId }: { traceId: string }) {
  return <h1>Trace {traceId}</h1>;
}
