import { chromium } from 'playwright-core';
import { startTraceServer, traceIdOf } from './trace-server.mjs';
const spans = Number(process.argv[2] ?? 50000);
const server = await startTraceServer({ skeleton: true });
server.prepare(spans); server.prepare(10);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking','--disable-sync','--no-first-run'] });
const warm = await browser.newPage({viewport:{width:1440,height:900}}); await warm.goto(server.url + '/trace/' + traceIdOf(10)); await warm.waitForTimeout(1500); await warm.close();
const page = await browser.newPage({viewport:{width:1440,height:900}});
await browser.startTracing(page, { categories: ['toplevel','__metadata','devtools.timeline','blink.user_timing','v8'] });
await page.goto(server.url + '/trace/' + traceIdOf(spans));
await page.waitForSelector('[role=treegrid] [data-index]');
await page.waitForTimeout(1000);
const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
const threads = new Set(traceEvents.filter(e => e.name==='thread_name' && e.args.name==='CrRendererMain').map(e=>`${e.pid}/${e.tid}`));
const by = new Map();
for (const e of traceEvents) { const t=`${e.pid}/${e.tid}`; if (e.ph==='X' && threads.has(t)) (by.get(t) ?? by.set(t,[]).get(t)).push(e); }
const busiest=[...by.values()].sort((a,b)=>b.reduce((s,e)=>s+(e.tdur??0),0)-a.reduce((s,e)=>s+(e.tdur??0),0))[0];
const t0=Math.min(...busiest.map(e=>e.ts));
const tasks=busiest.filter(e=>/RunTask/.test(e.name)&&e.tdur>8000);
for (const k of tasks.sort((a,b)=>a.ts-b.ts)) {
  console.log(`\n@${((k.ts-t0)/1000).toFixed(0)}ms task cpu ${(k.tdur/1000).toFixed(1)} wall ${(k.dur/1000).toFixed(1)}`);
  const inside=busiest.filter(e=>e!==k&&e.ts>=k.ts&&e.ts+e.dur<=k.ts+k.dur&&!/RunTask/.test(e.name)&&(e.tdur??0)>1500).sort((a,b)=>a.ts-b.ts);
  for (const e of inside.slice(0,25)) console.log('   ', e.name, ((e.ts-k.ts)/1000).toFixed(1), 'cpu', (e.tdur/1000).toFixed(1), JSON.stringify(e.args.data?{f:e.args.data.functionName,u:(e.args.data.url??'').split('/').pop(),l:e.args.data.lineNumber,t:e.args.data.type}:e.args.beginData?{n:e.args.elementCount}:{}).slice(0,120));
}
await browser.close(); await server.close();
