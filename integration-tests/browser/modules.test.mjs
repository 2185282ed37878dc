// The page's modules that need no browser: what people paste, transport stream, server-sent events, the watchdog, words.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const page = new URL('../../proxy-server/src/main/resources/io/acexy/server/page/', import.meta.url);
const load = (name) => import(new URL(name, page));
const { parse, mediaUrl } = await load('link.js');
const { isDecodable } = await load('codecs.js');
const { TransportStream, PACKET } = await load('ts.js');
const { EventReader } = await load('sse.js');
const { Watchdog } = await load('watchdog.js');
const { ago, bytes, rate, readable, span, switched } = await load('words.js');

const ID = '0123456789abcdef0123456789abcdef01234567';

const pasted = [
  ['an id', ID, { name: 'id', value: ID }],
  ['an id in capitals, with blanks around', ` ${ID.toUpperCase()} `, { name: 'id', value: ID }],
  ['a link', `acestream://${ID}`, { name: 'id', value: ID }],
  ['a link with words behind', `acestream://${ID} Channel 1`, { name: 'id', value: ID }],
  ['an engine’s address', `http://127.0.0.1:6878/ace/getstream?id=${ID}&.mp4`, { name: 'id', value: ID }],
  ['an engine’s list', `http://127.0.0.1:6878/ace/manifest.m3u8?infohash=${ID}`, { name: 'infohash', value: ID }],
  ['a link with an infohash', `acestream:?infohash=${ID}`, { name: 'infohash', value: ID }],
  ['a magnet', `magnet:?xt=urn:btih:${ID}`, { name: 'magnet', value: `magnet:?xt=urn:btih:${ID}` }],
  ['a transport file', 'https://example.org/a.acelive', { name: 'url', value: 'https://example.org/a.acelive' }],
];
for (const [what, text, wish] of pasted) {
  test(`pasted is ${what}`, () => assert.deepEqual(parse(text), wish));
}

test('digits that are known as an infohash are one', () => {
  assert.deepEqual(parse(ID, (digits) => digits === ID), { name: 'infohash', value: ID });
});

test('what is no content is answered in words', () => {
  for (const text of ['', 'hello', ID.slice(1), `${ID} ${ID.replace('0', '1')}`, 'http://x/ace/getstream?id=12']) {
    assert.ok(parse(text).problem, text);
  }
});

test('the address of a content names its profile, and is relative to the page', () => {
  assert.equal(mediaUrl({ name: 'id', value: ID, profile: 'aac' }, 'ts', 'http://h/below/'), `http://h/below/ace/getstream?id=${ID}&profile=aac`);
  assert.equal(mediaUrl({ name: 'url', value: 'a&b' }, 'hls', 'http://h/'), 'http://h/ace/manifest.m3u8?url=a%26b');
  assert.equal(mediaUrl({ name: 'channel', value: 'la-1' }, 'ts', 'http://h/below/'), 'http://h/below/channel/la-1.ts');
  assert.equal(mediaUrl({ name: 'channel', value: 'la-1', profile: 'aac' }, 'hls', 'http://h/'), 'http://h/channel/la-1.m3u8?profile=aac');
});

// ---- transport stream ----

function packet(pid, { start = false, adaptation = [], payload = [] }) {
  const bytes = new Uint8Array(PACKET).fill(0xff);
  const field = adaptation.length ? [adaptation.length, ...adaptation] : [];
  bytes.set([0x47, (start ? 0x40 : 0) | (pid >> 8), pid & 0xff, field.length ? 0x30 : 0x10, ...field, ...payload]);
  return bytes;
}

function section(table, body) {
  const length = body.length + 9;
  return [0, table, 0xb0 | (length >> 8), length & 0xff, 0, 1, 0xc1, 0, 0, ...body, 0, 0, 0, 0];
}

const PAT = packet(0, { start: true, payload: section(0, [0, 1, 0xe1, 0x00]) });

function pmt(...tracks) {
  const body = tracks.flatMap(([type, pid, ...told]) => [type, 0xe0 | (pid >> 8), pid & 0xff, 0xf0, told.length, ...told]);
  return packet(0x100, { start: true, payload: section(2, [0xe1, 0x01, 0xf0, 0, ...body]) });
}

function clock(ticks) {
  const base = [ticks / 2 ** 25, ticks / 2 ** 17, ticks / 2 ** 9, ticks / 2].map((part) => Math.floor(part) & 0xff);
  return packet(0x101, { adaptation: [0x10, ...base, (ticks % 2) * 128, 0] });
}

function join(...packets) {
  return Uint8Array.from(packets.flatMap((bytes) => [...bytes]));
}

