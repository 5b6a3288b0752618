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

function plan(spans: number, services: number, random: () => number): Draft[] {
  const drafts: Draft[] = [];
  const levels: number[] = [];
  const free: number[] = [];
  const rootDuration = Math.max(spans * 40_000, 50_000_000);
  const add = (draft: Omit<Draft, 'id'>, level: number) => {
    drafts.push({ ...draft, id: (drafts.length + 1).toString(16).padStart(16, '0') });
    levels.push(level);
    free.push(draft.start);
  };
  add({ parent: '', service: 0, operation: 0, kind: 2, start: 0, duration: rootDuration, failed: false }, 0);
  while (drafts.length < spans) {
    // Mostly below a recent span, so that the tree is deep as well as wide.
    const back = random() < 0.75 ? Math.floor(random() * 40) : Math.floor(random() * drafts.length);
    let above = Math.max(drafts.length - 1 - back, 0);
    while (levels[above]! >= 40) above = Math.max(above - 1, 0);
    const parent = drafts[above]!;
    const room = parent.start + parent.duration - free[above]!;
    const many = random() < 0.08 ? 5 + Math.floor(random() * 20) : 1;
    const crossing = random() < 0.35;
    const service = crossing ? Math.floor(random() * services) : parent.service;
    const operation = Math.floor(random() * operations.length);
    for (let member = 0; member < many && drafts.length < spans; member++) {
      const duration = Math.max(Math.floor((room / many) * (0.15 + random() * 0.55)), 0);
      const start = free[above]! + Math.floor(random() * Math.max(room / many - duration, 0) * 0.3);
      // One in five runs beside its next sibling.
      free[above] = random() < 0.2 ? start : start + duration;
      const kind = crossing ? (random() < 0.8 ? 3 : 4) : 1;
      add({ parent: parent.id, service, operation, kind, start, duration, failed: random() < 0.004 }, levels[above]! + 1);
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
