import { completionStatus, currentCompletions } from '@codemirror/autocomplete';
import { forEachDiagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeServer, json } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import type { CompletionAnswer, QueryDiagnostic, Validation } from './server';
import { TraceQLEditor, type TraceQLEditorProps } from './TraceQLEditor';

beforeEach(() => {
  // jsdom lays nothing out; CodeMirror measures text all the same.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
});

const about = (features: string[]) => json({ product: 'Vivace', features });
const all = ['complete', 'validate'];
const valid: Validation = { valid: true, kind: 'search', diagnostics: [], canonical: '' };

function Page({ initial = '', onQuery, ...props }: Partial<TraceQLEditorProps> & { initial?: string; onQuery?: (query: string) => void }) {
  const [query, setQuery] = useState(initial);
  return (
    <>
      <TraceQLEditor
        label="Query"
        value={query}
        onChange={(value) => {
          setQuery(value);
          onQuery?.(value);
        }}
        {...props}
      />
      <button type="button" onClick={() => setQuery('{ .outside = 1 }')}>
        Outside
      </button>
      <output>{query}</output>
    </>
  );
}

/** The loaded editor with the cursor at the end. */
async function loadedEditor(): Promise<EditorView> {
  let view: EditorView | null = null;
  await waitFor(() => {
    view = EditorView.findFromDOM(document.querySelector<HTMLElement>('.cm-editor') ?? document.body);
    expect(view).not.toBeNull();
  });
  const found = view as unknown as EditorView;
  act(() => found.dispatch({ selection: { anchor: found.state.doc.length } }));
  return found;
}

/** Types as a person does, so that completion starts. */
function type(view: EditorView, text: string): void {
  const at = view.state.selection.main.head;
  act(() => view.dispatch({ changes: { from: at, insert: text }, selection: { anchor: at + text.length }, userEvent: 'input.type' }));
}

function press(view: EditorView, key: string, modifiers: Partial<KeyboardEventInit> = {}): void {
  act(() => void fireEvent.keyDown(view.contentDOM, { key, keyCode: key.length === 1 ? key.toUpperCase().charCodeAt(0) : 0, ...modifiers }));
}

/** What the browser asks before it changes the text; whether the editor did it in its place. */
function typeOver(view: EditorView, text: string, init: InputEventInit = {}): boolean {
  const event = new InputEvent('beforeinput', { inputType: 'insertText', data: text, bubbles: true, cancelable: true, ...init });
  act(() => void view.contentDOM.dispatchEvent(event));
  return event.defaultPrevented;
}

const shown = () => screen.getByRole('status').textContent;

describe('the editor', () => {
  it('is a plain field until it is loaded, and keeps what was typed there', async () => {
    fakeServer({ '/api/vivace/about': about([]) });
    renderPage(<Page initial="{ }" />);
    const field = document.querySelector('textarea');
    if (field !== null) fireEvent.change(field, { target: { value: '{ .typed }' } });
    const view = await loadedEditor();
    expect(view.state.sliceDoc()).toBe(field === null ? '{ }' : '{ .typed }');
    expect(screen.getByRole('textbox', { name: 'Query' })).toBe(view.contentDOM);
  });

  it('reports what is typed, and takes what comes from outside without reporting it', async () => {
    fakeServer({ '/api/vivace/about': about([]) });
    const onQuery = vi.fn<(query: string) => void>();
    renderPage(<Page onQuery={onQuery} />);
    const view = await loadedEditor();
    type(view, '{ .a }');
    expect(onQuery).toHaveBeenLastCalledWith('{ .a }');
    onQuery.mockClear();
    await userEvent.click(screen.getByRole('button', { name: 'Outside' }));
    expect(view.state.sliceDoc()).toBe('{ .outside = 1 }');
    expect(onQuery).not.toHaveBeenCalled();
  });

  it('runs by Ctrl+Enter, and breaks the line by Enter', async () => {
    fakeServer({ '/api/vivace/about': about([]) });
    const onRun = vi.fn<() => void>();
    renderPage(<Page initial="{" onRun={onRun} />);
    const view = await loadedEditor();
    press(view, 'Enter', { ctrlKey: true });
    expect(onRun).toHaveBeenCalledTimes(1);
    press(view, 'Enter');
    expect(onRun).toHaveBeenCalledTimes(1);
    expect(view.state.doc.lines).toBe(2);
  });

  it('keeps the compact form on one line', async () => {
    fakeServer({ '/api/vivace/about': about([]) });
    const onRun = vi.fn<() => void>();
    renderPage(<Page initial="{ }" variant="compact" onRun={onRun} />);
    const view = await loadedEditor();
    press(view, 'Enter');
    expect(onRun).toHaveBeenCalledTimes(1);
    type(view, '\n | count()\n > 2');
    expect(view.state.sliceDoc()).toBe('{ } | count() > 2');
    expect(view.state.selection.main.head).toBe(17);
    expect(view.contentDOM.getAttribute('aria-multiline')).toBe('false');
  });
});

