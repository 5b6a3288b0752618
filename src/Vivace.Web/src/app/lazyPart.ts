import { lazy, type ComponentType } from 'react';

/** A part of the page that could not be fetched: the network failed, or the server has a newer page by now. */
export class PartNotLoadedError extends Error {
  override readonly name = 'PartNotLoadedError';
}

/** `React.lazy` for a named export, with an error that says what to do when the file cannot be fetched. */
export function lazyPart<Name extends string, Properties>(
  load: () => Promise<Record<Name, ComponentType<Properties>>>,
  name: Name,
) {
  return lazy(async () => {
    try {
      return { default: (await load())[name] };
    } catch (error) {
      throw new PartNotLoadedError('A part of this page could not be fetched. The server may have a newer version of the page by now.', {
        cause: error,
      });
    }
  });
}
