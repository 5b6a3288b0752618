import { expect, it } from 'vitest';
import { seekerWindow } from './seekerWindow';

const range = (startSeconds: number, endSeconds: number, mostSecondsPerQuery = 86_400) => ({ startSeconds, endSeconds, mostSecondsPerQuery });

it('stands around a range of the past', () => {
  expect(seekerWindow(range(10_000, 11_000), 50_000)).toMatchObject({ startSeconds: 9_000, endSeconds: 12_000 });
});

it('ends now when the range does', () => {
  expect(seekerWindow(range(10_000, 11_000), 11_000)).toMatchObject({ startSeconds: 8_000, endSeconds: 11_000 });
});

it('is no wider than a query may be, and absent when that is the range', () => {
  expect(seekerWindow(range(10_000, 12_000, 3_000), 50_000)).toMatchObject({ startSeconds: 9_500, endSeconds: 12_500 });
  expect(seekerWindow(range(10_000, 12_000, 2_000), 50_000)).toBeUndefined();
});
