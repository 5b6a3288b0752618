import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeTraceId, parseTraceId } from './traceId';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('a trace id', () => {
  it.each([
    ['32 digits', ID],
    ['capital letters', ID.toUpperCase()],
    ['quotes and spaces', `  "${ID}" `],
    ['a comma behind it', `'${ID}',`],
    ['UUID form', '4bf92f35-77b3-4da6-a3ce-929d0e0e4736'],
    ['base64', 'S/kvNXezTaajzpKdDg5HNg=='],
    ['base64 without padding', 'S/kvNXezTaajzpKdDg5HNg'],
    ['URL-safe base64', 'S_kvNXezTaajzpKdDg5HNg=='],
    ['a link', `https://traces.example.com/trace/${ID}?uiFind=x`],
  ])('is read from %s', (_, text) => {
    expect(parseTraceId(text)).toEqual({ traceId: ID, spanId: null });
  });

  it('is read from a traceparent, with its span', () => {
    expect(parseTraceId(`00-${ID}-${SPAN}-01`)).toEqual({ traceId: ID, spanId: SPAN });
    expect(parseTraceId(`traceparent`)).toBeNull();
    expect(parseTraceId(`ff-${ID}-${SPAN}-01`)).toBeNull();
  });

  it('of fewer digits gets its leading zeros back', () => {
    expect(parseTraceId('24f9c396583cccb')?.traceId).toBe('0000000000000000024f9c396583cccb');
    expect(parseTraceId('a3ce929d0e0e4736')?.traceId).toBe('0000000000000000a3ce929d0e0e4736');
    expect(parseTraceId('1')?.traceId).toBe(`${'0'.repeat(31)}1`);
  });

  it('of eight bytes is read from base64', () => {
    expect(parseTraceId('o86SnQ4ORzY=')?.traceId).toBe('0000000000000000a3ce929d0e0e4736');
  });

  it.each(['', '   ', '0', '0'.repeat(32), 'hello', `${ID}0`, 'checkout service', '{}', 'S/kvNXezTaajzpKdDg5HN==='])('is not found in %j', (text) => {
    expect(parseTraceId(text)).toBeNull();
  });

  it('comes back from every form', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 }).filter((value) => value.some((byte) => byte !== 0));
    fc.assert(
      fc.property(bytes, (value) => {
        const hex = Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
        const base64 = btoa(String.fromCharCode(...value));
        const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
        for (const text of [hex, hex.toUpperCase(), base64, uuid, `00-${hex}-${SPAN}-00`]) expect(parseTraceId(text)?.traceId).toBe(hex);
      }),
    );
  });
});

describe('a paste', () => {
  it.each([ID, 'a3ce929d0e0e4736', `00-${ID}-${SPAN}-01`, 'S/kvNXezTaajzpKdDg5HNg=='])('of %s is worth an offer', (text) => {
    expect(looksLikeTraceId(text)).toBe(true);
  });

  it.each(['cafe', '404', 'deadbeef', 'hello', '{ status = error }'])('of %j is not', (text) => {
    expect(looksLikeTraceId(text)).toBe(false);
  });
});
