/**
 * Reads newline-delimited JSON as it arrives. Lines may be cut anywhere by the network, within a character too;
 * empty lines are skipped. Cancelling the request's signal ends it with the browser's AbortError.
 */
export async function* readLines<T>(response: Response): AsyncGenerator<T, void, undefined> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const line of lines) {
        if (line.trim() !== '') yield JSON.parse(line) as T;
      }
      if (done) return;
    }
  } finally {
    // Leaving the loop early tells the server to stop.
    await reader.cancel().catch(() => undefined);
  }
}
