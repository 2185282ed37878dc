// The page's list of channels in a real Chromium, before a household's list, its guide and an engine.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium, complaints, freePort, JAR, playing, Program, shown, withMistakes } from './stage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const IDS = ['0', '1', '2'].map((digit) => digit.repeat(40));

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let folder;
let pictures;
let picturesAsked = 0;
let browser;
let engine;
let proxy;
let page;
let heard;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'acexy-channels-'));
  const time = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const programme = (from, to, title) => `<programme channel="one" start="${time(from)}" stop="${time(to)}"><title>${title}</title></programme>`;
  writeFileSync(join(folder, 'guide.xml'), `<tv>${programme(-1, 1, 'The match')}${programme(1, 2, 'The news')}</tv>`);
  pictures = createServer((request, response) => {
    picturesAsked++;
    response.end(request.url === '/two.png' ? PNG : '<!DOCTYPE html>Not here');
  });
  await new Promise((resolve) => pictures.listen(0, '127.0.0.1', resolve));
  const picture = (name) => `http://127.0.0.1:${pictures.address().port}/${name}`;
  writeFileSync(join(folder, 'list.m3u'), ['#EXTM3U',
    `#EXTINF:-1 tvg-id="one" tvg-chno="7" tvg-logo="${picture('one.png')}",Canal One`, `acestream://${IDS[0]}`,
    '#EXTINF:-1 tvg-id="one",Canal One', `acestream://${IDS[1]}`,
    `#EXTINF:-1 tvg-chno="9" tvg-logo="${picture('two.png')}",Dos`, `acestream://${IDS[2]}`, ''].join('\n'));
  const [enginePort, proxyPort] = [await freePort(), await freePort()];
  engine = new Program(['-cp', JAR, 'io.acexy.simulator.engine.EngineSimulatorMain', '--ports', String(enginePort), '--fast']);
  proxy = new Program(['-jar', JAR, `--listen-addr=127.0.0.1:${proxyPort}`, '--channels-memory=0s'], {
    ACEXY_HOST: '127.0.0.1', ACEXY_PORT: String(enginePort), ACEXY_DATA: folder,
    ACEXY_PLAYLIST: join(folder, 'list.m3u'), ACEXY_GUIDE: join(folder, 'guide.xml'), ACEXY_PLAYLIST_HOSTS: '127.0.0.1',
  });
  await proxy.line(/listening/);
  browser = await chromium();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  heard = complaints(page);
  await page.goto(`http://127.0.0.1:${proxyPort}/`);
});

after(async () => {
  await browser?.close();
  await proxy?.end();
  await engine?.end();
  pictures?.close();
  rmSync(folder, { recursive: true });
});

const card = (name) => page.locator(`#channels .channel:has-text("${name}")`);
const says = (pattern) => page.waitForFunction((source) => new RegExp(source, 's').test(document.getElementById('channels').textContent), pattern);

test('the channels are listed with number, name, state and what is on', async () => {
  await page.waitForFunction(() => document.querySelectorAll('#channels .channel').length === 2, null, { timeout: 60_000 });
  await says('The match, until .*The news');
  assert.match(await card('Canal One').textContent(), /^CO7Canal OneIdle.*2 contents/);
  assert.match(await card('Dos').textContent(), /^(DO)?9DosIdle.*1 content/);
  assert.equal(await page.textContent('#channels-words'), '2 channels, 0 running');
});

test('a channel has its picture, by way of the proxy, and initials of the same size where there is none', async () => {
  const frames = { 'Canal One': card('Canal One').locator('.initials'), Dos: card('Dos').locator('.initials') };
  await frames.Dos.locator('img').waitFor();
  assert.equal(await frames['Canal One'].textContent(), 'CO');
  assert.deepEqual(await frames.Dos.locator('img').evaluate(({ alt, naturalWidth }) => ({ alt, naturalWidth })), { alt: '', naturalWidth: 1 });
  for (const frame of Object.values(frames)) {
    const { width, height } = await frame.boundingBox();
    assert.deepEqual({ width, height }, { width: 32, height: 32 });
  }
  const hosts = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin));
  assert.deepEqual([...new Set(hosts.filter((origin) => origin !== 'null'))], [new URL(page.url()).origin]);
});

test('a picture is asked for when its channel comes into sight', async () => {
  const small = await (await browser.newContext({ viewport: { width: 1280, height: 600 } })).newPage();
  await small.addInitScript(() => addEventListener('DOMContentLoaded', () => { document.body.style.paddingTop = '4000px'; }));
  const asked = [];
  small.on('request', (request) => request.url().includes('/logo') && asked.push(request.url()));
  const answer = () => small.waitForResponse((response) => response.url().includes('api/v1/channels'));
  await Promise.all([answer(), small.goto(page.url())]);
  await small.waitForFunction(() => document.querySelectorAll('#channels .channel').length === 2);
  await answer();
  assert.deepEqual(asked, []);
  await small.locator('#channels .channel').last().scrollIntoViewIfNeeded();
  await small.waitForFunction(() => document.querySelector('#channels img'));
  assert.equal(picturesAsked, 2);
  await small.context().close();
});

test('a channel is played by its button, with the keyboard', async () => {
  await card('Canal One').getByRole('button', { name: 'Watch Canal One' }).focus();
  await page.keyboard.press('Enter');
  await playing(page);
  await shown(page, 2);
  assert.match(await page.inputValue('#url'), /\/channel\/one\.ts$/);
  assert.match(page.url(), /#channel=one$/);
  await says('Live, 1 player');
  await page.waitForFunction(() => document.querySelector('#channels-words').textContent === '2 channels, 1 running');
});

test('its contents are shown, and there is no way back from the first', async () => {
  await card('Canal One').locator('summary').focus();
  await page.keyboard.press('Enter');
  await says('id 000000000000…On.*id 111111111111…Backup');
  assert.equal(await page.isHidden('#channels button:has-text("Back to the first")'), true);
});

test('what a check has found is said beside the channel', async () => {
  const answer = await page.evaluate(async () => (await fetch('/api/v1/channels/dos/check?seconds=1')).json());
  assert.equal(answer.alive, true, JSON.stringify(answer));
  await page.waitForFunction(() => /DosIdlePlays|DosLive.*Plays/.test(document.getElementById('channels').textContent));
  assert.match(await card('Dos').locator('.state', { hasText: 'Plays' }).getAttribute('title'), /^Checked .*picture after [\d.]+ s/);
});

test('from a backup it goes back to the first by its button', async () => {
  const base = new URL('/api/v1/channels/one/contents', page.url());
  await page.click('#stop');
  await says('Canal OneIdle');
  assert.equal((await fetch(`${base}?content=${IDS[1]}&content=${IDS[0]}`, { method: 'POST' })).status, 204);
  await card('Canal One').getByRole('button', { name: 'Watch' }).click();
  await playing(page);
  assert.equal((await fetch(base, { method: 'DELETE' })).status, 204);
  await says('number 2 is on.*000000000000…Wanted.*111111111111…On');
  await card('Canal One').getByRole('button', { name: 'Back to the first' }).press('Enter');
  await says('000000000000…On.*111111111111…Backup');
  await page.waitForSelector('#channels button:has-text("Back to the first")', { state: 'hidden' });
});

for (const scheme of ['dark', 'light']) {
  for (const width of [360, 1280]) {
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

test('nobody has complained', () => assert.deepEqual(withMistakes(heard, proxy), []));
