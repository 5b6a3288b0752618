import type { OtlpAttribute } from './otlpJson';

/** Puts an id of `bytes` bytes, hexadecimal or base64, at a place; an id that is neither leaves zeros. */
export function writeId(text: string | undefined, into: Uint8Array, at: number, bytes: number): void {
  if (text === undefined || text === '') return;
  if (text.length === bytes * 2) {
    for (let byte = 0; byte < bytes; byte++) {
      into[at + byte] = (hexDigit(text.charCodeAt(byte * 2)) << 4) | hexDigit(text.charCodeAt(byte * 2 + 1));
    }
    return;
  }
  let bits = 0;
  let held = 0;
  let written = 0;
  for (let index = 0; index < text.length && written < bytes; index++) {
    const digit = base64Digit(text.charCodeAt(index));
    if (digit < 0) break;
    bits = ((bits << 6) | digit) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    into[at + written++] = (bits >> held) & 0xff;
  }
}

/** An id as hexadecimal digits, lower case; empty when there is none. */
export function idText(text: string | undefined, bytes: number): string {
  if (text === undefined || text === '') return '';
  const id = new Uint8Array(bytes);
  writeId(text, id, 0, bytes);
  return Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A 64-bit time as whole seconds and the nanoseconds that remain; both stay exact as doubles. */
export function splitTime(time: string | number | undefined): [seconds: number, nanos: number] {
  if (time === undefined) return [0, 0];
  const digits = typeof time === 'string' ? time : Number.isSafeInteger(time) ? String(time) : BigInt(Math.trunc(time)).toString();
  if (digits.length <= 9) return [0, Number(digits) || 0];
  return [Number(digits.slice(0, -9)) || 0, Number(digits.slice(-9)) || 0];
}

export function bigTime(time: string | number | undefined): bigint {
  const [seconds, nanos] = splitTime(time);
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
}

export function count(value: number | string | undefined): number {
  return Number(value ?? 0) || 0;
}

const kinds: Readonly<Record<string, number>> = {
  SPAN_KIND_INTERNAL: 1,
  SPAN_KIND_SERVER: 2,
  SPAN_KIND_CLIENT: 3,
  SPAN_KIND_PRODUCER: 4,
  SPAN_KIND_CONSUMER: 5,
};

export function kindNumber(kind: string | number | undefined): number {
  if (typeof kind === 'number') return kind >= 0 && kind <= 5 ? kind : 0;
  return kind === undefined ? 0 : (kinds[kind] ?? 0);
}

export function statusNumber(code: string | number | undefined): number {
  if (code === 1 || code === 'STATUS_CODE_OK') return 1;
  return code === 2 || code === 'STATUS_CODE_ERROR' ? 2 : 0;
}

export function serviceNameOf(attributes: readonly OtlpAttribute[] | undefined): string {
  const found = attributes?.find((attribute) => attribute.key === 'service.name');
  return found?.value?.stringValue ?? '';
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : 0;
}

function base64Digit(code: number): number {
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 71;
  if (code >= 48 && code <= 57) return code + 4;
  if (code === 43 || code === 45) return 62;
  return code === 47 || code === 95 ? 63 : -1;
}
