// Opens and closes a trace 50 times on one page, as somebody who goes back and forth between the results and traces does, and prints
// what stays in the heap, for docs/performance.md. Ends with 1 when it has grown by more than the budget of 10 %.
//
//   npm run build && node scripts/measure-leak.mjs [--cycles 50] [--spans 10000] [--chromium /usr/bin/chromium]
import { parseArgs } from 'node:util';
import { launch } from './measuring.mjs';
import { startTraceServer, traceIdOf } from './trace-server.mjs';

const { values: options } = parseArgs({
  options: {
    cycles: { type: 'string', default: '50' },
    spans: { type: 'string', default: '10000' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const [cycles, spans] = [Number(options.cycles), Number(options.spans)];
const budget = 0.1;
/** What is kept on purpose, such as compiled code and caches with a bound, is there after some visits. */
const warmUp = 5;

const server = await startTraceServer({});
server.prepare(spans);
const browser = await launch(options.chromium);
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const client = await page.context().newCDPSession(page);
await client.send('HeapProfiler.enable');

/** Objects and their arrays in MiB, elements and listeners in the page, after all garbage is gone. */
async function look() {
  for (let i = 0; i < 3; i++) await client.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await client.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await client.send('Memory.getDOMCounters');
  return { heap: (usedSize + backingStorageSize) / 2 ** 20, nodes, listeners: jsEventListeners, workers: page.workers().length };
}

/** Without loading the page anew. */
const go = (path) =>
  page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

async function openAndClose() {
  await go(`/trace/${traceIdOf(spans)}`);
  // Locators, not handles: a handle keeps its element.
  await page.locator('[role=treegrid] [data-index]').first().waitFor();
  // Details, another view and the overview belong to an open trace.
  await page.locator('[role=treegrid] [data-index="3"]').click();
  await page.keyboard.press('3');
  await page.locator('table').first().waitFor();
  await page.waitForTimeout(150);
  await go('/settings');
  await page.getByRole('heading', { name: 'Settings' }).first().waitFor();
}

await page.goto(`${server.url}/settings`);
for (let i = 0; i < warmUp; i++) await openAndClose();
const before = await look();
for (let i = 0; i < cycles; i++) await openAndClose();
const after = await look();
const grown = after.heap / before.heap - 1;
console.log('| | heap with arrays | elements | listeners | workers |');
console.log('| --- | --- | --- | --- | --- |');
for (const [name, at] of [[`after ${warmUp} visits`, before], [`after ${cycles} more`, after]]) {
  console.log(`| ${name} | ${at.heap.toFixed(2)} MiB | ${at.nodes} | ${at.listeners} | ${at.workers} |`);
}
console.log(`\ngrown by ${(grown * 100).toFixed(1)} %; budget ${budget * 100} %`);
if (grown > budget || after.workers > 0) process.exitCode = 1;
await browser.close();
await server.close();
