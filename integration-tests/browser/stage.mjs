// What the tests of the page stand on: the jar as a process, a real Chromium, and an ear for all that goes wrong in it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

export const CHANNEL = '0123456789abcdef0123456789abcdef01234567';
export const JAR = process.env.ACEXY_JAR ?? fileURLToPath(new URL('../../proxy-server/target/acexy.jar', import.meta.url));
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Ends with a word to whoever has not got what is needed. */
export function need(what, there) {
  if (there) return;
  console.error(`The page is not tested in a browser: ${what}. ./check.sh installs what is needed.`);
  process.exit(1);
}

export async function chromium() {
  const path = BROWSERS.find((file) => existsSync(file));
  need('Chromium is missing', path);
  need('acexy.jar is missing', existsSync(JAR));
  const playwright = await import('playwright-core').catch(() => null);
  need('playwright-core is missing', playwright);
  return playwright.chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
  });
}

/** A program that does not end when it is told to is ended: what it does then is not the page's affair. */
const END_PATIENCE = 10_000;

/** A Java program of the jar, and the lines of both its outputs. */
export class Program {
  constructor(args, env = {}) {
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ACEXY_') && !name.includes('JAVA_')));
    this.process = spawn('java', ['-XX:TieredStopAtLevel=1', ...args], { env: { ...environment, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.lines = [];
    this.waiting = [];
    for (const input of [this.process.stdout, this.process.stderr]) {
      createInterface({ input }).on('line', (line) => {
        this.lines.push(line);
        this.waiting = this.waiting.filter((wait) => !wait(line));
      });
    }
  }

  /** The first line that fits, as the match. */
  line(pattern) {
    const known = this.lines.map((line) => line.match(pattern)).find(Boolean);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      this.waiting.push((line) => {
        const found = line.match(pattern);
        if (found) resolve(found);
        return Boolean(found);
      });
      this.process.once('exit', () => reject(new Error(`it ended without ${pattern}: ${this.lines.join('\n')}`)));
    });
  }

  async end(signal = 'SIGTERM') {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill(signal);
    const patience = setTimeout(() => this.process.kill('SIGKILL'), END_PATIENCE);
    await ended;
    clearTimeout(patience);
  }
}

export function demo(...args) {
  return new Program(['-jar', JAR, '--demo', '--listen-addr=127.0.0.1:0', ...args]);
}

/** Hears everything that a page complains of. */
/** mpegts.js 1.8 leaves its listeners at buffers that the browser has closed before it: what they tell then finds nobody, and harms nobody. */
const isLateEvent = (error) => /_hasPendingRemoveRanges .*\/vendor\/mpegts\.js/.test(error.stack);

export function complaints(page) {
  const heard = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && heard.push(`${message.type()}: ${message.text()} ${message.location().url}`));
  page.on('pageerror', (error) => !isLateEvent(error) && heard.push(`exception: ${error.stack}`));
  return heard;
}

/** What has been complained of, with what the proxy's log has of its own mistakes. */
export function withMistakes(heard, program) {
  if (heard.length === 0) return heard;
  const at = program.lines.findIndex((line) => line.includes('a mistake in this program'));
  return at < 0 ? heard : [...heard, ...program.lines.slice(at, at + 20)];
}

/** Where the picture is. */
export function picture(page) {
  return page.evaluate(() => {
    const video = document.querySelector('video');
    const quality = video.getVideoPlaybackQuality();
    return {
      time: video.currentTime, paused: video.paused, width: video.videoWidth, ready: video.readyState,
      frames: quality.totalVideoFrames, dropped: quality.droppedVideoFrames,
      phase: document.getElementById('screen').dataset.phase,
    };
  });
}

/** Waits until so much media has been shown from now on, whatever the player is. */
export async function shown(page, seconds, timeout = 60_000) {
  await page.evaluate(() => {
    const video = document.querySelector('video');
    window.shownTime = 0;
    let last = video.currentTime;
    clearInterval(window.shownTimer);
    window.shownTimer = setInterval(() => {
      const step = video.currentTime - last;
      if (step > 0 && step < 1.5) window.shownTime += step;
      last = video.currentTime;
    }, 100);
  });
  await page.waitForFunction((wanted) => window.shownTime >= wanted, seconds, { timeout, polling: 200 });
}

/** By the keyboard, so that nothing that comes meanwhile moves the button away below the mouse. */
export async function watch(page, content = CHANNEL) {
  await page.fill('#content', content);
  await page.press('#content', 'Enter');
}

export async function playing(page, timeout = 30_000) {
  await page.waitForSelector('#screen[data-phase=playing]', { timeout });
}

/** Where nobody listens. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
