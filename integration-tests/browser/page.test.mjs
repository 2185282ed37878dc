// The page in a real Chromium, before the demo. What is held is what happens, not how fast:
// that is measured by bench/page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { CHANNEL, chromium, complaints, demo, picture, playing, shown, watch, withMistakes } from './stage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [360, 1280];
const OTHER = '89abcdef0123456789abcdef0123456789abcdef';

let browser;
let proxy;
let base;
let page;
let heard;

before(async () => {
  [browser, proxy] = [await chromium(), demo()];
  base = (await proxy.line(/Open (http:\S+) in a browser/))[1];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  heard = complaints(page);
  await page.goto(base);
});

after(async () => {
  await browser?.close();
  await proxy?.end();
});

test('the first line of the demo is the address of the page', () => {
  const told = proxy.lines.filter((line) => line.trim() && !/^\d{4}-\d\d-\d\dT/.test(line)); // what is not log
  assert.match(told[0], /Open http/);
});

test('a pasted channel is a picture that moves, and says what it is made of', async () => {
  await watch(page);
  await playing(page);
  await shown(page, 3);
  const { width, paused } = await picture(page);
  assert.ok(width > 0);
  assert.equal(paused, false);
  assert.match(await page.textContent('#facts'), /TS.*H\.264 \+ AAC/);
  assert.equal(await page.inputValue('#url'), `${base}ace/getstream?id=${CHANNEL}`);
  assert.equal(await page.getAttribute('#vlc', 'href'), `vlc://${base}ace/getstream?id=${CHANNEL}`);
});

test('without channels there is no list of them', async () => assert.equal(await page.isHidden('#channels-panel'), true));

test('the stream is in the overview, live', async () => {
  await page.waitForSelector('#connection[data-state=live]');
  await page.waitForFunction(() => document.querySelectorAll('#streams .card').length === 1);
  assert.match(await page.textContent('#streams'), /Running.*Engine/s);
  await page.waitForFunction(() => document.querySelectorAll('#engines tr').length >= 3);
  await page.waitForSelector('#chart-rate canvas');
});

test('who watches is shown, and who is added', async () => {
  await page.click('[data-action=viewers]');
  await page.waitForFunction(() => document.querySelector('#streams summary').textContent === '21 players');
  await page.click('#streams summary');
  await page.waitForFunction(() => document.querySelectorAll('#streams .person').length === 21);
  await page.click('#streams summary');
});

test('the engine in use is killed, and the picture goes on', async () => {
  const engine = () => page.textContent('#streams .figures dd');
  const killed = await engine();
  await page.click('[data-action=kill]');
  await shown(page, 6);
  await page.waitForFunction((old) => document.querySelector('#streams .figures dd').textContent !== old, killed);
  assert.match(await page.textContent('#streams .trouble'), /the stream went on/);
});

test('a slow engine is left, and the picture goes on', async () => {
  const slow = await page.textContent('#streams .figures dd');
  await page.click('[data-action=slow]');
  await page.waitForFunction((old) => document.querySelector('#streams .figures dd').textContent !== old, slow, { timeout: 60_000 });
  await shown(page, 2);
});

test('a stream is moved by its button', async () => {
  const old = await page.textContent('#streams .figures dd');
  await page.click('#streams button:has-text("Move")');
  await page.waitForFunction((was) => document.querySelector('#streams .figures dd').textContent !== was, old, { timeout: 60_000 });
});

test('a VPN that is down is told, and why no engine is started', async () => {
  await page.click('[data-action=vpn]');
  await page.waitForFunction(() => /Down/.test(document.getElementById('orchestrator').textContent), null, { timeout: 60_000 });
  await page.waitForFunction(() => /Not started/.test(document.getElementById('orchestrator').textContent), null, { timeout: 60_000 });
  await page.click('[data-action=vpn]');
});

test('who is refused when the pool is full is counted, with the reason', async () => {
  await page.click('[data-action=fill]');
  await page.waitForFunction(() => document.querySelectorAll('#refusals li').length > 0, null, { timeout: 90_000 });
  assert.match(await page.textContent('#refusals'), /\d×/);
  await page.click('[data-action=mend]');
});

