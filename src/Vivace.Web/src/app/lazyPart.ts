import { createElement, lazy, useState, type ComponentType, type FunctionComponent } from 'react';

/** A part of the page that could not be fetched: the network failed, or the server has a newer page by now. */
export class PartNotLoadedError extends Error {
  override readonly name = 'PartNotLoadedError';
}

/** A component whose code is fetched when it is first shown, or before. */
export interface LazyPart<Properties> extends FunctionComponent<Properties> {
  /** Fetches the code; resolved when that has ended. A failure is told when the part is shown. */
  preload(): Promise<void>;
}

/**
 * `React.lazy` for a named export, with an error that says what to do when the file cannot be fetched. A part that is there by
 * the time it is shown is shown at once: React would keep it back for up to 300 ms after any placeholder.
 */
export function lazyPart<Name extends string, Properties extends object>(
  load: () => Promise<Record<Name, ComponentType<Properties>>>,
  name: Name,
): LazyPart<Properties> {
  let loaded: ComponentType<Properties> | undefined;
  async function fetchPart() {
    try {
      loaded = (await load())[name];
      return { default: loaded };
    } catch (error) {
      throw new PartNotLoadedError('A part of this page could not be fetched. The server may have a newer version of the page by now.', {
        cause: error,
      });
    }
  }
  const Awaited: ComponentType<Properties> = lazy(fetchPart);

  function Part(properties: Properties) {
    // Kept, as another component in its place would start with a state of its own.
    const [Shown] = useState<ComponentType<Properties>>(() => loaded ?? Awaited);
    return createElement(Shown, properties);
  }
  return Object.assign(Part, { preload: () => fetchPart().then(() => undefined, () => undefined) });
}