const named = (stream) => stream.tracks?.map((track) => `${track.kind} ${track.name}`);

const programmes = [
  ['H.264 and AAC', pmt([0x1b, 0x101], [0x0f, 0x102]), ['video H.264', 'audio AAC']],
  ['HEVC and AC-3 of ATSC', pmt([0x24, 0x101], [0x81, 0x102]), ['video HEVC (H.265)', 'audio AC-3 (Dolby Digital)']],
  ['AC-3 by its descriptor', pmt([0x1b, 0x101], [0x06, 0x102, 0x0a, 4, 101, 110, 103, 0, 0x6a, 1, 0]), ['video H.264', 'audio AC-3 (Dolby Digital)']],
  ['E-AC-3 by its descriptor', pmt([0x1b, 0x101], [0x06, 0x102, 0x7a, 1, 0]), ['video H.264', 'audio E-AC-3 (Dolby Digital Plus)']],
  ['Opus by its registration', pmt([0x1b, 0x101], [0x06, 0x102, 0x05, 4, 0x4f, 0x70, 0x75, 0x73]), ['video H.264', 'audio Opus']],
  ['subtitles, which are no track', pmt([0x1b, 0x101], [0x06, 0x103, 0x59, 1, 0]), ['video H.264']],
  ['MPEG-2', pmt([0x02, 0x101]), ['video MPEG-2 video']],
];
for (const [what, map, tracks] of programmes) {
  test(`a programme has ${what}`, () => {
    const stream = new TransportStream();
    stream.push(join(PAT, map));
    assert.deepEqual(named(stream), tracks);
  });
}

for (const [layer, bits, name] of [[2, 0xfd, 'MP2 (MPEG audio layer II)'], [3, 0xfb, 'MP3']]) {
  test(`MPEG audio of layer ${layer} is told by its first frame`, () => {
    const stream = new TransportStream();
    stream.push(join(PAT, pmt([0x1b, 0x101], [0x03, 0x102])));
    assert.equal(stream.tracks, null);
    stream.push(packet(0x102, { start: true, payload: [0, 0, 1, 0xc0, 0, 0, 0x80, 0x80, 5, 1, 2, 3, 4, 5, 0xff, bits, 0x94, 0] }));
    assert.deepEqual(named(stream), ['video H.264', `audio ${name}`]);
  });
}

test('bytes in pieces of any size come out as the same whole packets', () => {
  const all = join(PAT, pmt([0x1b, 0x101]), clock(0), clock(9_000), clock(18_000));
  for (const size of [1, 100, 187, 188, 189, 500]) {
    const stream = new TransportStream();
    const out = [];
    for (let at = 0; at < all.length; at += size) {
      for (const piece of stream.push(all.slice(at, at + size))) out.push(...piece.bytes);
    }
    assert.deepEqual(Uint8Array.from(out), all, `in pieces of ${size}`);
  }
});

test('what is no packet is left out', () => {
  const stream = new TransportStream();
  const out = stream.push(join(Uint8Array.of(1, 2, 3), PAT, PAT, Uint8Array.of(9), clock(0), clock(9_000)));
  assert.equal(out.reduce((sum, piece) => sum + piece.bytes.length, 0), 4 * PACKET);
});

const clocks = [
  ['goes on', [0, 9_000, 18_000], []],
  ['runs back', [900_000, 909_000, 5_000, 14_000], [2]],
  ['jumps ahead', [0, 9_000, 900_000], [2]],
  ['wraps', [2 ** 33 - 9_000, 0, 9_000], []],
  ['skips a second, as at a lost piece', [0, 90_000, 180_000], []],
];
for (const [what, ticks, jumps] of clocks) {
  test(`a clock ${what}`, () => {
    const stream = new TransportStream();
    stream.push(join(PAT, pmt([0x1b, 0x101])));
    const found = ticks.map((tick, at) => (stream.push(clock(tick)).some((piece) => piece.jump) ? at : -1)).filter((at) => at >= 0);
    assert.deepEqual(found, jumps);
  });
}

test('a new time base begins a piece of its own', () => {
  const stream = new TransportStream();
  const pieces = stream.push(join(PAT, pmt([0x1b, 0x101]), clock(900_000), clock(5_000), clock(14_000)));
  assert.deepEqual(pieces.map((piece) => [piece.bytes.length / PACKET, piece.jump]), [[3, false], [2, true]]);
});

