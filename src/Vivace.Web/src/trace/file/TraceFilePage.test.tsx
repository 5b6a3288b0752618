import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeServer, json } from '../../testing/fakeServer';
import { renderPage } from '../../testing/renderPage';
import { seriousFindings } from '../testing/axe';
import { setElementSize } from '../testing/setSize';
import { OpenFileButton } from './OpenFileButton';
import { useOpenedFile } from './openedFile';
import { TraceFilePage } from './TraceFilePage';

// The test environment has no workers: what they do is done here.
vi.mock('./fileReader', async () => {
  const { openTraceFile } = await import('./openTraceFile');
  return { readFileInWorker: openTraceFile };
});
vi.mock('../worker/workerChannel', async () => {
  const { directChannel } = await import('../worker/directChannel');
  return { workerChannel: directChannel };
});

const span = (traceId: string, spanId: string, name: string) => ({
  traceId,
  spanId,
  name,
  startTimeUnixNano: '1000000',
  endTimeUnixNano: '3000000',
  attributes: [{ key: 'note', value: { stringValue: '<img src=x onerror=alert(1)>' } }],
});
const otlp = JSON.stringify({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeSpans: [
        {
          spans: [
            span('0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331', 'first trace'),
            span('0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203332', 'its second span'),
            span('1af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203333', 'other trace'),
          ],
        },
      ],
    },
  ],
});

/** The test environment's files have no `text()`. */
function file(text: string, name = 'spans.json'): File {
  const blob = new File([text], name, { type: 'application/json' });
  return Object.assign(blob, {
    text: () => Promise.resolve(text),
    slice: () => ({ arrayBuffer: () => Promise.resolve(new TextEncoder().encode(text.slice(0, 2)).buffer) }),
  });
}

beforeEach(() => {
  useOpenedFile.getState().close();
  setElementSize(1000, 600);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  fakeServer({ '/api/vivace/about': json({ product: 'Vivace', features: [] }) });
});

describe('a trace file', () => {
  it('is shown when it is dropped, and nothing is sent anywhere', async () => {
    const requests = fakeServer({
      '/api/vivace/about': json({ product: 'Vivace', features: ['spans', 'links', 'match'] }),
    });
    const { container } = renderPage(<TraceFilePage />, '/trace/file');
    fireEvent.drop(screen.getByText('Open a trace file').closest('[class=drop]')!, {
      dataTransfer: { files: [file(otlp)] },
    });
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('shopfirst trace'));
    expect(container.textContent).toContain('spans.json OTLP JSON, shown from this machine, not stored');
    expect(requests.filter((request) => request.path !== '/api/vivace/about')).toEqual([]);
  });

  it('with several traces lets one choose', async () => {
    renderPage(<TraceFilePage />, '/trace/file');
    await userEvent.setup().upload(screen.getByLabelText(/Choose a file/), file(otlp));
    const choice = await screen.findByRole('combobox', { name: 'Trace of the file' });
    await userEvent.setup().selectOptions(choice, 'shop: other trace (1 span)');
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('shopother trace'));
  });

  it('that is none says why', async () => {
    renderPage(<TraceFilePage />, '/trace/file');
    await userEvent.setup().upload(screen.getByLabelText(/Choose a file/), file('{"a":1}', 'other.json'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('other.json: The file is JSON, but neither OTLP');
  });

  it('can be closed again', async () => {
    renderPage(<TraceFilePage />, '/trace/file');
    await userEvent.setup().upload(screen.getByLabelText(/Choose a file/), file(otlp));
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Close the file' }));
    expect(screen.getByText('Open a trace file')).toBeTruthy();
  });

  it('is opened from anywhere by a button, which leads to it', async () => {
    renderPage(<OpenFileButton />, '/explore');
    await userEvent.setup().upload(screen.getByLabelText('Trace file'), file(otlp));
    await waitFor(() => expect(window.location.pathname).toBe('/trace/file'));
    expect(useOpenedFile.getState().file?.name).toBe('spans.json');
  });

  it('has a place to drop it without serious findings of axe', async () => {
    const { container } = renderPage(<TraceFilePage />, '/trace/file');
    expect(await seriousFindings(container)).toEqual([]);
  });
});
