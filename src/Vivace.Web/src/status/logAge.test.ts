import { expect, it } from 'vitest';
import { logAge } from './logAge';

it('the age of the log is in whole seconds, and none without spans', () => {
  expect([logAge({ segments: 0, oldestSeconds: 7 }), logAge({ segments: 1, oldestSeconds: 0 })]).toEqual(['none', 'none']);
  expect([0.4, 1, 312.2].map((oldestSeconds) => logAge({ segments: 1, oldestSeconds }))).toEqual(['under 1 s', '1 s', '5m 12s']);
});
