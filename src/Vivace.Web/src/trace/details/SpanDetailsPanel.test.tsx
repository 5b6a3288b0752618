import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeServer, json } from '../../testing/fakeServer';
import { useLinkTrail } from '../links/linkTrail';
import type { SpanDetails } from '../model/SpanDetails';
import { useSpanTableColumns } from '../table/spanTableColumns';
import { seriousFindings } from '../testing/axe';
import { attributesOf } from '../testing/detailsOf';
import { modelOf } from '../testing/modelOf';
import { renderTrace } from '../testing/renderTrace';
import { DetailsLayout } from './DetailsLayout';
import { useDetailsPreferences } from './detailsPreferences';

const hostile = '<img src=x onerror="window.hacked=true"><script>window.hacked=true</script>';
const model = modelOf({
  name: 'GET /cart',
  service: 'front',
  duration: 100_000_000,
  kind: 2,
  children: [{ name: 'SELECT', service: 'db', start: 10_000_000, duration: 20_000_000, kind: 3, status: 2 }],
});
const stack =
  'Shop.CartException: locked\n   at Shop.Cart.Add() in /src/Cart.cs:line 4\n   at System.A.B()\n   at System.C.D()';

const select: Partial<SpanDetails> = {
  statusMessage: 'deadlock detected',
  attributes: attributesOf({
    'db.query.text': 'select id from carts where id = 42 and state = 1',
    'db.rows': 9223372036854775807n,
    'db.retry': true,
    'http.body': '{"b":1,"a":[1,2]}',
    note: hostile,
  }),
  events: [
    {
      name: 'exception',
      timeUnixNano: model.startUnixNano + 12_000_000n,
      attributes: attributesOf({
        'exception.type': 'Shop.CartException',
        'exception.message': hostile,
        'exception.stacktrace': stack,
        'exception.escaped': 'true',
      }),
      droppedAttributesCount: 0,
    },
    {
      name: 'retry',
      timeUnixNano: model.startUnixNano + 11_000_000n,
      attributes: attributesOf({ attempt: 2n }),
      droppedAttributesCount: 1,
    },
  ],
  links: [
    {
      traceId: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      spanId: 'bbbbbbbbbbbbbbbb',
      traceState: '',
      flags: 0,
      attributes: [],
      droppedAttributesCount: 0,
    },
  ],
  droppedLinksCount: 3,
  scope: {
    name: 'lib',
    version: '2',
    attributes: attributesOf({ build: 'x' }),
    droppedAttributesCount: 0,
    schemaUrl: '',
  },
};

const about = { product: 'Vivace', features: ['spans', 'links'] };

beforeEach(() => {
  useDetailsPreferences.setState(useDetailsPreferences.getInitialState());
  useSpanTableColumns.setState(useSpanTableColumns.getInitialState());
  useLinkTrail.setState({ steps: [] });
});

async function openDetails(answers: Parameters<typeof fakeServer>[0] = {}, services = {}) {
  fakeServer({ '/api/vivace/about': json(about), ...answers });
  const page = renderTrace(
    <DetailsLayout>
      <p>the view</p>
    </DetailsLayout>,
    model,
    { details: { 1: select }, services },
  );
  page.store.getState().actions.select(1, { details: true });
  await screen.findByText('db.rows');
  return page;
}

function rowOf(key: string) {
  return screen.getByText(key).closest('li')!;
}

