import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import * as save from '../download/saveFile';
import { parseTraceFile } from '../file/readTraceFile';
import { TraceSourceContext, type TraceSource } from '../file/TraceSource';
import { fakeServer, json } from '../../testing/fakeServer';
import { TraceModel } from '../model/TraceModel';
import { seriousFindings } from '../testing/axe';
import { attributesOf } from '../testing/detailsOf';
import { modelOf } from '../testing/modelOf';
import { renderTrace } from '../testing/renderTrace';
import { ReceivedNotices } from './ReceivedNotices';
import { TraceHeader } from './TraceHeader';

const model = modelOf({
  name: 'POST /cart',
  service: 'front',
  duration: 100_000_000,
  children: [{ name: 'SELECT', service: 'db', start: 10_000_000, duration: 70_000_000, status: 2 }],
});
const root = {
  attributes: attributesOf({
    'http.request.method': 'POST',
    'http.response.status_code': 503n,
    'url.path': '/cart/42',
  }),
};
const answer = {
  trace: {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'front' } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: 'CvdlGRbNQ92ESOshHIAxnA==',
                spanId: 'AAAAAAAAAAE=',
                name: 'POST /cart',
                kind: 'SPAN_KIND_SERVER',
                startTimeUnixNano: '1795352828512704960',
                endTimeUnixNano: '1795352828612704960',
                attributes: [{ key: 'large', value: { intValue: '9223372036854775807' } }],
              },
            ],
          },
        ],
      },
    ],
  },
};

function renderHeader() {
  return renderTrace(<TraceHeader />, model, { details: { 0: root } });
}

describe('the header of a trace', () => {
  it('says what the trace is', async () => {
    renderHeader();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('frontPOST /cart');
    const header = screen.getByRole('banner');
    for (const fact of ['Duration100 ms', 'Spans2', 'Services2', 'Depth2', 'Errors1'])
      expect(header.textContent).toContain(fact);
    expect((await screen.findByText('503')).dataset.failed).toBe('true');
    expect(header.textContent).toContain('POST503/cart/42');
  });

  it('leads to the slowest span, the first error and the longest gap', async () => {
    const { store } = renderHeader();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /First error/ }));
    expect([store.getState().selectedRow, store.getState().detailsOpen]).toEqual([1, true]);
    await user.click(screen.getByRole('button', { name: /Longest gap/ }));
    expect(store.getState().zoom).toEqual({ from: 80_000_000, to: 100_000_000 });
    expect(store.getState().selectedRow).toBe(0);
    expect(screen.getByRole('button', { name: /Slowest/ }).textContent).toBe('Slowest70 ms SELECT');
  });

  it('copies ids, and links that keep the view', async () => {
    const user = userEvent.setup();
    const { store } = renderHeader();
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Trace id' }));
    expect(await navigator.clipboard.readText()).toBe(model.traceId);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await user.click(await screen.findByRole('menuitem', { name: 'curl command' }));
    expect(await navigator.clipboard.readText()).toBe(
      `curl '${window.location.origin}/api/v2/traces/${model.traceId}' -H 'Accept: application/json'`,
    );
    store.getState().actions.select(1);
    await user.click(screen.getByRole('button', { name: 'Share' }));
    await user.click(await screen.findByRole('menuitem', { name: /Pinned link/ }));
    expect(await navigator.clipboard.readText()).toBe(
      `${window.location.origin}/trace/${model.traceId}?span=0000000000000002&z=0-100000000`,
    );
  });

  it('opens Explore at this trace', async () => {
    renderHeader();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Explore' }));
    expect(new URLSearchParams(window.location.search).get('q')).toBe(`{ trace:id = "${model.traceId}" }`);
  });

  it('has no serious finding of axe', async () => {
    const { container } = renderHeader();
    await screen.findByText('503');
    expect(await seriousFindings(container)).toEqual([]);
  });
});

