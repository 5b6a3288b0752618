import type { OtlpAttribute, OtlpDocument, OtlpResourceSpans, OtlpSpan } from '../trace/otlp/otlpJson';

export interface GeneratedTrace {
  readonly spans: number;
  readonly services?: number;
  readonly seed?: number;
  /** Unix nanoseconds. */
  readonly startUnixNano?: bigint;
}

interface Draft {
  readonly id: string;
  readonly parent: string;
  readonly service: number;
  readonly operation: number;
  readonly kind: number;
  readonly start: number;
  readonly duration: number;
  readonly failed: boolean;
}

const serviceNames = [
  'frontend', 'checkout', 'cart', 'catalog', 'payments', 'shipping', 'inventory', 'pricing', 'users', 'sessions',
  'search', 'recommendations', 'reviews', 'email', 'notifications', 'ledger', 'fraud', 'media', 'gateway', 'audit',
];
const operations = [
  'GET /', 'POST /checkout', 'GET /cart', 'GET /products/{id}', 'charge', 'quote', 'reserve', 'SELECT orders', 'INSERT orders',
  'GET session', 'query index', 'publish order.created', 'consume order.created', 'render', 'validate', 'HGETALL', 'sign',
];

/** Numbers from a seed, the same on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A trace like those of real shops: 20 services, 8 attributes a span, up to 41 levels, runs of like siblings, a few
 * failures with exceptions. The same size and seed give the same trace.
 */
export function generateTrace({ spans, services = 20, seed = 7, startUnixNano = 1_795_000_000_000_000_000n }: GeneratedTrace): OtlpDocument {
  const random = randomFrom(seed);
  const drafts = plan(spans, services, random);
  const traceId = 'c0ffee00'.repeat(3) + spans.toString(16).padStart(8, '0');
  const byService = new Map<number, OtlpSpan[]>();
  for (const draft of drafts) {
    const list = byService.get(draft.service) ?? [];
    byService.set(draft.service, list);
    list.push(spanOf(draft, traceId, startUnixNano, random));
  }
  const resourceSpans: OtlpResourceSpans[] = [...byService].map(([service, list]) => ({
    resource: {
      attributes: [
        text('service.name', serviceNames[service % serviceNames.length]!),
        text('service.version', `1.${service}.0`),
        text('host.name', `node-${service % 5}`),
      ],
    },
    scopeSpans: [{ scope: { name: 'shop.instrumentation', version: '1.4.2' }, spans: list }],
  }));
  return { resourceSpans };
}

interface Task {
  readonly parent: Draft;
  readonly level: number;
  /** Spans to make below it. */
  readonly budget: number;
}

/** From the root down: each span shares its time and the number of spans that are left among its children. */
function plan(spans: number, services: number, random: () => number): Draft[] {
  const drafts: Draft[] = [];
  const add = (draft: Omit<Draft, 'id'>): Draft => {
    const made = { ...draft, id: (drafts.length + 1).toString(16).padStart(16, '0') };
    drafts.push(made);
    return made;
  };
  const root = add({
    parent: '',
    service: 0,
    operation: 0,
    kind: 2,
    start: 0,
    duration: Math.max(spans * 40_000, 50_000_000),
    failed: false,
  });
  const tasks: Task[] = [{ parent: root, level: 1, budget: spans - 1 }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const { parent, level, budget } = task;
    const run = level > 2 && random() < 0.1;
    const chain = !run && level > 1 && random() < 0.35;
    const wanted = run ? 5 + Math.floor(random() * 25) : chain ? 1 : 2 + Math.floor(random() * 7);
    // The last level takes what is left, however much it is.
    const children = level >= 40 ? budget : Math.min(wanted, budget);
    const crossing = random() < 0.35;
    const service = crossing ? Math.floor(random() * services) : parent.service;
    const operation = Math.floor(random() * operations.length);
    const weights = Array.from({ length: children }, () => 0.2 + random() ** 3 * 5);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let left = budget - children;
    let at = parent.start + parent.duration * random() * 0.06;
    const room = (parent.start + parent.duration * (0.9 + random() * 0.09) - at) / total;
    for (let child = 0; child < children; child++) {
      const slot = room * weights[child]!;
      const duration = Math.floor(slot * (0.55 + random() * 0.42));
      const draft = add({
        parent: parent.id,
        service: run || crossing ? service : random() < 0.2 ? Math.floor(random() * services) : parent.service,
        operation: run ? operation : Math.floor(random() * operations.length),
        kind: crossing ? (random() < 0.8 ? 3 : 4) : 1,
        start: Math.floor(at),
        duration,
        failed: random() < 0.004,
      });
      // One in six runs beside its next sibling.
      at += random() < 0.16 ? slot * 0.3 : slot;
      const share = child === children - 1 ? left : Math.min(Math.round((budget - children) * (weights[child]! / total)), left);
      left -= share;
      if (share > 0) tasks.push({ parent: draft, level: level + 1, budget: share });
    }
  }
  return drafts;
}

function spanOf(draft: Draft, traceId: string, startUnixNano: bigint, random: () => number): OtlpSpan {
  const start = startUnixNano + BigInt(draft.start);
  const span: OtlpSpan = {
    traceId,
    spanId: draft.id,
    ...(draft.parent === '' ? {} : { parentSpanId: draft.parent }),
    name: operations[draft.operation]!,
    kind: draft.kind,
    startTimeUnixNano: start.toString(),
    endTimeUnixNano: (start + BigInt(draft.duration)).toString(),
    attributes: [
      text('http.request.method', draft.operation % 2 === 0 ? 'GET' : 'POST'),
      text('http.route', `/api/v1/things/${draft.operation}`),
      number('http.response.status_code', draft.failed ? 500 : 200),
      text('user.id', `user-${Math.floor(random() * 1_000)}`),
      text('net.peer.name', `10.0.${draft.service}.7`),
      number('thread.id', Math.floor(random() * 64)),
      { key: 'cache.hit', value: { boolValue: random() < 0.5 } },
      text('request.id', Math.floor(random() * 4e9).toString(16)),
    ],
    status: draft.failed ? { code: 2, message: 'connection reset by peer' } : {},
  };
  if (!draft.failed) return span;
  const event = {
    timeUnixNano: (start + BigInt(Math.floor(draft.duration * 0.9))).toString(),
    name: 'exception',
    attributes: [text('exception.type', 'IOException'), text('exception.message', 'connection reset by peer')],
  };
  return { ...span, events: [event] };
}

function text(key: string, value: string): OtlpAttribute {
  return { key, value: { stringValue: value } };
}

function number(key: string, value: number): OtlpAttribute {
  return { key, value: { intValue: String(value) } };
}
