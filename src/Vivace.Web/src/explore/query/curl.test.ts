import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlCommand, shellQuote } from './curl';

test('a request becomes one command with every parameter encoded by curl', () => {
  const url = new URL('http://host:3000/api/search?q=%7B%20name%20%3D%20%22it%27s%22%20%7D&limit=20');
  expect(curlCommand(url, new Map([['X-Scope-OrgID', 'shop']]))).toBe(
    `curl -G http://host:3000/api/search \\\n  -H 'X-Scope-OrgID: shop' \\\n  --data-urlencode 'q={ name = "it'\\''s" }' \\\n  --data-urlencode limit=20`);
});

test('a shell reads quoted text back as it was', () => {
  for (const text of ['plain', '', "it's", '$(touch x) `y` "z" \\ *', 'a\nb']) {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' })).toBe(text);
  }
});
