export interface UrlParts {
  /** Scheme with `://`. */
  readonly scheme: string;
  /** User, host and port as they were written. */
  readonly authority: string;
  readonly path: string;
  readonly parameters: readonly UrlParameter[];
  /** Without `#`; empty when there is none. */
  readonly fragment: string;
}

export interface UrlParameter {
  /** Decoded, or as it was written when it cannot be decoded. */
  readonly name: string;
  /** `null` when the parameter has no `=`. */
  readonly value: string | null;
}

/** Takes a URL apart by its text, so that nothing is normalised away; `null` for what is not `scheme://…`. */
export function splitUrl(url: string): UrlParts | null {
  const groups =
    /^(?<scheme>[a-z][a-z0-9+.-]*:\/\/)(?<authority>[^/?#]*)(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/is.exec(
      url,
    )?.groups;
  if (groups === undefined) return null;
  return {
    scheme: groups.scheme!,
    authority: groups.authority!,
    path: groups.path!,
    parameters: (groups.query ?? '')
      .split('&')
      .filter((part) => part !== '')
      .map(parameterOf),
    fragment: groups.fragment ?? '',
  };
}

function parameterOf(part: string): UrlParameter {
  const equals = part.indexOf('=');
  if (equals < 0) return { name: decode(part), value: null };
  return { name: decode(part.slice(0, equals)), value: decode(part.slice(equals + 1)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