test('a hidden track is none for who reads the map', () => {
  const stream = new TransportStream();
  const map = pmt([0x1b, 0x101], [0x81, 0x102]);
  stream.push(join(PAT, map));
  stream.hide(stream.tracks[1]);
  const [piece] = stream.push(join(map));
  stream.mask(piece.bytes);
  const reader = new TransportStream();
  reader.push(join(PAT, piece.bytes));
  assert.deepEqual(named(reader), ['video H.264']);
});

test('only what the browser says it decodes is decodable', () => {
  const media = { isTypeSupported: (type) => type.includes('avc1') };
  assert.equal(isDecodable({ type: 'video/mp4; codecs="avc1.64001f"' }, media), true);
  assert.equal(isDecodable({ type: 'audio/mp4; codecs="ac-3"' }, media), false);
  assert.equal(isDecodable({ name: 'DTS' }, media), false);
});

// ---- server-sent events ----

test('events are read whatever pieces they come in', () => {
  const text = ': hello\n\nid: 7\nevent: stream_live\ndata: {"a":\ndata: 1}\n\nevent: overview\r\ndata: {}\r\n\r\n';
  for (const size of [1, 3, 1000]) {
    const reader = new EventReader();
    const events = [];
    for (let at = 0; at < text.length; at += size) events.push(...reader.push(text.slice(at, at + size)));
    assert.deepEqual(events, [
      { kind: 'stream_live', id: '7', data: '{"a":\n1}' },
      { kind: 'overview', id: null, data: '{}' },
    ]);
  }
});

// ---- the watchdog ----

test('a clock that stands still for three seconds is started anew, one that goes on is not', () => {
  const dog = new Watchdog();
  dog.begin();
  for (let now = 0; now <= 10_000; now += 250) assert.equal(dog.look(now, now / 1000, true), false);
  for (let now = 10_250; now < 13_000; now += 250) assert.equal(dog.look(now, 10, true), false, String(now));
  assert.equal(dog.look(13_000, 10, true), true);
});

test('who has paused is left alone, and so is a page that slept', () => {
  const dog = new Watchdog();
  dog.begin();
  for (let now = 0; now < 60_000; now += 250) assert.equal(dog.look(now, 5, false), false);
  assert.equal(dog.look(60_250, 5, true), false);
  assert.equal(dog.look(90_000, 5, true), false);
});

test('starts come at longer and longer distances, until a player has played for a while', () => {
  const dog = new Watchdog();
  assert.deepEqual(Array.from({ length: 6 }, () => dog.delay()), [0, 1_000, 2_000, 4_000, 8_000, 8_000]);
  dog.begin();
  for (let now = 0; now <= 31_000; now += 250) dog.look(now, now / 1000, true);
  assert.equal(dog.delay(), 0);
});

// ---- words ----

test('numbers are said as people read them', () => {
  assert.deepEqual([rate(350_000), rate(8_000_000), rate(123_456_789), rate(undefined)], ['350 kbit/s', '8.0 Mbit/s', '123 Mbit/s', '–']);
  assert.deepEqual([bytes(0), bytes(1_500), bytes(2_345_678)], ['0 B', '1.5 kB', '2.3 MB']);
  assert.deepEqual([span(2.34), span(61), span(600), span(7_260), span(200_000)], ['2.3 s', '61 s', '10 min', '2 h 1 min', '2 d 8 h']);
  assert.equal(ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:00:12Z')), '12 s ago');
});

test('a change of engine is told in words', () => {
  const now = Date.parse('2026-01-01T00:00:12Z');
  const change = { time: '2026-01-01T00:00:00Z', kind: 'exact', from: { name: 'b' }, to: { name: 'c' }, why: 'connection reset' };
  assert.equal(switched(change, now), 'Engine b: connection reset, 12 s ago; the stream went on at the next byte on engine c, nothing lost.');
  assert.equal(
    switched({ ...change, kind: 'keyframe', why: undefined, lost_seconds: 1.25 }, now),
    'Left engine b, 12 s ago; the stream went on at a later picture on engine c, 1.3 s of media lost.',
  );
});

test('nobody has to read an id to its end', () => {
  const id = 'b166305afb02f2f8fee76e52458d18c9a02c692eb7c00d80bb2471899f349320';
  const labels = new Map([['127.0.0.1:1', 'acestream-1']]);
  assert.equal(readable(`cannot reach ${id}@127.0.0.1:1, nor ${id}@127.0.0.1:2`, labels), 'cannot reach acestream-1, nor 127.0.0.1:2');
  assert.equal(readable(`engine ${id} brings media`, labels, { name: id, address: '127.0.0.1:1' }), 'engine acestream-1 brings media');
  assert.equal(readable(`stream ${id} plays`), 'stream b166305afb02 plays');
});