describe('typing over a selection', () => {
  it.each([
    ['all of it begins another query', '{ .a }', 0, 6, '{', '{}'],
    ['a part is put into brackets', '{ .a }', 2, 4, '(', '{ (.a) }'],
    ['a part is replaced by other signs', '{ .a }', 2, 4, 'x', '{ x }'],
  ])('%s', async (_, query, anchor, head, text, expected) => {
    fakeServer({ '/api/vivace/about': about([]) });
    renderPage(<Page initial={query} />);
    const view = await loadedEditor();
    act(() => view.dispatch({ selection: { anchor, head } }));
    expect(typeOver(view, text)).toBe(true);
    expect(shown()).toBe(expected);
  });

  it('is left to the browser without a selection, and to input methods', async () => {
    fakeServer({ '/api/vivace/about': about([]) });
    renderPage(<Page initial="{ .a }" />);
    const view = await loadedEditor();
    expect(typeOver(view, 'x')).toBe(false);
    act(() => view.dispatch({ selection: { anchor: 2, head: 4 } }));
    expect(typeOver(view, '日', { isComposing: true })).toBe(false);
    expect(typeOver(view, '日', { inputType: 'insertCompositionText' })).toBe(false);
  });
});

describe('remarks of the server', () => {
  const mistake: QueryDiagnostic = {
    severity: 'error',
    message: 'found `statsu`, expected a field',
    start: 2,
    length: 6,
    line: 1,
    column: 3,
    expected: ['span.', 'status'],
    fixes: [{ title: 'status', start: 2, length: 6, text: 'status' }],
  };
  const answerTo = (query: string): Validation =>
    query.includes('statsu') ? { valid: false, diagnostics: [mistake] } : { ...valid, canonical: query };

  it('stand under the characters and below the editor, with a fix', async () => {
    fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': ({ query }) => json(answerTo(query.get('q') ?? '')) });
    renderPage(<Page initial="{ statsu = error }" />);
    const view = await loadedEditor();
    const fix = await screen.findByRole('button', { name: 'Use status' });
    expect(screen.getByRole('list', { name: 'Remarks on the query' }).textContent).toContain('Mistake: Found statsu, expected a field.');
    const underlined: string[] = [];
    forEachDiagnostic(view.state, (_diagnostic, from, to) => underlined.push(view.state.sliceDoc(from, to)));
    expect(underlined).toEqual(['statsu']);
    await userEvent.click(fix);
    expect(shown()).toBe('{ status = error }');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Use status' })).toBeNull());
  });

  it('are dropped when they come too late', async () => {
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    fakeServer({
      '/api/vivace/about': about(all),
      '/api/vivace/validate': async ({ query, signal }) => {
        const text = query.get('q') ?? '';
        if (text.includes('statsu')) await held;
        signal?.throwIfAborted();
        return json(answerTo(text));
      },
    });
    const { queryClient } = renderPage(<Page initial="{ statsu = error }" />);
    const view = await loadedEditor();
    await waitFor(() => expect(queryClient.isFetching({ queryKey: ['validate'] })).toBe(1));
    act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: '{ status = error }' } }));
    await waitFor(() => expect(queryClient.getQueryData(['validate', null, '{ status = error }', undefined, undefined])).toBeDefined());
    release?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(screen.queryByText(/Found/)).toBeNull();
  });

  it('do not keep a query from running', async () => {
    fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': json(answerTo('{ statsu')) });
    const onRun = vi.fn<() => void>();
    renderPage(<Page initial="{ statsu = error }" onRun={onRun} />);
    const view = await loadedEditor();
    await screen.findByText(/expected a field/);
    press(view, 'Enter', { metaKey: true, ctrlKey: true });
    press(view, 'Enter', { ctrlKey: true });
    expect(onRun).toHaveBeenCalled();
  });

  it('call a query that goes on at the cursor unfinished, not wrong', async () => {
    const end: QueryDiagnostic = { severity: 'error', message: 'found the end of the query, expected a field', start: 2, length: 0, line: 1, column: 3 };
    fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': json({ valid: false, diagnostics: [end] }) });
    renderPage(<Page initial="{ " focusOnMount />);
    await loadedEditor();
    expect((await screen.findByRole('listitem')).textContent).toMatch(/^Not finished: Found the end of the query/);
  });

  it('are shown as text, whatever they say', async () => {
    const hostile: QueryDiagnostic = { ...mistake, message: '<img src=x onerror=alert(1)> `<b>x</b>`', fixes: [] };
    fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': json({ valid: false, diagnostics: [hostile] }) });
    renderPage(<Page initial="{ statsu }" />);
    await loadedEditor();
    expect((await screen.findByRole('listitem')).textContent).toContain('<img src=x onerror=alert(1)> <b>x</b>');
    expect(document.querySelector('img, b')).toBeNull();
  });
});

