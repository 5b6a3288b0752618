/** One entry of a list of suggestions. */
export interface Option {
  /** Unique within the list. */
  readonly id: string;
  readonly text: string;
  /** Type or scope, shown beside the text. */
  readonly detail?: string | undefined;
}

/** More entries than this are not shown; typing narrows them. */
export const mostShown = 100;

/** Entries that contain all typed words, in any case; those that begin with the text first, otherwise in their order. */
export function matchingOptions(options: readonly Option[], typed: string): Option[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return options.slice(0, mostShown);
  const words = text.split(/\s+/);
  const matching = options.filter((option) => words.every((word) => option.text.toLowerCase().includes(word)));
  const rank = (option: Option) => {
    const lower = option.text.toLowerCase();
    return lower === text ? 0 : lower.startsWith(text) ? 1 : 2;
  };
  return matching.sort((a, b) => rank(a) - rank(b)).slice(0, mostShown);
}
