// Plays the proxy's HLS with hls.js in a real Chromium while a player of transport stream watches the same channel and the
// engines are killed in turn. Prints what was seen as JSON, and ends with 1 where something was not as it should be.
//
//   node browser.mjs [--seconds 60] [--no-kills] [--ac3] [--proxy acexy.jar] [--chromium /usr/bin/chromium]
//
// With --ac3 the channel has sound that browsers cannot play, the page asks for profile=aac, and the sound must be heard.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import http from 'node:http';
import HlsParser from 'hls-parser';
import { chromium } from 'playwright-core';
import { BASE, CHANNEL, Stage, openList } from './stage.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    'no-kills': { type: 'boolean', default: false },
    ac3: { type: 'boolean', default: false },
    proxy: { type: 'string', default: '../../proxy-server/target/acexy.jar' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const SECONDS = Number(options.seconds);
const WANTED = `id=${CHANNEL}${options.ac3 ? '&profile=aac' : ''}`;
const stage = new Stage();
const files = mkdtempSync(join(tmpdir(), 'acexy-hls-'));

// Sixteen seconds of a picture with AC-3, which can be played over and over.
function clipWithAc3() {
  const clip = join(files, 'ac3.ts');
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25', '-f', 'lavfi', '-i',
    'sine=frequency=440:sample_rate=48000', '-t', '16', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-bf', '0',
    '-g', '50', '-keyint_min', '50', '-sc_threshold', '0', '-b:v', '1M', '-maxrate', '1M', '-bufsize', '1M', '-c:a', 'ac3', '-ac', '6',
    '-b:a', '384k', '-f', 'mpegts', '-pcr_period', '40', clip]);
  return clip;
}

// The player of transport stream, whose bytes nobody looks at.
function watch() {
  return new Promise((resolve, reject) => {
    http.get(`${BASE}/ace/getstream?${WANTED}`, (media) => {
      if (media.statusCode !== 200) reject(new Error(`the stream is answered ${media.statusCode}`));
      const seen = { bytes: 0, ended: false };
      media.on('data', (bytes) => (seen.bytes += bytes.length));
      media.on('close', () => (seen.ended = true));
      media.once('data', () => resolve(seen));
    }).on('error', reject);
  });
}

// In the page: plays, and remembers.
function play(manifest) {
  const seen = { errors: [], stalls: 0, firstFrame: null, lists: [], dropped: 0, frames: 0 };
  window.seen = seen;
  const video = document.querySelector('video');
  const hls = new window.Hls({ backBufferLength: 30 });
  const clicked = performance.now();
  hls.on(window.Hls.Events.ERROR, (event, data) => {
    if (data.details === 'bufferStalledError') seen.stalls++;
    seen.errors.push({ fatal: data.fatal, details: data.details, reason: String(data.reason ?? data.error ?? '') });
  });
  hls.on(window.Hls.Events.LEVEL_LOADED, (event, data) => seen.lists.push(data.networkDetails.responseText ?? ''));
  hls.on(window.Hls.Events.MANIFEST_PARSED, () => video.play());
  video.requestVideoFrameCallback(() => (seen.firstFrame = performance.now() - clicked));
  hls.loadSource(manifest);
  hls.attachMedia(video);
}

