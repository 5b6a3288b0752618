import type { Feature } from '../api/about';

const sentences: Record<Feature, string> = {
  status: 'Load, storage, memory and errors of the server are not shown here.',
  search: 'Searches do not stream, cannot be sorted by the server and show no progress.',
  complete: 'The query editor completes words of the language only, no attribute names and values by context.',
  validate: 'Queries are checked when they run, not while they are written.',
  skeleton: 'Very large traces are fetched whole, which takes longer.',
  spans: 'The details of spans are fetched with the whole trace.',
  match: 'TraceQL filters within a trace run in the browser or are not available.',
  links: 'Links from other traces into a trace are not found.',
  servicegraph: 'There is no service graph.',
  structure: 'Traces cannot be merged into one tree of causes.',
  exceptions: 'Exceptions are not grouped.',
  'metrics-stream': 'Metrics appear when they are complete, not while they are counted.',
  queries: 'Running queries cannot be seen or cancelled, and slow ones are not listed.',
  storage: 'Blocks, tenants and what they use are not shown.',
  'storage-attributes': 'What attributes take, and how many values they have, is not counted.',
  settings: 'The settings of the server are not shown.',
};

/** What a person misses without the absent extras, one sentence each. */
export function missingFeatures(present: readonly Feature[]): string[] {
  return (Object.keys(sentences) as Feature[]).filter((feature) => !present.includes(feature)).map((feature) => sentences[feature]);
}
