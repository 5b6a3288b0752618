import { act, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/ApiError';
import { expectAccessible } from '../testing/axe';
import { EmptyState } from './EmptyState';
import { ErrorState } from './ErrorState';
import { LoadingState } from './LoadingState';
import { NoResults } from './NoResults';
import { PartialBanner } from './PartialBanner';
import { Stale } from './Stale';
import { TraceNotFound } from './TraceNotFound';

function wait(milliseconds: number): void {
  act(() => void vi.advanceTimersByTime(milliseconds));
}

describe('waiting', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows nothing for 150 ms, then shapes and a way out, and progress after a second', () => {
    const cancel = vi.fn();
    render(<LoadingState label="Searching" fraction={0.25} detail="3 of 12 jobs" onCancel={cancel} />);
    expect(screen.getByRole('status', { name: 'Searching' }).children).toHaveLength(0);
    expect(screen.queryByRole('button')).toBeNull();
    wait(150);
    expect(screen.getByRole('status', { name: 'Searching' }).children).toHaveLength(6);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(cancel).toHaveBeenCalledOnce();
    expect(screen.queryByRole('progressbar')).toBeNull();
    wait(850);
    expect(screen.getByRole('progressbar', { name: 'Searching' })).toHaveProperty('value', 0.25);
    expect(screen.getByText(/3 of 12 jobs/)).toBeDefined();
  });

  it('dims old data only when the new takes longer than 150 ms', () => {
    const view = render(<Stale active>rows</Stale>);
    expect(view.container.querySelector('[data-dim]')).toBeNull();
    expect(view.container.firstElementChild?.getAttribute('aria-busy')).toBe('true');
    wait(150);
    expect(view.container.querySelector('[data-dim]')).not.toBeNull();
    view.rerender(<Stale active={false}>rows</Stale>);
    expect(view.container.querySelector('[data-dim]')).toBeNull();
    expect(view.container.firstElementChild?.hasAttribute('aria-busy')).toBe(false);
  });
});

describe('an error', () => {
  it('shows the sentence, the status, the request id, and copies all of it', async () => {
    const user = userEvent.setup();
    const retry = vi.fn();
    const view = render(
      <ErrorState error={new ApiError('The query took longer than 30 s.', 504, 'req-42', '/api/search')} title="The search did not finish." onRetry={retry} />,
    );
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('The search did not finish.');
    expect(alert.textContent).toContain('The query took longer than 30 s.');
    expect(alert.textContent).toContain('Status504');
    expect(alert.textContent).toContain('Request idreq-42');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
    await user.click(screen.getByRole('button', { name: 'Copy details' }));
    const copied = await navigator.clipboard.readText();
    expect(copied).toContain('path: /api/search\nstatus: 504\nrequest id: req-42');
    await expectAccessible(view.container);
  });

  it.each([
    [401, 'The server does not know who is asking', /tenant/],
    [403, 'You are not allowed to see this', /person who runs the server/],
    [413, 'This is larger than the server allows', /raise the limit/],
    [429, 'The server has reached a limit', /raise the limit/],
  ])('of status %d says which right or limit it is and who can change it', (status, title, help) => {
    render(<ErrorState error={new ApiError('no', status, null, '/api/search')} title="The search did not finish." />);
    expect(screen.getByRole('heading').textContent).toBe(title);
    expect(screen.getByText(help)).toBeDefined();
  });

  it('from the page itself is shown without a status', () => {
    render(<ErrorState error={new TypeError('x is undefined')} compact />);
    expect(screen.getByText('x is undefined')).toBeDefined();
    expect(screen.queryByText('Status')).toBeNull();
  });
});

describe('no results', () => {
  it('says what was searched and offers the nearest changes', async () => {
    const user = userEvent.setup();
    const widen = vi.fn();
    const view = render(
      <NoResults
        query="{ status = error }"
        range="the last hour"
        inspectedSpans={12_345n}
        hints={[{ label: 'Search the last 24 hours', reason: '7 traces match there', apply: widen }]}
      />,
    );
    expect(view.container.textContent).toContain('Searched { status = error } in the last hour, 12,345 spans inspected.');
    await user.click(screen.getByRole('button', { name: 'Search the last 24 hours' }));
    expect(widen).toHaveBeenCalledOnce();
    await expectAccessible(view.container);
  });

  it('of something else says so with what to do', async () => {
    const view = render(
      <EmptyState title="No events" actions={<button type="button">Clear the filter</button>}>
        The filter hides them all.
      </EmptyState>,
    );
    expect(screen.getByRole('heading', { name: 'No events' })).toBeDefined();
    await expectAccessible(view.container);
  });
});

describe('a partial answer', () => {
  it('names every reason as a sentence and the next step', async () => {
    const view = render(<PartialBanner reasons={['2 of 40 blocks could not be read', 'The search stopped at its limit of 20 traces.']} actions={<button type="button">Raise the limit</button>} />);
    expect(screen.getByRole('status').textContent).toContain('Partial: 2 of 40 blocks could not be read. The search stopped at its limit of 20 traces.');
    await expectAccessible(view.container);
  });

  it('without a reason is no banner', () => {
    const view = render(<PartialBanner reasons={[]} />);
    expect(view.container.childElementCount).toBe(0);
  });
});

describe('a trace that is not found', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is asked for again with growing waits, about a minute long', () => {
    const retry = vi.fn();
    render(<TraceNotFound traceId="4bf92f3577b34da6a3ce929d0e0e4736" onRetry={retry} retentionSeconds={1_209_600} />);
    expect(screen.getByText('4bf92f3577b34da6a3ce929d0e0e4736')).toBeDefined();
    expect(screen.getByText(/retention of this server, 14d/)).toBeDefined();
    expect(screen.getByText(/Asking again in 1 s/)).toBeDefined();
    const asked: number[] = [];
    for (let second = 1; second <= 120; second++) {
      const before = retry.mock.calls.length;
      wait(1_000);
      if (retry.mock.calls.length > before) asked.push(second);
    }
    expect(asked).toEqual([1, 3, 7, 15, 30, 60]);
    expect(screen.getByText(/Asked several times without an answer/)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledTimes(7);
  });
});