async function run() {
  const clip = options.ac3 ? clipWithAc3() : null;
  const engines = await stage.open(options.proxy, clip, { ACEXY_PROFILES: options.ac3 ? 'aac' : '' });
  const stream = await watch();
  await sleep(15_000); // a stream that has run for a while
  const waits = [];
  for (let i = 0; i < 21; i++) {
    const asked = performance.now();
    await (await fetch(await openList(WANTED))).text();
    waits.push(Math.round(performance.now() - asked));
  }

  const browser = await chromium.launch({
    executablePath: options.chromium,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  stage.atEnd(() => browser.close());
  const page = await browser.newPage();
  // From the same network as the proxy: a page from elsewhere would need a permission to ask it.
  const pages = http.createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<video playsinline width=320></video>');
  });
  await new Promise((resolve) => pages.listen(0, '127.0.0.1', resolve));
  stage.atEnd(() => pages.close());
  await page.goto(`http://127.0.0.1:${pages.address().port}/`);
  const script = createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js');
  await page.addScriptTag({ content: readFileSync(script, 'utf8') });
  await page.evaluate(play, `${BASE}/ace/manifest.m3u8?${WANTED}`);

  const streams = async () => (await (await fetch(`${BASE}/ace/status`)).json()).stream_list;
  const original = async () => (await streams()).find((one) => !one.profile);
  const serving = async () => (await original()).engine.split(':')[1];
  const started = Date.now();
  for (const third of options['no-kills'] ? [] : [1, 2]) {
    await sleep(started + (SECONDS * 1000 * third) / 3 - Date.now());
    const port = await serving();
    engines.stdin.write(`kill ${port}\n`);
    await sleep(5_000);
    engines.stdin.write(`restart ${port}\n`);
  }
  await sleep(started + SECONDS * 1000 - Date.now());
  const seen = await page.evaluate(() => {
    const video = document.querySelector('video');
    const quality = video.getVideoPlaybackQuality();
    const range = video.buffered;
    return {
      ...window.seen,
      played: video.currentTime - (video.played.length ? video.played.start(0) : 0),
      paused: video.paused,
      frames: quality.totalVideoFrames,
      dropped: quality.droppedVideoFrames,
      sound: video.webkitAudioDecodedByteCount,
      buffered: range.length ? range.end(range.length - 1) - video.currentTime : 0,
    };
  });
  const switches = (await original()).engine_switches;
  const programs = (await streams()).filter((one) => one.profile);
  const lists = seen.lists.filter((list) => list.includes('#EXTINF'));
  HlsParser.setOptions({ strictMode: true });
  lists.forEach((list) => HlsParser.parse(list));
  const discontinuities = new Set(lists.flatMap((list) =>
    [...list.matchAll(/#EXT-X-DISCONTINUITY\n(?:#.*\n)*(\d+)\.ts/g)].map((found) => found[1])));
  return {
    version: browser.version(),
    first_list_millis: waits[0], // with the classes that it takes
    list_millis: waits.slice(1).sort((one, other) => one - other)[10],
    first_frame_millis: Math.round(seen.firstFrame),
    played_seconds: Number(seen.played.toFixed(1)),
    frames: seen.frames,
    dropped: seen.dropped,
    sound_bytes: seen.sound,
    programs: programs.length,
    program_restarts: programs.map((one) => one.restarts),
    buffered_seconds: Number(seen.buffered.toFixed(1)),
    stalls: seen.stalls,
    errors: seen.errors,
    lists: lists.length,
    discontinuities: discontinuities.size,
    switches,
    transport_stream_bytes: stream.bytes,
    transport_stream_ended: stream.ended,
  };
}

let status = 1;
try {
  const result = await run();
  console.log(JSON.stringify(result, null, 2));
  const wrong = [];
  if (result.errors.some((error) => error.fatal)) wrong.push('a fatal error');
  if (result.errors.some((error) => error.details === 'levelParsingError')) wrong.push('a list that hls.js does not take');
  if (result.stalls > 0) wrong.push('a stall');
  if (result.played_seconds < SECONDS - 5) wrong.push('it did not play through');
  if (!(result.sound_bytes > 0)) wrong.push('no sound');
  if (options.ac3 && result.programs !== 1) wrong.push('not one program');
  if (result.transport_stream_ended) wrong.push('the transport stream ended');
  if (!options['no-kills'] && result.switches < 2) wrong.push('no fail-over');
  console.log(wrong.length ? `wrong: ${wrong.join(', ')}` : 'well');
  status = wrong.length ? 1 : 0;
} finally {
  await stage.close();
  rmSync(files, { recursive: true });
}
process.exit(status);
