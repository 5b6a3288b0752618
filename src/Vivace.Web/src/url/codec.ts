/** Reads and writes one query parameter. `format` answers `null` for the default, which is then left out of the URL. */
export interface Parameter<T> {
  readonly fallback: T;
  /** `undefined` means damaged: the fallback is taken and the person is told. */
  parse(text: string): T | undefined;
  format(value: T): string | null;
}

type Parameters = Record<string, Parameter<unknown>>;
export type StateOf<P> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

export interface ParsedRoute<T> {
  state: T;
  /** Names of parameters that were unknown or damaged and have been dropped. */
  dropped: string[];
}

/** The typed query string of one route. For every state, `parse(format(state)).state` equals it. */
export interface RouteCodec<T> {
  readonly names: readonly string[];
  readonly defaults: T;
  parse(search: string): ParsedRoute<T>;
  /** The query string with its question mark, or an empty string when everything is at its default. */
  format(state: T): string;
}

/** Parameters of other makers' links, given by the name they have here: `{ uiFind: 'find' }`. */
export type Aliases<P> = Record<string, keyof P & string>;

export function routeCodec<P extends Parameters>(parameters: P, aliases: Aliases<P> = {}): RouteCodec<StateOf<P>> {
  const names = Object.keys(parameters);
  const fallbacks = () => Object.fromEntries(names.map((name) => [name, parameters[name]!.fallback])) as StateOf<P>;
  return {
    names,
    defaults: fallbacks(),
    parse(search) {
      const state = fallbacks() as Record<string, unknown>;
      const dropped: string[] = [];
      const seen = new Set<string>();
      for (const [written, text] of new URLSearchParams(search)) {
        const name = Object.hasOwn(parameters, written) ? written : Object.hasOwn(aliases, written) ? aliases[written]! : null;
        const value = name === null || seen.has(name) ? undefined : parameters[name]!.parse(text);
        if (name === null || value === undefined) {
          if (!dropped.includes(written)) dropped.push(written);
          continue;
        }
        seen.add(name);
        state[name] = value;
      }
      return { state: state as StateOf<P>, dropped };
    },
    format(state) {
      const search = new URLSearchParams();
      for (const name of names) {
        const text = parameters[name]!.format((state as Record<string, unknown>)[name]);
        if (text !== null) search.append(name, text);
      }
      const query = search.toString();
      return query === '' ? '' : `?${query}`;
    },
  };
}
