// Has media-doctor look at the proxy's lists and segments, and at its transport stream, over one fail-over. Prints what it finds
// as JSON, and ends with 1 where it finds anything. media-doctor: cargo install --locked media-doctor.
//
//   node doctor.mjs [--rounds 6] [--proxy acexy.jar] [--doctor media-doctor]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { BASE, CHANNEL, Stage, openList } from './stage.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '6' },
    proxy: { type: 'string', default: '../../proxy-server/target/acexy.jar' },
    doctor: { type: 'string', default: 'media-doctor' },
  },
});

if (spawnSync(options.doctor, ['--version']).error) {
  console.log(`${options.doctor} is not installed: nothing looked at (cargo install --locked media-doctor)`);
  process.exit(0);
}

const files = mkdtempSync(join(tmpdir(), 'acexy-doctor-'));
const stage = new Stage();
const found = [];

// What it finds in a file, which has a name by which it is told again.
function look(command, name, bytes) {
  const file = join(files, name);
  writeFileSync(file, bytes);
  const run = spawnSync(options.doctor, [command, '-i', file, '--json'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${command} of ${name} ended with ${run.status}: ${run.stderr}`);
  for (const finding of JSON.parse(run.stdout).findings) found.push({ file: name, ...finding });
}

async function bytesOf(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} is answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

// So much of the endless answer.
async function beginningOf(url, length) {
  const pieces = [];
  let read = 0;
  for await (const piece of (await fetch(url)).body) {
    pieces.push(piece);
    read += piece.length;
    if (read >= length) break;
  }
  return Buffer.concat(pieces).subarray(0, length - (length % 188));
}

async function run() {
  const engines = await stage.open(options.proxy);
  const list = await openList(`id=${CHANNEL}`);
  const seen = new Set();
  for (let round = 0; round < Number(options.rounds); round++) {
    if (round === Math.floor(Number(options.rounds) / 2)) {
      const { stream_list: streams } = await (await fetch(`${BASE}/ace/status`)).json();
      engines.stdin.write(`kill ${streams[0].engine.split(':')[1]}\n`);
    }
    const text = (await bytesOf(list)).toString();
    look('check-hls', `list-${round}.m3u8`, text);
    for (const segment of text.split('\n').filter((line) => line && !line.startsWith('#'))) {
      const number = segment.split('.')[0];
      if (!seen.has(number)) look('check', `segment-${number}.ts`, await bytesOf(new URL(segment, list)));
      seen.add(number);
    }
    await sleep(4_000);
  }
  look('check', 'stream.ts', await beginningOf(`${BASE}/ace/getstream?id=${CHANNEL}`, 400_000));
  return { lists: Number(options.rounds), segments: seen.size, findings: found };
}

let status = 1;
try {
  console.log(JSON.stringify(await run(), null, 2));
  status = found.length ? 1 : 0;
} finally {
  await stage.close();
  rmSync(files, { recursive: true });
}
process.exit(status);
