/** Flags of a span in words: W3C trace flags in the lower byte, above it whether the parent was remote. */
export function describeFlags(flags: number): string {
  const words: string[] = [];
  if ((flags & 0x01) !== 0) words.push('sampled');
  if ((flags & 0x02) !== 0) words.push('random trace id');
  if ((flags & 0x100) !== 0) words.push((flags & 0x200) !== 0 ? 'remote parent' : 'local parent');
  const unknown = flags & ~0x303;
  if (unknown !== 0 || words.length === 0) words.push(`0x${(flags >>> 0).toString(16)}`);
  return words.join(', ');
}
