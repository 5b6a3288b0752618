// Measures how long the other views of a trace keep the page's main thread when they are opened, first and again, and prints the table of
// docs/performance.md.
//
//   npm run build && node scripts/measure-views.mjs [--runs 3] [--spans 50000] [--chromium /usr/bin/chromium]
import { parseArgs } from 'node:util';
import { launch, median, recordTasks } from './measuring.mjs';
import { startTraceServer, traceIdOf } from './trace-server.mjs';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, spans: { type: 'string', default: '50000' }, chromium: { type: 'string', default: '/usr/bin/chromium' } },
});
const spans = Number(options.spans);
const views = [
  { name: 'flame graph', key: '2', there: '[role=tree]' },
  { name: 'statistics', key: '3', there: 'table tbody tr' },
  { name: 'spans', key: '4', there: '[role=grid] [role=row][aria-rowindex="2"]' },
  { name: 'waterfall again', key: '1', there: '[role=treegrid] [data-index]' },
];

const server = await startTraceServer({});
server.prepare(spans);
const longest = new Map();
for (let run = 0; run < Number(options.runs); run++) {
  const browser = await launch(options.chromium);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.url}/trace/${traceIdOf(spans)}`);
  await page.locator('[role=treegrid] [data-index]').first().waitFor();
  await page.waitForTimeout(700);
  for (const visit of ['first', 'again']) {
    for (const { name, key, there } of views) {
      const tasks = await recordTasks(browser, page, async () => {
        await page.keyboard.press(key);
        await page.locator(there).first().waitFor();
        await page.waitForTimeout(400);
      });
      const at = `${name} ${visit}`;
      longest.set(at, [...(longest.get(at) ?? []), Math.max(0, ...tasks)]);
    }
  }
  await browser.close();
}
await server.close();
console.log(`| ${spans.toLocaleString('en')} spans: longest task, CPU | first | again |`);
console.log('| --- | --- | --- |');
for (const { name } of views) console.log(`| ${name} | ${median(longest.get(`${name} first`)).toFixed(0)} ms | ${median(longest.get(`${name} again`)).toFixed(0)} ms |`);
