import { useEffect, useState } from 'react';
import { useConnection } from '../api/connection';

/** How often a page that is looked at asks whether it is still the newest, in milliseconds. */
const CHECK_MILLISECONDS = 300_000;

/** The address of the entry script in a page, which changes with every build; `null` when there is none. */
export function entryScriptOf(html: Document): string | null {
  return html.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src') ?? null;
}

async function fetchEntryScript(): Promise<string | null> {
  const response = await fetch('/', { cache: 'no-cache', headers: { Accept: 'text/html' } });
  if (!response.ok) return null;
  return entryScriptOf(new DOMParser().parseFromString(await response.text(), 'text/html'));
}

/** Becomes true when the server has another build of this page: asked after an outage, and when one comes back to the tab. */
export function useNewVersion(): boolean {
  const [isNew, setIsNew] = useState(false);
  const available = useConnection((state) => state.state === 'ok');

  useEffect(() => {
    const mine = entryScriptOf(document);
    if (mine === null || isNew) return undefined;
    let checkedAt = Date.now();
    let stopped = false;
    const check = async () => {
      checkedAt = Date.now();
      const theirs = await fetchEntryScript().catch(() => null);
      if (!stopped && theirs !== null && theirs !== mine) setIsNew(true);
    };
    const onVisible = () => {
      if (document.visibilityState === 'visible' && Date.now() - checkedAt > CHECK_MILLISECONDS) void check();
    };
    let wasAvailable = true;
    const stopConnection = useConnection.subscribe(({ state }) => {
      if (state === 'ok' && !wasAvailable) void check();
      wasAvailable = state === 'ok';
    });
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      stopped = true;
      stopConnection();
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [isNew]);

  return isNew && available;
}
