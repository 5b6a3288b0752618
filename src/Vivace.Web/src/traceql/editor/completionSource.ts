import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  insertCompletionText,
  pickedCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { ApiError, isAbort } from '../../api/ApiError';
import { type CompletionAnswer, type CompletionItem, completeQuery, type QueryRange } from '../server';
import { CompletionCache } from './completionCache';
import { insertionOf } from './insertion';
import { completeLocally } from './localCompletion';

/** How long typing rests before the server is asked, in milliseconds. */
const DEBOUNCE_MILLISECONDS = 150;

/** Longer queries are not completed: each keystroke would send them. */
const QUERY_CHARACTERS = 20_000;

export interface CompletionSettings {
  /** The time range of names and values; they are asked for anew each minute. */
  range: () => QueryRange | undefined;
  /** Tells one tenant's answers from another's. */
  tenant: () => string;
  /** Whether the server completes queries; otherwise the page does, with names and values from Tempo's endpoints. */
  hasServer: () => boolean;
  debounceMilliseconds?: number;
}

/** Completions at the cursor, from the cache at once, else from the server; a stale answer is dropped. */
export function completionSource(settings: CompletionSettings): CompletionSource {
  const cache = new CompletionCache();
  let isServerless = false;

  const rangeOf = (): { range: QueryRange | undefined; key: string } => {
    const range = settings.range();
    const minutes = range === undefined || range.start < 0 ? undefined : { start: Math.floor(range.start / 60) * 60, end: Math.ceil(range.end / 60) * 60 };
    return { range: minutes, key: `${settings.tenant()} ${minutes?.start} ${minutes?.end}` };
  };

  const ask = async (query: string, cursor: number, range: QueryRange | undefined, signal: AbortSignal): Promise<CompletionAnswer> => {
    if (settings.hasServer() && !isServerless) {
      try {
        return await completeQuery(query, cursor, range, signal);
      } catch (error) {
        if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 405 && error.status !== 501)) throw error;
        isServerless = true;
      }
    }
    return completeLocally(query, cursor, range, signal);
  };

  const resultOf = (answer: CompletionAnswer, context: CompletionContext): CompletionResult | null => {
    const { start, end } = answer.replace;
    const typed = context.state.sliceDoc(start, context.pos);
    const isDone = !context.explicit && answer.items.some(({ insertText }) => insertText === typed);
    // A closing that is there already is not worth a list.
    const next = context.state.sliceDoc(end, end + 200).trimStart();
    const items = answer.items.filter(({ kind, insertText }) => kind !== 'punctuation' || !next.startsWith(insertText) || typed !== '');
    if (items.length === 0 || isDone) return null;
    const options = items.map(optionOf);
    return {
      from: start,
      to: Math.max(end, context.pos),
      filter: false,
      options: answer.incomplete ? [...options, moreOption] : options,
      update: (_result, _from, _to, updated) => {
        const narrowed = cache.find(updated.state.sliceDoc(), updated.pos, rangeOf().key);
        return narrowed === undefined ? null : resultOf(narrowed, updated);
      },
    };
  };

  return async (context) => {
    const query = context.state.sliceDoc();
    if (query.length > QUERY_CHARACTERS || (!context.explicit && /[})]$/.test(query.slice(0, context.pos)))) return null;

    const { range, key } = rangeOf();
    const known = cache.find(query, context.pos, key);
    if (known !== undefined) return resultOf(known, context);

    const controller = new AbortController();
    context.addEventListener('abort', () => controller.abort(), { onDocChange: true });
    if (!context.explicit) await rest(settings.debounceMilliseconds ?? DEBOUNCE_MILLISECONDS, controller.signal);
    if (context.aborted) return null;
    try {
      const answer = await ask(query, context.pos, range, controller.signal);
      cache.keep(query, context.pos, key, answer);
      return context.aborted ? null : resultOf(answer, context);
    } catch (error) {
      // Without an answer there is nothing to offer; typing goes on, and the page's connection notice says why.
      if (isAbort(error) || error instanceof ApiError) return null;
      throw error;
    }
  };
}

function optionOf(item: CompletionItem): Completion {
  return {
    label: item.label === '' ? item.insertText : item.label,
    detail: item.detail,
    type: item.kind,
    apply: (view, completion, from, to) => choose(view, completion, item, from, to),
  };
}

/** Says that a list was cut; choosing it does nothing. */
const moreOption: Completion = { label: '…', detail: 'more: type to narrow the list', type: 'punctuation', apply: () => undefined };

function choose(view: EditorView, completion: Completion, item: CompletionItem, from: number, to: number): void {
  const { state } = view;
  const { text, cursor, goesOn } = insertionOf(item, state.sliceDoc(0, from), state.sliceDoc(to));
  view.dispatch({
    ...insertCompletionText(state, text, from, to),
    selection: { anchor: from + cursor },
    annotations: pickedCompletion.of(completion),
  });
  if (goesOn) startCompletion(view);
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