async function download(item: RegExp) {
  const saved = vi.spyOn(save, 'saveFile').mockImplementation(() => undefined);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Download' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
  return saved;
}

describe('the download', () => {
  it('as OTLP JSON can be opened again and has everything', async () => {
    fakeServer({ [`/api/v2/traces/${model.traceId}`]: json(answer) });
    renderHeader();
    const saved = await download(/OTLP JSON/);
    await waitFor(() => expect(saved).toHaveBeenCalled());
    const [name, type, text] = saved.mock.lastCall!;
    expect([name, type]).toEqual([`trace-${model.traceId}.otlp.json`, 'application/json']);
    const [span] = parseTraceFile(text).traces[0]!.data.resourceSpans[0]!.scopeSpans[0]!.spans;
    expect(span).toMatchObject({
      traceId: model.traceId,
      kind: 2,
      attributes: [{ key: 'large', value: { intValue: '9223372036854775807' } }],
    });
  });

  it('says in its name and in words that it is not the whole trace', async () => {
    fakeServer({
      [`/api/v2/traces/${model.traceId}`]: json({ ...answer, status: 'PARTIAL', message: 'trace exceeds max size' }),
    });
    renderHeader();
    const saved = await download(/Jaeger/);
    await waitFor(() => expect(saved).toHaveBeenCalled());
    expect(saved.mock.lastCall![0]).toBe(`trace-${model.traceId}.partial.jaeger.json`);
  });

  it('as CSV has a line per span and all attributes', async () => {
    fakeServer({ [`/api/v2/traces/${model.traceId}`]: json(answer) });
    renderHeader();
    const saved = await download(/CSV/);
    await waitFor(() => expect(saved).toHaveBeenCalled());
    expect(saved.mock.lastCall![2]).toBe(
      'trace_id,span_id,parent_span_id,service,name,kind,status,status_message,start_unix_nano,duration_nano,events,links,span.large,resource.service.name\r\n' +
        `${model.traceId},0000000000000001,,front,POST /cart,server,unset,,1795352828512704960,100000000,0,0,9223372036854775807,front\r\n`,
    );
  });

  it('that fails says why, beside its button', async () => {
    fakeServer({ [`/api/v2/traces/${model.traceId}`]: new Response('out of memory', { status: 500 }) });
    renderHeader();
    await download(/OTLP JSON/);
    expect((await screen.findByRole('alert')).textContent).toContain('out of memory');
  });

  it('of a file asks no server', async () => {
    const requests = fakeServer({});
    const source: TraceSource = { type: 'file', fileName: 'a.json', text: '{"resourceSpans":[]}' };
    renderTrace(
      <TraceSourceContext value={source}>
        <TraceHeader />
      </TraceSourceContext>,
      model,
    );
    const saved = await download(/OTLP JSON/);
    await waitFor(() => expect(saved.mock.lastCall?.[2]).toBe('{"resourceSpans":[]}'));
    expect(requests).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Share' })).toBeNull();
  });
});

describe('the notices', () => {
  it('say what is missing and can be dismissed one by one', async () => {
    const notices = { orphans: 2, duplicates: 1, rootMissing: true, partial: 'Trace exceeds the limit of 5 MB.' };
    renderTrace(<ReceivedNotices />, new TraceModel({ ...model, notices }));
    const texts = screen.getAllByRole('status').map((notice) => notice.textContent);
    expect(texts).toHaveLength(4);
    expect(texts.join('\n')).toContain('Trace exceeds the limit of 5 MB.');
    expect(texts.join('\n')).toContain('2 orphan spans.');
    await userEvent.setup().click(within(screen.getAllByRole('status')[0]!).getByRole('button', { name: 'Dismiss' }));
    expect(screen.getAllByRole('status')).toHaveLength(3);
  });

  it('are not there when nothing is missing', () => {
    const { container } = renderTrace(<ReceivedNotices />, model);
    expect(container.textContent).toBe('');
  });
});