describe('completion', () => {
  const names: CompletionAnswer = {
    items: [
      { label: 'http.method', insertText: 'http.method', kind: 'attribute', detail: 'span' },
      { label: 'http.route', insertText: 'http.route', kind: 'attribute', detail: 'span' },
    ],
    replace: { start: 7, end: 7 },
    incomplete: false,
  };
  const labels = (view: EditorView) => currentCompletions(view.state).map(({ label }) => label);

  it('comes from the server, then narrows without asking again', async () => {
    const requests = fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': json(valid), '/api/vivace/complete': json(names) });
    renderPage(<Page range={{ start: 30, end: 3_599 }} />);
    const view = await loadedEditor();
    type(view, '{ span.');
    await waitFor(() => expect(labels(view)).toEqual(['http.method', 'http.route']));
    const asked = () => requests.filter(({ path }) => path === '/api/vivace/complete');
    expect(asked().map(({ query }) => [query.get('q'), query.get('cursor'), query.get('start'), query.get('end')])).toEqual([['{ span.', '7', '0', '3600']]);
    type(view, 'http.r');
    await waitFor(() => expect(labels(view)).toEqual(['http.route']));
    expect(asked()).toHaveLength(1);
    // A list does not take a key in its first moments, so that nothing is chosen by accident.
    await new Promise((resolve) => setTimeout(resolve, 120));
    press(view, 'Enter');
    expect(shown()).toBe('{ span.http.route ');
  });

  it('leaves Enter to the text while it only offers what might follow', async () => {
    fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': json(valid), '/api/vivace/complete': json({ ...names, replace: { start: 2, end: 2 } }) });
    renderPage(<Page />);
    const view = await loadedEditor();
    type(view, '{ ');
    await waitFor(() => expect(completionStatus(view.state)).toBe('active'));
    await new Promise((resolve) => setTimeout(resolve, 120));
    press(view, 'Enter');
    expect(view.state.doc.lines).toBe(2);
  });

  it('falls back to the page and to tags when the server has none', async () => {
    const requests = fakeServer({
      '/api/vivace/about': about([]),
      '/api/v2/search/tags': json({ scopes: [{ name: 'span', tags: ['db.system', 'http.method'] }] }),
    });
    const { queryClient } = renderPage(<Page />);
    const view = await loadedEditor();
    await waitFor(() => expect(queryClient.getQueryData(['about'])).toBeDefined());
    type(view, '{ span.db');
    await waitFor(() => expect(labels(view)).toEqual(['db.system']));
    expect(requests.map(({ path }) => path)).not.toContain('/api/vivace/complete');
  });

  it('offers nothing, and goes on, when the server fails', async () => {
    fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': json(valid), '/api/vivace/complete': new Response('broken', { status: 500 }) });
    renderPage(<Page />);
    const view = await loadedEditor();
    type(view, '{ span.');
    await waitFor(() => expect(completionStatus(view.state)).toBeNull());
    type(view, 'x }');
    expect(shown()).toBe('{ span.x }');
  });
});

describe('formatting', () => {
  const canonical = (query: string) => ({ ...valid, canonical: query.replace(/\s/g, '') });

  it('puts blanks in order when the server reads both texts alike', async () => {
    fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': ({ query }) => json(canonical(query.get('q') ?? '')) });
    const { queryClient } = renderPage(<Page initial="{.a=1&&.b=2}|count()>2" />);
    const view = await loadedEditor();
    await waitFor(() => expect(queryClient.getQueryData(['about'])).toBeDefined());
    act(() => view.dispatch({ selection: { anchor: 5 } }));
    press(view, 'F', { shiftKey: true, altKey: true });
    await waitFor(() => expect(shown()).toBe('{ .a = 1 && .b = 2 } | count() > 2'));
    expect(view.state.selection.main.head).toBe(8);
  });

  it('leaves a query alone that the server cannot read', async () => {
    const requests = fakeServer({ '/api/vivace/about': about(all), '/api/vivace/validate': json({ valid: false, diagnostics: [] }) });
    const { queryClient } = renderPage(<Page initial="{.a=1}" />);
    const view = await loadedEditor();
    await waitFor(() => expect(queryClient.getQueryData(['about'])).toBeDefined());
    press(view, 'F', { shiftKey: true, altKey: true });
    await waitFor(() => expect(requests.filter(({ path }) => path === '/api/vivace/validate').length).toBeGreaterThanOrEqual(2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(shown()).toBe('{.a=1}');
  });
});
