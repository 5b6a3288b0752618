export interface FilterChip {
  readonly label: string;
  /** What it adds to the TraceQL filter. */
  readonly condition: string;
}

/** Kinds of work that one often wants to see alone; old and new names of the conventions count. */
export const filterChips: readonly FilterChip[] = [
  { label: 'HTTP', condition: '(span.http.request.method != nil || span.http.method != nil)' },
  { label: 'DB', condition: '(span.db.system.name != nil || span.db.system != nil)' },
  { label: 'Messaging', condition: 'span.messaging.system != nil' },
  { label: 'LLM', condition: '(span.gen_ai.provider.name != nil || span.gen_ai.system != nil)' },
];

export const kindChips: readonly FilterChip[] = ['server', 'client', 'producer', 'consumer', 'internal'].map((kind) => ({
  label: kind,
  condition: `kind = ${kind}`,
}));