async function choose(key: string, action: string) {
  const user = userEvent.setup();
  await user.click(within(rowOf(key)).getByRole('button', { name: `Actions for ${key}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}

describe('the details of a span', () => {
  it('say what the span is', async () => {
    await openDetails();
    const panel = screen.getByRole('region', { name: 'Span details' });
    expect(within(panel).getByRole('heading', { name: 'SELECT' })).toBeTruthy();
    expect(panel.textContent).toContain('deadlock detected');
    expect(panel.textContent).toContain('20 ms20 % of the trace');
    expect(panel.textContent).toContain('+10 ms');
    expect(panel.textContent).toContain('Kindclient');
    expect(panel.textContent).toContain('Statuserror');
    expect(panel.textContent).toContain('Dropped3 links');
    expect(panel.textContent).toContain('0000000000000002');
  });

  it('show values as text, whatever they contain', async () => {
    await openDetails();
    expect(screen.getAllByText(hostile)).toHaveLength(2);
    expect(document.querySelector('script, img')).toBeNull();
    expect((window as { hacked?: boolean }).hacked).toBeUndefined();
  });

  it('show types, and integers with all their digits', async () => {
    await openDetails();
    expect(rowOf('db.rows').textContent).toContain('int9223372036854775807');
    expect(rowOf('db.retry').textContent).toContain('booltrue');
  });

  it('make SQL and JSON readable, with the raw value one click away', async () => {
    await openDetails();
    const user = userEvent.setup();
    const sql = rowOf('db.query.text');
    expect(sql.querySelector('code')!.textContent).toBe('select id\nfrom carts\nwhere id = 42\n  and state = 1');
    await user.click(within(sql).getByRole('button', { name: 'Raw' }));
    expect(sql.textContent).toContain('select id from carts where id = 42 and state = 1');
    await user.click(within(sql).getByRole('button', { name: 'SQL' }));
    expect(sql.querySelector('code')).not.toBeNull();
    expect(rowOf('http.body').querySelector('code')!.textContent).toContain('"b": 1,\n  "a"');
  });

  it('open a value over the whole window', async () => {
    await openDetails();
    const user = userEvent.setup();
    await user.click(within(rowOf('http.body')).getByRole('button', { name: 'Full screen' }));
    const dialog = await screen.findByRole('dialog', { name: 'http.body' });
    await user.click(within(dialog).getByRole('button', { name: 'Show raw' }));
    expect(dialog.textContent).toContain('{"b":1,"a":[1,2]}');
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('are searched by key and value, also in closed sections', async () => {
    await openDetails();
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: /Resource/ }));
    expect(screen.queryByText('service.name')).toBeNull();
    await user.type(screen.getByRole('searchbox', { name: 'Search in attributes' }), 'SERVICE');
    expect(screen.getByText('service.name')).toBeTruthy();
    expect(screen.queryByText('db.rows')).toBeNull();
    await user.type(screen.getByRole('searchbox', { name: 'Search in attributes' }), 'x');
    expect(screen.getByText('No attribute contains “SERVICEx”.')).toBeTruthy();
  });

  it('can be sorted and pinned, which is remembered', async () => {
    await openDetails();
    const user = userEvent.setup();
    const keys = () =>
      within(screen.getByRole('region', { name: /Span attributes/ }))
        .getAllByRole('listitem')
        .map((item) => item.textContent!.split(/string|int|bool/)[0]);
    expect(keys()).toEqual(['db.query.text', 'db.retry', 'db.rows', 'http.body', 'note']);
    await user.click(within(rowOf('note')).getByRole('button', { name: 'Actions for note' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Pin to the top' }));
    expect(keys()[0]).toBe('note');
    await user.click(screen.getByRole('button', { name: 'Sort by name' }));
    expect(keys()).toEqual(['note', 'db.query.text', 'db.rows', 'db.retry', 'http.body']);
    expect(localStorage.getItem('vivace.details')).toContain('"pinned":["note"]');
  });

  it('have no serious finding of axe', async () => {
    const { container } = await openDetails();
    expect(await seriousFindings(container)).toEqual([]);
  });
});

describe('what can be done with a value', () => {
  it('is filtering this trace for it or without it', async () => {
    const { store } = await openDetails();
    await choose('db.retry', 'Filter for this value');
    expect(store.getState().filter.text).toBe('{ span.db.retry = true }');
    await choose('db.rows', 'Filter out this value');
    expect(store.getState().filter.text).toBe(
      '{ span.db.retry = true && (span.db.rows != 9223372036854775807 || span.db.rows = nil) }',
    );
  });

  it('is finding it, without a filter where there is no server to ask', async () => {
    const { store } = await openDetails({}, { canMatch: false });
    await choose('db.retry', 'Find in this trace');
    expect(store.getState().find.text).toBe('db.retry=true');
    await userEvent.setup().click(within(rowOf('db.retry')).getByRole('button', { name: 'Actions for db.retry' }));
    expect(screen.queryByRole('menuitem', { name: 'Filter for this value' })).toBeNull();
  });

  it('is adding its key as a column of the span table', async () => {
    await openDetails();
    await choose('db.rows', 'Add as column');
    expect(useSpanTableColumns.getState().columns.at(-1)).toBe('span.db.rows');
  });

  it('is looking for it in all traces', async () => {
    await openDetails();
    await choose('service.name', 'Open in Explore');
    expect(window.location.pathname).toBe('/explore');
    expect(new URLSearchParams(window.location.search).get('q')).toBe('{ resource.service.name = "db" }');
  });
});

describe('an exception', () => {
  it('shows its stack trace with library calls folded', async () => {
    await openDetails();
    const card = screen.getByRole('article', { name: 'Shop.CartException' });
    expect(card.textContent).toContain('Shop.Cart.Add()/src/Cart.cs:4');
    expect(card.textContent).not.toContain('System.A.B');
    expect(card.textContent).toContain('left the span');
    await userEvent.setup().click(within(card).getByRole('button', { name: '2 library calls' }));
    expect(card.textContent).toContain('System.A.B()');
  });

  it('leads to other spans with it', async () => {
    const { store } = await openDetails();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Other spans with this exception' }));
    expect(store.getState().filter.text).toBe('{ event.exception.type = "Shop.CartException" }');
  });

  it('is not listed among the events', async () => {
    await openDetails();
    const events = screen.getByRole('region', { name: /Events/ });
    expect(events.textContent).toContain('Events1retry+1 ms');
    expect(events.textContent).toContain('1 attributes were dropped by the sender.');
  });
});

describe('links', () => {
  const target = {
    trace: {
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'queue' } }] },
          scopeSpans: [{ spans: [{ traceId: 'qqqqqqqqqqqqqqqqqqqqqg==', spanId: 'u7u7u7u7u7s=', name: 'publish' }] }],
        },
      ],
    },
  };
  const backward = {
    links: [
      {
        traceId: 'cccccccccccccccccccccccccccccccc',
        spanId: 'dddddddddddddddd',
        service: 'worker',
        name: 'consume',
        startUnixNano: String(model.startUnixNano + 2_000_000_000n),
        linkedSpanId: '0000000000000002',
      },
      {
        traceId: 'cccccccccccccccccccccccccccccccc',
        spanId: 'eeeeeeeeeeeeeeee',
        service: 'worker',
        name: 'elsewhere',
        startUnixNano: '0',
        linkedSpanId: '0000000000000001',
      },
    ],
    partial: false,
  };
  const answers = {
    '/api/vivace/traces/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/spans': json(target),
    [`/api/vivace/traces/${model.traceId}/links`]: json(backward),
  };

  it('name their targets once the server has said them, both ways', async () => {
    await openDetails(answers);
    const section = await screen.findByRole('region', { name: /Links/ });
    await waitFor(() => expect(section.textContent).toContain('queuepublish'));
    await waitFor(() => expect(section.textContent).toContain('workerconsume'));
    expect(section.textContent).toContain('2 s after this trace began');
    expect(section.textContent).not.toContain('elsewhere');
  });

  it('open in place and leave a way back', async () => {
    await openDetails(answers);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('link', { name: /publish/ }));
    expect(window.location.pathname).toBe('/trace/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
    expect(new URLSearchParams(window.location.search).get('span')).toBe('bbbbbbbbbbbbbbbb');
    await user.click(
      within(screen.getByRole('navigation', { name: 'Way back along links' })).getByRole('button', { name: 'SELECT' }),
    );
    expect(screen.queryByRole('navigation', { name: 'Way back along links' })).toBeNull();
  });

  it('that lead nowhere say so', async () => {
    await openDetails({
      '/api/vivace/traces/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/spans': json({ trace: { resourceSpans: [] } }),
    });
    expect(await screen.findByText(/not found on this server/)).toBeTruthy();
  });
});

describe('the place of the details', () => {
  it('is beside the view, below or over it, and is remembered', async () => {
    const { container } = await openDetails();
    const user = userEvent.setup();
    const layout = container.firstElementChild!;
    expect(layout.getAttribute('data-place')).toBe('right');
    await user.click(screen.getByRole('button', { name: 'Where the details are shown' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'At the bottom' }));
    expect(layout.getAttribute('data-place')).toBe('bottom');
    expect(localStorage.getItem('vivace.details')).toContain('"place":"bottom"');
  });

  it('is resized with the arrow keys', async () => {
    await openDetails();
    screen.getByRole('separator', { name: 'Size of the details' }).focus();
    await userEvent.setup().keyboard('{ArrowLeft}');
    expect(useDetailsPreferences.getState().width).toBe(484);
  });

  it('is given up when the details are closed', async () => {
    const { store } = await openDetails();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Close the details' }));
    expect(screen.queryByRole('region', { name: 'Span details' })).toBeNull();
    expect(store.getState().detailsOpen).toBe(false);
  });
});

describe('details that cannot be loaded', () => {
  it('say why and can be asked for again', async () => {
    fakeServer({ '/api/vivace/about': json(about) });
    let fail = true;
    const load = () => (fail ? Promise.reject(new Error('The server does not answer.')) : Promise.resolve([]));
    const { store } = renderTrace(<DetailsLayout>view</DetailsLayout>, model, { services: { details: { load } } });
    store.getState().actions.select(1, { details: true });
    expect(await screen.findByText('The server does not answer.')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'SELECT' })).toBeTruthy();
    fail = false;
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('The server no longer has the attributes of this span.')).toBeTruthy();
  });
});
