// Measures the search page while results stream in, and prints the table of docs/performance.md: 1,000 traces in 100 updates, ten
// a second, each with ten new traces and five that came before and have changed since. A server of the script's own sends them.
//
//   npm run build && node scripts/measure-search.mjs [--runs 3] [--chromium /usr/bin/chromium]
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { launch, median, recordTasks } from './measuring.mjs';
import { aboutWith, sendPageFile } from './page-files.mjs';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, chromium: { type: 'string', default: '/usr/bin/chromium' } },
});
const [updates, newRows, changedRows, updatesPerSecond] = [100, 10, 5, 10];
const now = Date.now() - 60_000;
const services = ['frontend', 'checkout', 'payment', 'inventory', 'shipping', 'currency', 'cart', 'email'];

/** One trace as the server lists it; its place in the order of time has nothing to do with when it comes. */
function traceOf(number, spans) {
  const shuffled = (number * 7_919) % (updates * newRows);
  const start = BigInt(now - shuffled * 3_000) * 1_000_000n;
  const duration = 1_000_000 * (5 + ((number * 37) % 900));
  const stats = Object.fromEntries(services.slice(0, 2 + (number % 6)).map((name, i) => [name, { spanCount: spans + i, errorCount: (number + i) % 9 === 0 ? 1 : 0 }]));
  return {
    traceID: `5ea4c4${number.toString(16).padStart(26, '0')}`,
    rootServiceName: services[number % services.length],
    rootTraceName: `GET /products/{id}/part-${number % 40}`,
    startTimeUnixNano: String(start),
    durationMs: Math.floor(duration / 1e6),
    durationNanos: String(duration),
    spanCount: Object.values(stats).reduce((sum, one) => sum + one.spanCount, 0),
    errorCount: Object.values(stats).reduce((sum, one) => sum + one.errorCount, 0),
    serviceStats: stats,
    spanSets: [
      {
        matched: spans,
        spans: [0, 1, 2].map((i) => ({
          spanID: (number * 8 + i).toString(16).padStart(16, '0'),
          startTimeUnixNano: String(start + BigInt(i)),
          durationNanos: String(duration - i),
          attributes: [
            { key: 'name', value: { stringValue: `operation ${i}` } },
            { key: 'service.name', value: { stringValue: services[(number + i) % services.length] } },
            { key: 'http.route', value: { stringValue: '/products/{id}' } },
          ],
        })),
      },
    ],
  };
}

async function stream(response) {
  const send = (line) => response.write(`${JSON.stringify(line)}\n`);
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  send({ type: 'meta', sort: 'start', order: 'desc', limit: updates * newRows, spss: 3 });
  const began = performance.now();
  for (let update = 0; update < updates && !response.destroyed; update++) {
    const traces = Array.from({ length: newRows }, (_, i) => traceOf(update * newRows + i, 3));
    for (let i = 0; i < (update === 0 ? 0 : changedRows); i++) traces.push(traceOf((update * 131 + i * 17) % (update * newRows), 4));
    send({ type: 'traces', traces });
    send({ type: 'progress', completedJobs: update, totalJobs: updates, inspectedTraces: update, inspectedSpans: String(update * 9_000), inspectedBytes: String(update * 400_000), elapsedMs: 0 });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + ((update + 1) * 1_000) / updatesPerSecond - performance.now())));
  }
  send({ type: 'done', matched: updates * newRows, metrics: { completedJobs: updates, totalJobs: updates }, partial: false });
  response.end();
}

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const json = (value) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  if (url.pathname === '/api/vivace/about') return json(aboutWith(['search', 'validate', 'complete']));
  if (url.pathname === '/api/vivace/search') return void stream(response);
  if (url.pathname === '/api/vivace/validate') return json({ valid: true, diagnostics: [] });
  if (url.pathname === '/api/metrics/query_range') return json({ series: [] });
  if (url.pathname === '/api/v2/search/tags') return json({ scopes: [] });
  if (url.pathname.startsWith('/api/')) return json({});
  return sendPageFile(response, url.pathname);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/explore?mode=traceql&limit=1000&q=${encodeURIComponent('{ span.http.route != nil }')}`;

/** Runs in the page: scrolls down and up all the time, as somebody who reads does. */
function readOn() {
  const grid = document.querySelector('[role=treegrid]');
  let scroller = grid;
  while (scroller !== null && !(/auto|scroll/.test(getComputedStyle(scroller).overflowY) && scroller.scrollHeight > scroller.clientHeight)) scroller = scroller.parentElement;
  let by = 60;
  setInterval(() => {
    const before = scroller.scrollTop;
    scroller.scrollTop += by;
    if (scroller.scrollTop === before) by = -by;
  }, 50);
}

async function measure(scrolls) {
  const browser = await launch(options.chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    let nodes = 0;
    // The first visit compiles the scripts; the second is measured.
    await page.goto(address);
    await page.waitForSelector('[role=treegrid] [data-row]');
    await page.goto('about:blank');
    await page.goto(address);
    await page.waitForSelector('[role=treegrid] [data-row]');
    if (scrolls) await page.evaluate(readOn);
    const tasks = await recordTasks(browser, page, async () => {
      await page.waitForFunction(() => document.querySelector('[role=treegrid]').getAttribute('aria-rowcount') === '1001', null, { polling: 250, timeout: 60_000 });
      nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    });
    const rows = await page.evaluate(() => document.querySelectorAll('[role=treegrid] [data-row]').length);
    return { longest: Math.max(...tasks), over: tasks.filter((task) => task > 20).length, total: tasks.reduce((sum, task) => sum + task, 0), rows, nodes };
  } finally {
    await browser.close();
  }
}

console.log('| while 1,000 rows come, 10 updates a second | longest task, CPU | tasks over 20 ms | CPU a second | rows / elements in the page |');
console.log('| --- | --- | --- | --- | --- |');
for (const [name, scrolls] of [['looked at', false], ['scrolled', true]]) {
  const results = [];
  for (let run = 0; run < Number(options.runs); run++) results.push(await measure(scrolls));
  const of = (key) => median(results.map((result) => result[key]));
  console.log(`| ${name} | ${of('longest').toFixed(0)} ms | ${of('over')} | ${(of('total') / (updates / updatesPerSecond)).toFixed(0)} ms | ${of('rows')} / ${of('nodes')} |`);
}
server.closeAllConnections();
server.close();
