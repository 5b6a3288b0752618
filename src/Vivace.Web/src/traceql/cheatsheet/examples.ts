/** One question with the query that answers it. */
export interface Example {
  readonly question: string;
  readonly query: string;
}

export interface ExampleGroup {
  readonly title: string;
  readonly examples: readonly Example[];
}

/** Queries that run as they are: they name nothing that only some systems have. */
export const exampleGroups: readonly ExampleGroup[] = [
  {
    title: 'What is slow?',
    examples: [
      { question: 'Spans that took longer than half a second', query: '{ duration > 500ms }' },
      { question: 'Requests that a server answered slowly', query: '{ kind = server && duration > 200ms }' },
      { question: 'Traces that took longer than two seconds', query: '{ traceDuration > 2s && nestedSetParent < 0 }' },
      { question: 'Slow calls below a slow request', query: '{ kind = server && duration > 200ms } >> { kind = client && duration > 100ms }' },
      { question: 'Median, 95th and 99th percentile by service', query: '{ kind = server } | quantile_over_time(duration, .5, .95, .99) by(resource.service.name)' },
    ],
  },
  {
    title: 'What fails?',
    examples: [
      { question: 'Spans with an error', query: '{ status = error }' },
      { question: 'Spans that recorded an exception', query: '{ event:name = "exception" }' },
      { question: 'Requests answered with a server error', query: '{ span.http.response.status_code >= 500 }' },
      { question: 'Errors that the request above them hides', query: '{ kind = server && status != error } >> { status = error }' },
      { question: 'Errors that nothing below them explains', query: '{ } !< { status = error } | { status = error }' },
      { question: 'Share of spans with an error', query: '({ status = error } | rate()) / ({ } | rate())' },
    ],
  },
  {
    title: 'Who calls whom?',
    examples: [
      { question: 'Server spans called from another span', query: '{ kind = client } > { kind = server }' },
      { question: 'Requests that reach a database', query: '{ kind = server } &>> { span.db.system != nil || span.db.system.name != nil }' },
      { question: 'The same call more than ten times in a trace', query: '{ kind = client } | by(name) | count() > 10' },
      { question: 'Messages and who processes them', query: '{ kind = producer } &>> { kind = consumer }' },
    ],
  },
  {
    title: 'How much?',
    examples: [
      { question: 'Spans per second by service', query: '{ } | rate() by(resource.service.name)' },
      { question: 'The five busiest operations', query: '{ kind = server } | rate() by(name) | topk(5)' },
      { question: 'Errors per second by service', query: '{ status = error } | rate() by(resource.service.name)' },
      { question: 'How durations are distributed', query: '{ kind = server } | histogram_over_time(duration)' },
      { question: 'What spans with an error have in common', query: '{ } | compare({ status = error })' },
    ],
  },
  {
    title: 'Which spans, and what of them?',
    examples: [
      { question: 'Root spans', query: '{ nestedSetParent < 0 }' },
      { question: 'Spans that have an attribute', query: '{ span.http.route != nil }' },
      { question: 'Names that begin with GET', query: '{ name =~ "GET.*" }' },
      { question: 'Errors with more columns', query: '{ status = error } | select(statusMessage, span.http.route, resource.host.name)' },
      { question: 'The newest matches instead of any', query: '{ status = error } with(most_recent=true)' },
    ],
  },
];

/** The signs of the language, in the words of what they do. */
export const signs: readonly { readonly signs: string; readonly meaning: string }[] = [
  { signs: '= != > >= < <=', meaning: 'compare numbers, durations, texts' },
  { signs: '=~ !~', meaning: 'match a regular expression, always the whole value' },
  { signs: '&& ||', meaning: 'and, or; read from left to right, so set parentheses' },
  { signs: '!= nil, = nil', meaning: 'has the attribute, lacks it' },
  { signs: '> < >> << ~', meaning: 'child, parent, descendant, ancestor, sibling of' },
  { signs: '!>> &>>', meaning: 'the same: not so related; both sides in the answer' },
  { signs: '|', meaning: 'hands the spans on to the next stage' },
];
