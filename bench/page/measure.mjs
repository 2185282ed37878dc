// How fast the page is, and how well the picture goes on, in a real Chromium before the demo. Prints a verdict for each bar, and
// ends with 1 where one is missed. See bench/page.sh.
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHANNEL, chromium, complaints, demo, picture, playing } from '../../integration-tests/browser/stage.mjs';

const BARS = { paint: 300, click: 3_000, drift: 0.5, dropped: 0.01, still: 2_000 };
let missed = 0;

function verdict(name, value, bar, ok) {
  if (!ok) missed++;
  console.log(`${ok ? 'ok    ' : 'MISSED'} ${name}: ${value} (bar: ${bar})`);
}

/** In a profile of its own, or as one more tab of another's, with which it shares six connections. */
async function open(browser, base, beside) {
  const context = beside?.context() ?? (await browser.newContext({ viewport: { width: 1280, height: 900 } }));
  const page = await context.newPage();
  const heard = complaints(page);
  await page.goto(base);
  return { page, heard };
}

/** From the click on Watch to the first picture, by the page's own clock. */
async function click(page, content) {
  await page.fill('#content', content);
  const waited = page.evaluate(() => new Promise((resolve) => {
    const video = document.querySelector('video');
    document.getElementById('play').addEventListener('click', () => {
      const clicked = performance.now();
      video.requestVideoFrameCallback(() => resolve(performance.now() - clicked));
    }, { once: true });
  }));
  await page.click('#play');
  return waited;
}

/** The longest time that the video's clock stood still, in milliseconds. */
function longestStill(page, millis) {
  return page.evaluate((span) => new Promise((resolve) => {
    const video = document.querySelector('video');
    let time = video.currentTime;
    let moved = performance.now();
    let longest = 0;
    const begun = moved;
    const timer = setInterval(() => {
      const now = performance.now();
      if (video.currentTime !== time) moved = now;
      time = video.currentTime;
      longest = Math.max(longest, now - moved);
      if (now - begun > span) {
        clearInterval(timer);
        resolve(longest);
      }
    }, 25);
  }), millis);
}

const browser = await chromium();
const proxy = demo();
try {
  const base = (await proxy.line(/Open (http:\S+) in a browser/))[1];
  await (await open(browser, base)).page.close(); // the proxy's and the browser's own warming up
  const { page, heard } = await open(browser, base);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  verdict('first paint', `${Math.round(paint)} ms`, `${BARS.paint} ms`, paint <= BARS.paint);

  const cold = await click(page, CHANNEL);
  verdict('picture after the click, engine to be started', `${Math.round(cold)} ms`, `${BARS.click} ms`, cold <= BARS.click);
  await sleep(1_000);
  const before = await picture(page);
  const began = performance.now();
  await sleep(20_000);
  const after = await picture(page);
  const drift = after.time - before.time - (performance.now() - began) / 1_000;
  verdict('clock in 20 s', `${(20 + drift).toFixed(2)} s`, `20 s, ${BARS.drift} s more or less`, Math.abs(drift) <= BARS.drift);
  const dropped = (after.dropped - before.dropped) / (after.frames - before.frames);
  verdict('frames dropped', `${after.dropped - before.dropped} of ${after.frames - before.frames}`, '1 %', dropped <= BARS.dropped);

  for (const round of [1, 2, 3]) {
    const still = longestStill(page, 12_000);
    await page.click('[data-action=kill]');
    const longest = await still;
    verdict(`engine killed, ${round}: the clock stood still`, `${Math.round(longest)} ms`, `${BARS.still} ms`, longest <= BARS.still);
  }
  const started = await page.evaluate(() => document.getElementById('facts').textContent.match(/started anew (\d+)/)?.[1] ?? 0);
  verdict('players started anew by that', started, '0', Number(started) === 0);

  const tabs = [{ page, heard }, await open(browser, base, page), await open(browser, base, page)];
  const third = await click(tabs[1].page, CHANNEL);
  verdict('picture after the click, stream runs', `${Math.round(third)} ms`, `${BARS.click} ms`, third <= BARS.click);
  const last = await click(tabs[2].page, CHANNEL);
  verdict('the same in a third tab', `${Math.round(last)} ms`, `${BARS.click} ms`, last <= BARS.click);
  const times = await Promise.all(tabs.map((tab) => picture(tab.page)));
  await sleep(10_000);
  const later = await Promise.all(tabs.map((tab) => picture(tab.page)));
  const slowest = Math.min(...later.map((tab, at) => tab.time - times[at].time));
  verdict('slowest of three tabs in 10 s', `${slowest.toFixed(2)} s`, '9.5 s', slowest >= 9.5);
  const states = await Promise.all(tabs.map((tab) => tab.page.getAttribute('#connection', 'data-state')));
  verdict('the overview in three tabs', states.join(', '), 'none away, one live', !states.includes('away') && states.filter((state) => state === 'live').length === 1);
  const complained = tabs.flatMap((tab) => tab.heard);
  verdict('complaints of the browser', complained.length ? complained.join('; ') : 'none', 'none', complained.length === 0);
  console.log(`Chromium ${browser.version()}, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}`);
} finally {
  await browser.close();
  await proxy.end();
}
process.exit(missed ? 1 : 0);
