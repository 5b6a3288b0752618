/** A request as one command for a POSIX shell. */
export function curlCommand(url: URL, headers: ReadonlyMap<string, string>): string {
  const lines = [`curl -G ${shellQuote(`${url.origin}${url.pathname}`)}`];
  for (const [name, value] of headers) lines.push(`-H ${shellQuote(`${name}: ${value}`)}`);
  for (const [name, value] of url.searchParams) lines.push(`--data-urlencode ${shellQuote(`${name}=${value}`)}`);
  return lines.join(' \\\n  ');
}

/** Text as one word of a POSIX shell; nothing in it has a meaning to the shell. */
export function shellQuote(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
