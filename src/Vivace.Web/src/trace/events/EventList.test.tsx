import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SpanEvent } from '../model/SpanDetails';
import { TraceModel } from '../model/TraceModel';
import { seriousFindings } from '../testing/axe';
import { attributesOf } from '../testing/detailsOf';
import { modelOf } from '../testing/modelOf';
import { renderTrace } from '../testing/renderTrace';
import { setElementSize } from '../testing/setSize';
import { EventList } from './EventList';
import { eventSummary } from './eventSummary';

const bare = modelOf({ name: 'root', duration: 100, children: [{ name: 'child', duration: 50, status: 2 }] });
const event = (name: string, offset: number, values: Record<string, string> = {}): SpanEvent => ({
  name,
  timeUnixNano: bare.startUnixNano + BigInt(offset),
  attributes: attributesOf(values),
  droppedAttributesCount: 0,
});
const model = new TraceModel({
  ...bare,
  eventRow: Uint32Array.of(0, 0, 1),
  eventOffset: Float64Array.of(10, 90, 40),
  eventFlags: Uint8Array.of(0, 0, 1),
});
const details = {
  // Received in another order than that of time.
  0: { events: [event('last', 90), event('first', 10, { message: 'two\n  lines' })] },
  1: { events: [event('exception', 40, { 'exception.type': 'E', 'exception.message': '<b>no</b>' })] },
};

beforeEach(() => setElementSize(1000, 600));

const texts = () => screen.getAllByRole('option').map((option) => option.textContent);

describe('the events of a trace', () => {
  it('are in order of time over all spans, with what they say', async () => {
    renderTrace(<EventList />, model, { details });
    await screen.findByText('last');
    expect(texts()).toEqual([
      '+10 nsshop rootfirsttwo lines',
      '+40 nsshop childexceptionE: <b>no</b>',
      '+90 nsshop rootlast',
    ]);
  });

  it('are those of the spans that match', async () => {
    const { store } = renderTrace(<EventList />, model, { details });
    store.getState().actions.setErrorsOnly(true);
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    expect(screen.getByText('1 of 3 events, of spans that match')).toBeTruthy();
  });

  it('open the details of their span, by pointer and by keys', async () => {
    const { store } = renderTrace(<EventList />, model, { details });
    const user = userEvent.setup();
    await user.click(await screen.findByText('exception'));
    expect([store.getState().selectedRow, store.getState().detailsOpen]).toEqual([1, true]);
    store.getState().actions.setDetailsOpen(false);
    screen.getByRole('listbox').focus();
    await user.keyboard('{End}{Enter}');
    expect([store.getState().selectedRow, store.getState().detailsOpen]).toEqual([0, true]);
  });

  it('that are not there are said not to be', () => {
    renderTrace(<EventList />, bare);
    expect(screen.getByText('No span of this trace has events.')).toBeTruthy();
  });

  it('have no serious finding of axe', async () => {
    const { container } = renderTrace(<EventList />, model, { details });
    await screen.findByText('last');
    expect(await seriousFindings(container)).toEqual([]);
  });
});

describe('the summary of an event', () => {
  it.each([
    [event('log', 0, { body: 'text', other: 'x' }), 'text'],
    [event('cache', 0, { hit: 'true', key: 'a b' }), 'hit=true  key=a b'],
    [event('bare', 0), ''],
  ])('%#', (given, summary) => {
    expect(eventSummary(given).replaceAll(/\s+/g, ' ')).toBe(summary.replaceAll(/\s+/g, ' '));
  });

  it('is cut, however long the event is', () => {
    expect(eventSummary(event('log', 0, { body: 'x'.repeat(100_000) }))).toHaveLength(401);
  });
});