for (const scheme of ['dark', 'light']) {
  for (const width of WIDTHS) {
    test(`axe finds nothing at ${width} px, ${scheme}`, async () => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px wide`);
    });
  }
}

test('the chosen colours outweigh the system’s', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.selectOption('#theme', 'dark');
  assert.notEqual(await ground(), light);
  await page.selectOption('#theme', 'auto');
  assert.equal(await ground(), light);
});

test('the keyboard alone is enough', async () => {
  await page.goto('about:blank');
  await page.goto(base);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(`acestream://${OTHER}`);
  await page.keyboard.press('Enter');
  await playing(page);
  const card = `#streams [data-key="${OTHER}"]`; // that of the stream before it may still be there
  await page.waitForSelector(card);
  await page.waitForFunction((other) => location.hash.includes(other), OTHER);
  await tabTo(`${card} .card-head button:has-text("Diagnose")`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#diagnosis[open]');
  await page.waitForFunction(() => /h264 \d+ × \d+/.test(document.getElementById('diagnosis-body').textContent), null, { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await page.waitForSelector('#diagnosis', { state: 'hidden' });
  await tabTo(`${card} .card-head button:has-text("Stop")`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#ask[open]');
  await page.keyboard.press('Escape');
  assert.equal((await picture(page)).phase, 'playing');
});

/** As whoever has no mouse gets there; fails when the focus is not seen, or does not come by. */
async function tabTo(selector) {
  const target = page.locator(selector).first(); // a stream that ends meanwhile takes its buttons with it
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((node) => node === document.activeElement)) {
      const outline = await target.evaluate((node) => getComputedStyle(node).outlineStyle);
      assert.notEqual(outline, 'none', 'the focus is seen');
      return;
    }
  }
  assert.fail(`${selector} is not reached`);
}

test('what is no content is answered in words, and nothing is asked', async () => {
  await watch(page, 'hello');
  await page.waitForFunction(() => /40 hexadecimal digits/.test(document.getElementById('notice').textContent));
});

test('nobody has complained', () => assert.deepEqual(withMistakes(heard, proxy), []));

/** The stream that is watched, which has no button for it. */
const WATCHED = '#streams .card:has(button[hidden])';

function players(number) {
  return page.waitForFunction(
    ([card, words]) => document.querySelector(`${card} summary`)?.textContent === words,
    [WATCHED, `${number} players`],
  );
}

test('a player is sent away by his button, after a question', async () => {
  await page.click('[data-action=viewers]');
  await players(21);
  await page.click(`${WATCHED} summary`);
  await page.click(`${WATCHED} .person:has-text("VLC") button`);
  await page.click('#ask-yes');
  await players(20);
});

test('a stream is stopped by its button, after a question, and the page starts it anew', async () => {
  await page.click(`${WATCHED} button:has-text("Stop")`);
  await page.click('#ask-yes');
  await page.waitForFunction(() => /started anew/.test(document.getElementById('facts').textContent), null, { timeout: 60_000 });
  await playing(page);
  await shown(page, 1);
});

test('a channel is watched as HLS by choice, and as transport stream again', async () => {
  const before = heard.length;
  await page.selectOption('#form', 'hls');
  await page.waitForFunction(() => /^HLS/.test(document.getElementById('facts').textContent));
  await playing(page);
  await shown(page, 3);
  assert.match(await page.textContent('#facts'), /HLS.*H\.264 \+ AAC/);
  assert.equal(await page.inputValue('#url'), `${base}ace/manifest.m3u8?id=${OTHER}`);
  await page.selectOption('#form', 'ts');
  await page.waitForFunction(() => /^TS/.test(document.getElementById('facts').textContent));
  await playing(page);
  await shown(page, 1);
  assert.deepEqual(heard.slice(before), []);
});

test('where a key is wanted the page asks for it, and sends it as a header from then on', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const locked = await context.newPage();
  const asked = [];
  await locked.route('**/api/v1/**', async (route) => {
    const request = route.request();
    asked.push(request.url());
    if (request.headers()['x-api-key'] === KEY) await route.continue();
    else await route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify(UNAUTHORIZED) });
  });
  await locked.goto(base);
  await locked.waitForSelector('#connection[data-state=locked]');
  await giveKey(locked, 'wrong');
  await locked.waitForSelector('#connection[data-state=locked]');
  await giveKey(locked, KEY);
  await locked.waitForSelector('#connection[data-state=live]');
  await locked.reload();
  await locked.waitForSelector('#connection[data-state=live]');
  assert.ok(asked.every((url) => !url.includes(KEY)), 'no address has it');
  await locked.click('#key');
  await locked.click('#key-forget');
  await locked.waitForSelector('#connection[data-state=locked]');
  await context.close();
});

const KEY = 'k-3f9a2b1';
const UNAUTHORIZED = { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'a key is needed', error: 'unauthorized', advice: '' };

async function giveKey(locked, value) {
  await locked.click('#key');
  await locked.waitForSelector('#key-dialog[open]');
  await locked.fill('#key-value', value);
  await locked.keyboard.press('Enter');
  await locked.waitForSelector('#key-dialog', { state: 'hidden' });
}
