// Measures the trace page against its budgets and prints the table of docs/performance.md.
//
//   npm run build && node scripts/measure-trace.mjs [--runs 3] [--check] [--only '50,000'] [--chromium /usr/bin/chromium]
//
// Traces are generated; the server answers from memory with gzip. `--check` ends with 1 when a budget is exceeded twofold.
import { parseArgs } from 'node:util';
import { launch, median, percentile, recordTasks } from './measuring.mjs';
import { startTraceServer, traceIdOf } from './trace-server.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    check: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const runs = Number(options.runs);
const scrolledFrames = 200;

/** Runs in the page before anything else: long tasks, and when the first rows were painted. */
function observe() {
  window.measured = { tasks: [], rowsAt: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.measured.tasks.push({ start: entry.startTime, duration: entry.duration });
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    if (document.querySelector('[role=treegrid] [data-index]') === null) return requestAnimationFrame(look);
    return requestAnimationFrame(() => (window.measured.rowsAt = performance.now()));
  };
  requestAnimationFrame(look);
}

/** Frames while the waterfall scrolls 240 px in each. */
async function scroll(steps) {
  const grid = document.querySelector('[role=treegrid]');
  const frames = [];
  await new Promise((resolve) => {
    let last = 0;
    let step = 0;
    const frame = (now) => {
      if (last !== 0) frames.push(now - last);
      last = now;
      if (step++ >= steps) return resolve();
      grid.scrollTop += 240;
      return requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return frames;
}

async function open(browser, url, spans) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(observe);
  let answeredAt = 0;
  page.on('response', (response) => {
    if (/skeleton|\/api\/v2\/traces\//.test(response.url())) answeredAt = Date.now();
  });
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  let opened;
  const tasks = await recordTasks(browser, page, async () => {
    await page.goto(`${url}/trace/${traceIdOf(spans)}`);
    await page.waitForFunction(() => window.measured.rowsAt > 0, null, { polling: 'raf', timeout: 60_000 });
    opened = await page.evaluate(() => ({
      rowsAt: performance.timeOrigin + window.measured.rowsAt,
      rows: document.querySelectorAll('[role=treegrid] [data-index]').length,
      nodes: document.querySelectorAll('*').length,
    }));
    await page.waitForTimeout(700);
  });
  const wall = await page.evaluate(() => window.measured.tasks);
  return { page, client, opened, waited: opened.rowsAt - answeredAt, openCpu: Math.max(0, ...tasks), openWall: longest(wall) };
}

const longest = (tasks, from = 0) => Math.max(0, ...tasks.filter((task) => task.start >= from).map((task) => task.duration));

/** What the worker's heap holds, arrays included; asked over its own debugger session. */
async function heapOfWorker(client) {
  const attached = new Promise((resolve) => client.once('Target.attachedToTarget', ({ sessionId }) => resolve(sessionId)));
  await client.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await Promise.race([attached, new Promise((resolve) => setTimeout(resolve, 10_000, null))]);
  if (sessionId === null) return Number.NaN;
  const answered = new Promise((resolve) => client.once('Target.receivedMessageFromTarget', ({ message }) => resolve(JSON.parse(message))));
  await client.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' }) });
  const { result } = await answered;
  return result === undefined ? Number.NaN : result.usedSize + (result.backingStorageSize ?? 0);
}

/** Types a word into the find box; answers after how many milliseconds the first match is on screen. */
async function findWord(word) {
  const box = document.querySelector('[aria-label="Find in this trace"]');
  const input = box.querySelector('input');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, word);
  const started = performance.now();
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  while (performance.now() < started + 20_000 && !/ of /.test(box.querySelector('[role=status]')?.textContent ?? '')) await frame();
  await frame();
  return performance.now() - started;
}

async function measure(url, spans) {
  const browser = await launch(options.chromium);
  try {
    // The second visit finds scripts compiled, as most visits do; budgets of the first load are measured elsewhere.
    await (await open(browser, url, 10)).page.close();
    const { page, client, opened, waited, openCpu, openWall } = await open(browser, url, spans);
    let frames = [];
    const scrollTasks = await recordTasks(browser, page, async () => {
      frames = await page.evaluate(scroll, scrolledFrames);
    });
    await page.waitForTimeout(500);

    const before = await page.evaluate(() => performance.now());
    await page.keyboard.press('/');
    let found = 0;
    const findTasks = await recordTasks(browser, page, async () => {
      found = await page.evaluate(findWord, 'order');
      await page.waitForTimeout(400);
    });
    const findWall = longest(await page.evaluate(() => window.measured.tasks), before);

    await page.keyboard.press('Escape');
    await page.fill('[aria-label="Find in this trace"] input', 'thread.id=3');
    const asked = Date.now();
    await page.waitForFunction(() => / of \d[\d,]*$/.test(document.querySelector('[aria-label="Find in this trace"] [role=status]')?.textContent ?? ''), null, { polling: 100, timeout: 120_000 });
    const withAttributes = Date.now() - asked;
    const workerHeap = await heapOfWorker(client);
    const { metrics } = await client.send('Performance.getMetrics');
    const arrays = await client.send('Runtime.getHeapUsage').catch(() => ({}));
    const heap = metrics.find((metric) => metric.name === 'JSHeapUsedSize').value + (arrays.backingStorageSize ?? 0);
    return {
      waited,
      openCpu,
      openWall,
      scrollCpu: scrollTasks.reduce((total, task) => total + task, 0) / scrolledFrames,
      scrollCpuWorst: Math.max(0, ...scrollTasks),
      rows: opened.rows,
      nodes: opened.nodes,
      scrollP95: percentile(frames, 0.95),
      scrollWorst: Math.max(...frames),
      found,
      findCpu: Math.max(0, ...findTasks),
      findWall,
      withAttributes,
      heap: heap / 2 ** 20,
      workerHeap: workerHeap / 2 ** 20,
    };
  } finally {
    await browser.close();
  }
}

const only = options.only === '' ? null : new RegExp(options.only);
const cases = [
  { name: '1,000 spans, skeleton', spans: 1_000, skeleton: true, waited: 400 },
  { name: '10,000 spans, skeleton', spans: 10_000, skeleton: true, waited: 600 },
  { name: '50,000 spans, skeleton', spans: 50_000, skeleton: true, waited: 600 },
  { name: '50,000 spans, OTLP JSON', spans: 50_000, skeleton: false, waited: 1_200 },
  { name: '1,000,000 spans, skeleton window', spans: 1_000_000, skeleton: true, waited: null },
].filter((one) => only === null || only.test(one.name));
const budgets = { openCpu: 100, rows: 70, nodes: 2_500, scrollP95: 20, scrollWorst: 50, found: 150, findCpu: 50, heap: 200 };

console.log('| trace | rows on screen after the response | longest task at open: CPU / wall | rows / DOM nodes | scroll: p95 / worst frame | scroll: CPU a frame / longest task | find: first match / longest task CPU / wall | find in attributes | heap: page / worker |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
let exceeded = false;
for (const one of cases) {
  const server = await startTraceServer({ skeleton: one.skeleton });
  try {
    server.prepare(one.spans);
    const results = [];
    for (let run = 0; run < runs; run++) results.push(await measure(server.url, one.spans));
    const of = (name) => median(results.map((result) => result[name]));
    const ms = (name) => `${of(name).toFixed(0)} ms`;
    console.log(
      `| ${one.name} | ${ms('waited')} | ${ms('openCpu')} / ${ms('openWall')} | ${of('rows')} / ${of('nodes')} | ${ms('scrollP95')} / ${ms('scrollWorst')} | ` +
        `${ms('scrollCpu')} / ${ms('scrollCpuWorst')} | ` +
        `${ms('found')} / ${ms('findCpu')} / ${ms('findWall')} | ${ms('withAttributes')} | ${of('heap').toFixed(0)} / ${of('workerHeap').toFixed(0)} MiB |`,
    );
    if (one.waited !== null) {
      for (const [name, budget] of Object.entries({ ...budgets, waited: one.waited })) {
        if (name !== 'heap' && of(name) > budget * 2) {
          exceeded = true;
          console.error(`${one.name}: ${name} is ${of(name).toFixed(1)}, more than twice its budget of ${budget}`);
        }
      }
    }
  } finally {
    await server.close();
  }
}
console.log(`\nBudgets: ${JSON.stringify(budgets)}; rows on screen ${cases.map((one) => `${one.name}: ${one.waited ?? 'none'}`).join('; ')} ms.`);
if (options.check && exceeded) process.exitCode = 1;
