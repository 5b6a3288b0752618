// Prints the compressed size of every built chunk and fails when a budget of the page is exceeded.
// The manifest says which files a page needs; everything else is loaded on demand.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Manifest } from './manifest.mjs';

const KIB = 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = new Manifest(fileURLToPath(dist));

const sizes = new Map();
function gzipSize(name) {
  if (!sizes.has(name)) sizes.set(name, gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length);
  return sizes.get(name);
}

const sum = (names) => names.reduce((total, name) => total + gzipSize(name), 0);
const isScript = (name) => name.endsWith('.js');

const frame = manifest.filesOf('index.html');
const search = manifest.filesOf('index.html', 'src/explore/ExplorePage.tsx');
const searchWithResults = manifest.filesOfPage('explore');
const searchWithEditor = [...new Set([...searchWithResults, ...manifest.filesOf('src/traceql/editor/CodeEditor.tsx')])];
const trace = manifest.filesOfPage('trace');

const files = readdirSync(new URL('assets/', dist))
  .map((name) => `assets/${name}`)
  .filter((name) => /\.(js|css)$/.test(name));
for (const file of files.sort((a, b) => gzipSize(b) - gzipSize(a))) {
  const use = frame.includes(file) ? 'frame ' : search.includes(file) ? 'search' : searchWithResults.includes(file) ? 'result' : 'lazy  ';
  console.log(`${(gzipSize(file) / KIB).toFixed(1).padStart(8)} KiB gz  ${use}  ${file}`);
}

const measures = [
  // The first search runs by itself: what it loads belongs to the first load.
  ['search page with results, scripts', sum(searchWithResults.filter(isScript)), 220],
  ['search page with results, all', sum(searchWithResults) + gzipSize('index.html'), 250],
  ['search page with the editor', sum(searchWithEditor) + gzipSize('index.html'), 400],
  ['trace page, scripts', sum(trace.filter(isScript)), 250],
];
for (const [name, size, limit] of measures) {
  const isWithin = size <= limit * KIB;
  console.log(`${name}: ${(size / KIB).toFixed(1)} of ${limit} KiB gz, ${isWithin ? 'ok' : 'TOO LARGE'}`);
  if (!isWithin) process.exitCode = 1;
}
