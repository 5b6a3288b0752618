import type { TagList } from './tagApi';

/** What is said below a list of suggestions: that it could not be read, or that it was cut. */
export function valueNote(list: TagList<unknown> | undefined, error: Error | undefined): string | undefined {
  if (error !== undefined) return `Suggestions are missing: ${error.message} You can still type a value.`;
  if (list?.isCut === true) return `The first ${list.items.length} that the server gave; there are more. Type to narrow.`;
  return undefined;
}
