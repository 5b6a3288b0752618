/** Bits of the `flags` column. */
export const SpanFlag = {
  hasEvents: 1,
  hasException: 2,
  hasLinks: 4,
  orphan: 8,
  duplicateId: 16,
  /** Has more children than the loaded window holds. */
  moreChildren: 32,
} as const;

export const StatusCode = { unset: 0, ok: 1, error: 2 } as const;

export const SpanKind = { unspecified: 0, internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

const kindNames = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const statusNames = ['unset', 'ok', 'error'] as const;

/** The TraceQL word for a span kind. */
export function kindName(kind: number): string {
  return kindNames[kind] ?? 'unspecified';
}

/** The TraceQL word for a status code. */
export function statusName(status: number): string {
  return statusNames[status] ?? 'unset';
}
