// The page in a real Chromium, before an engine whose sound no browser decodes, and before a proxy that comes and goes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium, complaints, freePort, JAR, playing, Program, shown, watch } from './stage.mjs';

let browser;

before(async () => { browser = await chromium(); });

after(() => browser?.close());

test('a proxy of its own', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'acexy-page-'));
  const clip = join(folder, 'ac3.ts');
  const made = spawnSync('ffmpeg', ['-hide_banner', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=16',
    '-f', 'lavfi', '-i', 'sine=440:r=48000:duration=16', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '50', '-bf', '0',
    '-pix_fmt', 'yuv420p', '-c:a', 'ac3', '-f', 'mpegts', '-pat_period', '0.2', clip]);
  assert.equal(made.status, 0, String(made.stderr));
  const [enginePort, proxyPort] = [await freePort(), await freePort()];
  const engine = new Program(['-cp', JAR, 'io.acexy.simulator.engine.EngineSimulatorMain', '--ports', String(enginePort), '--fast', '--file', clip]);
  const start = () => new Program(['-jar', JAR, `--listen-addr=127.0.0.1:${proxyPort}`, '--profiles=aac'], { ACEXY_HOST: '127.0.0.1', ACEXY_PORT: String(enginePort) });
  let own = start();
  try {
    await own.line(/listening/);
    const context = await browser.newContext({ viewport: { width: 800, height: 900 } });
    const other = await context.newPage();
    const complained = complaints(other);
    await other.goto(`http://127.0.0.1:${proxyPort}/`);
    await t.test('sound that is not decoded is named, and the picture plays without it', () => playsMute(other, complained));
    await t.test('the same with AAC sound is one click away, and is heard', () => playsWithSound(other, complained));
    await t.test('a hidden tab keeps no connection for the overview', () => hides(other));
    await t.test('a restart of the proxy leaves no row of before', () => comesBack(other, own, start, (next) => (own = next)));
  } finally {
    await own.end();
    await engine.end();
    rmSync(folder, { recursive: true });
  }
});

async function playsMute(other, complained) {
  await watch(other);
  await other.waitForSelector('#stop:not([hidden])');
  await other.waitForFunction(() => /The sound is AC-3/.test(document.getElementById('notice').textContent));
  assert.ok(await other.isVisible('#notice-action'));
  await playing(other);
  await shown(other, 2);
  assert.deepEqual(complained, []);
}

async function playsWithSound(other, complained) {
  const asked = other.waitForRequest((request) => request.url().includes('profile=aac'));
  await other.click('#notice-action');
  await asked;
  await playing(other, 60_000);
  await shown(other, 2);
  await other.waitForFunction(() => document.querySelector('video').webkitAudioDecodedByteCount > 0);
  assert.match(await other.textContent('#facts'), /H\.264 \+ AAC/);
  assert.equal(await other.isHidden('#notice'), true);
  assert.match(await other.inputValue('#url'), /&profile=aac$/);
  assert.deepEqual(complained, []);
}

async function hides(other) {
  await other.waitForSelector('#connection[data-state=live]');
  const ended = other.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/v1/events'));
  await other.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => window.seen ?? 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await ended;
  const begun = other.waitForRequest((request) => request.url().endsWith('/api/v1/events'));
  await other.evaluate(() => {
    window.seen = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await begun;
}

async function comesBack(other, own, start, replaced) {
  await other.click('#stop');
  await other.waitForFunction(() => document.querySelectorAll('#streams .card').length === 1);
  await own.end('SIGKILL');
  await other.waitForSelector('#connection[data-state=away]');
  const next = start();
  replaced(next);
  await other.waitForSelector('#connection[data-state=live]', { timeout: 60_000 });
  await other.waitForFunction(() => document.querySelectorAll('#streams .card').length === 0);
  assert.equal(await other.isHidden('#away'), true);
}
