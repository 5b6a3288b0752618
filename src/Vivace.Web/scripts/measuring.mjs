// What the measuring scripts share: the browser, and the CPU time of the page's main thread.
import { chromium } from 'playwright-core';

/** Starts the browser that is measured with. */
export const launch = (executablePath) =>
  chromium.launch({
    executablePath,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--no-first-run', '--enable-precise-memory-info', '--js-flags=--expose-gc',
    ],
  });

export const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
export const percentile = (list, share) => list.toSorted((a, b) => a - b)[Math.min(Math.ceil(list.length * share) - 1, list.length - 1)];

/**
 * The page's main-thread tasks between start and stop, as milliseconds of CPU: on a machine that does other things too,
 * the clock on the wall says little about the page.
 */
export async function recordTasks(browser, page, run) {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const threads = new Set(
    traceEvents
      .filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain')
      .map((event) => `${event.pid}/${event.tid}`),
  );
  const tasks = new Map();
  for (const event of traceEvents) {
    const thread = `${event.pid}/${event.tid}`;
    if (event.ph !== 'X' || event.tdur === undefined || !threads.has(thread) || !/RunTask/.test(event.name)) continue;
    tasks.set(thread, [...(tasks.get(thread) ?? []), event.tdur / 1_000]);
  }
  // Of several renderers the busiest is the page.
  const sum = (list) => list.reduce((total, one) => total + one, 0);
  return [...tasks.values()].toSorted((a, b) => sum(b) - sum(a))[0] ?? [];
}
