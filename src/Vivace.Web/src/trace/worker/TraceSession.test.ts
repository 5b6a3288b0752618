import { describe, expect, it } from 'vitest';
import { encodeSkeleton } from '../../testing/encodeSkeleton';
import { fakeServer, json, type FakeRequest } from '../../testing/fakeServer';
import { documentOf, generatedModel, modelOf, namesOf, testSpanId, type TestSpan } from '../../testing/traceBuilder';
import { windowOf } from '../../testing/windowOf';
import type { ApiError } from '../../api/ApiError';
import type { OtlpDocument } from '../otlp/otlpJson';
import { rowsOf } from '../state/finding';
import { directChannel } from './directChannel';
import type { ServerInput } from './messages';
import { openTrace } from './openTrace';

const spans: TestSpan[] = [
  { id: 'a', start: 0, end: 90, service: 'web', attributes: { 'http.route': '/cart' } },
  { id: 'b', parent: 'a', start: 10, end: 80, service: 'db', attributes: { 'db.system': 'redis' } },
];
const id = '0af7651916cd43dd8448eb211c80319c';
const base = `/api/vivace/traces/${id}`;
const input: ServerInput = { type: 'server', traceId: id, skeleton: true, spans: true, match: true, headers: { 'X-Scope-OrgID': 'team' } };
const plain: ServerInput = { ...input, skeleton: false, spans: false, match: false };
const signal = () => new AbortController().signal;

function skeletonOf(list: readonly TestSpan[]): Response {
  return new Response(encodeSkeleton(modelOf(documentOf(list))));
}

/** Answers the spans that are asked for by their ids. */
function spansOf(document: OtlpDocument) {
  return (request: FakeRequest) => {
    const { spanIds } = JSON.parse(request.body!) as { spanIds: string[] };
    const resourceSpans = document.resourceSpans!.filter((one) => spanIds.includes(one.scopeSpans![0]!.spans![0]!.spanId!));
    return json({ trace: { resourceSpans } });
  };
}

describe('a trace of a server with the extras', () => {
  it('opens from its skeleton and loads details when they are wanted', async () => {
    const requests = fakeServer({ [`${base}/skeleton`]: skeletonOf(spans), [`${base}/spans`]: spansOf(documentOf(spans)) });
    const { model, services } = await openTrace(directChannel(), input, signal());
    expect(namesOf(model, [0, 1])).toEqual(['a', 'b']);
    expect(requests).toHaveLength(1);
    const details = await services.details.load([1]);
    expect(details).toMatchObject([{ row: 1, name: 'b', attributes: [{ key: 'db.system', value: { value: 'redis' } }] }]);
    expect(requests.every((request) => request.headers.get('X-Scope-OrgID') === 'team')).toBe(true);
  });

  it('loads attributes in parts of at most a thousand, once', async () => {
    const many: TestSpan[] = Array.from({ length: 2_500 }, (_, at) => ({ id: `s${at}`, start: at, end: at + 1, attributes: { n: String(at % 7) } }));
    const requests = fakeServer({ [`${base}/skeleton`]: skeletonOf(many), [`${base}/spans`]: spansOf(documentOf(many)) });
    const { model, services } = await openTrace(directChannel(), input, signal());
    const seen: number[] = [];
    services.attributes.onProgress(({ loadedSpans }) => seen.push(loadedSpans));
    const found = await services.find('n=3', true, signal());
    expect(rowsOf(found)).toHaveLength(many.filter((_, at) => at % 7 === 3).length);
    await services.attributes.keys();
    const sizes = requests.slice(1).map((request) => (JSON.parse(request.body!) as { spanIds: string[] }).spanIds.length);
    expect(sizes.toSorted((a, b) => b - a)).toEqual([1_000, 1_000, 500]);
    expect(seen.at(-1)).toBe(2_500);
    const column = await services.attributes.column('span.n');
    expect(column.values[column.codes[model.rowOfSpan(testSpanId('s9'))]!]).toBe('2');
  });

  it('asks the server which spans a filter matches, and passes on why it refuses', async () => {
    const requests = fakeServer({
      [`${base}/skeleton`]: skeletonOf(spans),
      [`${base}/match`]: ({ query }) =>
        query.get('q') === '{ name = "b" }'
          ? json({ matched: 1, total: 2, spanIds: [testSpanId('b')] })
          : new Response('1:3 expected a value', { status: 400, headers: { 'X-Request-Id': 'r1' } }),
    });
    const { services } = await openTrace(directChannel(), input, signal());
    expect([...(await services.match('{ name = "b" }', signal()))]).toEqual([0, 1]);
    const refused = (await services.match('{ =', signal()).catch((error: unknown) => error)) as ApiError;
    expect([refused.message, refused.status, refused.requestId]).toEqual(['1:3 expected a value', 400, 'r1']);
    expect(requests).toHaveLength(3);
  });

  it('takes in spans that came later, and says when nothing did', async () => {
    let now = spans.slice(0, 1);
    fakeServer({ [`${base}/skeleton`]: () => skeletonOf(now) });
    const trace = await openTrace(directChannel(), input, signal());
    expect(await trace.refresh(signal())).toBeNull();
    now = spans;
    const grown = await trace.refresh(signal());
    expect(grown?.rowCount).toBe(2);
  });

  it('opens what lies outside the first window', async () => {
    const whole = generatedModel(200);
    fakeServer({
      [`${base}/skeleton`]: ({ query }) => {
        if (!query.has('root')) query.set('limit', '40');
        return new Response(encodeSkeleton(windowOf(whole, query)));
      },
    });
    const { model, services } = await openTrace(directChannel(), input, signal());
    expect(model.rowCount).toBeLessThanOrEqual(40);
    const row = Array.from(model.flags.keys()).find((at) => model.hasUnloadedChildren(at))!;
    const more = await services.loadChildren(model, row);
    expect(more.rowCount).toBeGreaterThan(model.rowCount);
    expect(more.children(row)).toHaveLength(more.childCount[row]!);
  });
});

describe('a trace of another server', () => {
  const path = `/api/v2/traces/${id}`;

  it('is read whole; details and attributes are there without further requests', async () => {
    const requests = fakeServer({ [path]: json({ trace: documentOf(spans) }) });
    const { model, services } = await openTrace(directChannel(), plain, signal());
    expect(await services.details.load([1])).toMatchObject([{ name: 'b' }]);
    expect(rowsOf(await services.find('http.route=/cart', true, signal()))).toEqual(Int32Array.of(0));
    expect(model.notices.rootMissing).toBe(false);
    expect(requests).toHaveLength(1);
  });

  it('that is empty is not found', async () => {
    fakeServer({ [path]: json({ trace: {}, metrics: {} }) });
    const error = (await openTrace(directChannel(), plain, signal()).catch((reason: unknown) => reason)) as ApiError;
    expect([error.status, error.message]).toEqual([404, 'There is no trace with this id.']);
  });

  it('is filtered by the server where it can, and never shown unfiltered as if it were', async () => {
    const able = ({ query }: FakeRequest) => {
      const q = query.get('q');
      return json({ trace: documentOf(q === null ? spans : q === '{ name = "b" }' ? spans.slice(1) : []) });
    };
    fakeServer({ [path]: able });
    const newer = await openTrace(directChannel(), plain, signal());
    expect([...(await newer.services.match('{ name = "b" }', signal()))]).toEqual([0, 1]);
    fakeServer({ [path]: json({ trace: documentOf(spans) }) });
    const older = await openTrace(directChannel(), plain, signal());
    await expect(older.services.match('{ name = "b" }', signal())).rejects.toThrow('This server cannot filter within a trace.');
  });
});
