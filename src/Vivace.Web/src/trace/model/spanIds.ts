const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The id of a row of 8-byte ids as 16 hexadecimal digits. */
export function formatSpanId(ids: Uint8Array, row: number): string {
  const at = row * 8;
  return (
    hexOfByte[ids[at]!]! +
    hexOfByte[ids[at + 1]!]! +
    hexOfByte[ids[at + 2]!]! +
    hexOfByte[ids[at + 3]!]! +
    hexOfByte[ids[at + 4]!]! +
    hexOfByte[ids[at + 5]!]! +
    hexOfByte[ids[at + 6]!]! +
    hexOfByte[ids[at + 7]!]!
  );
}

/** The high and the low half of a span id as unsigned numbers, or null when it is not 16 hexadecimal digits. */
export function parseSpanId(spanId: string): readonly [high: number, low: number] | null {
  if (!/^[0-9a-f]{16}$/i.test(spanId)) return null;
  return [Number.parseInt(spanId.slice(0, 8), 16), Number.parseInt(spanId.slice(8), 16)];
}

/** Four bytes, most significant first, as an unsigned number. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
