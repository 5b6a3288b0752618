// Prints the compressed size of every built chunk and fails when a budget of the page is exceeded.
// The manifest says which files the first page needs; everything else is loaded on demand.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KIB = 1024;
const budgets = { entryScript: 220 * KIB, entryTotal: 250 * KIB };

const dist = new URL('../dist/', import.meta.url);
const gzipSize = (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** The files that a browser fetches for one entry of the manifest, its static imports included. */
function filesOf(key, found = new Set()) {
  const chunk = manifest[key];
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const imported of chunk.imports ?? []) filesOf(imported, found);
  return found;
}

const first = filesOf('index.html');
const files = readdirSync(new URL('assets/', dist)).map((name) => `assets/${name}`).filter((name) => /\.(js|css)$/.test(name));
for (const file of files.sort((a, b) => gzipSize(b) - gzipSize(a))) {
  console.log(`${(gzipSize(file) / KIB).toFixed(1).padStart(8)} KiB gz  ${first.has(file) ? 'entry' : 'lazy '}  ${file}`);
}

const sum = (names) => names.reduce((total, name) => total + gzipSize(name), 0);
const measured = {
  entryScript: sum([...first].filter((name) => name.endsWith('.js'))),
  entryTotal: sum([...first]) + gzipSize('index.html'),
};
for (const [name, limit] of Object.entries(budgets)) {
  const value = measured[name];
  const verdict = value <= limit ? 'ok' : 'TOO LARGE';
  console.log(`${name}: ${(value / KIB).toFixed(1)} of ${limit / KIB} KiB gz, ${verdict}`);
  if (value > limit) process.exitCode = 1;
}
