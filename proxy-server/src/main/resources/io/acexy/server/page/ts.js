// What the page has to know of a transport stream before and while it is played: what it is made of, so that a codec can be
// named that the browser does not decode, and where its clock begins anew, which mpegts.js does not see.
import { layerOf, trackOf } from './codecs.js';

export const PACKET = 188;
const SYNC = 0x47;
const NO_PID = 0x1fff;
const HIDDEN_TYPE = 0x00;
const CLOCK = 90_000;
const WRAP = 2 ** 33;
/** Clocks come ten times a second; what is further apart, or runs backwards, does not belong together. */
const MAX_STEP = 2 * CLOCK;

/** Cuts a stream into whole packets, reads its tables, and looks at its clock. */
export class TransportStream {
  #rest = new Uint8Array(0);
  #pmtPid = NO_PID;
  #pcrPid = NO_PID;
  #pcr = null;
  #hidden = new Set();
  #layered = null;
  #pending = [];
  #found = false;

  /** All that is played of the programme, once it is known: `{ kind, name, type, pid }`. */
  tracks = null;

  /** A demuxer is to see nothing of this track. */
  hide(track) {
    this.#hidden.add(track.pid);
  }

  /** Takes out of whole packets what is hidden: their maps name it as something that nobody knows. */
  mask(bytes) {
    if (this.#hidden.size === 0) return;
    for (let at = 0; at + PACKET <= bytes.length; at += PACKET) {
      if (pidOf(bytes, at) !== this.#pmtPid || !(bytes[at + 1] & 0x40)) continue;
      const payload = payloadOf(bytes, at);
      const table = payload + 1 + bytes[payload];
      for (const entry of entries(bytes, table, at + PACKET)) {
        if (this.#hidden.has(entry.pid)) bytes[entry.at] = HIDDEN_TYPE;
      }
    }
  }

  /**
   * Takes bytes of any number, and gives whole packets: pieces `{ bytes, jump }`, where a jump is the first piece of a new time
   * base.
   */
  push(bytes) {
    const data = this.#rest.length ? concat(this.#rest, bytes) : bytes;
    const pieces = [];
    let from = findSync(data, 0);
    let at = from;
    let jump = false;
    while (at + PACKET <= data.length) {
      if (data[at] !== SYNC) {
        add(pieces, data, from, at, jump);
        jump = false;
        from = at = findSync(data, at);
        continue;
      }
      if (this.#look(data, at)) {
        add(pieces, data, from, at, jump);
        from = at;
        jump = true;
      }
      at += PACKET;
    }
    add(pieces, data, from, at, jump);
    this.#rest = data.slice(at);
    return pieces;
  }

  /** Whether the time base changes with this packet. */
  #look(data, at) {
    const pid = pidOf(data, at);
    if (pid === NO_PID) return false;
    const payload = payloadOf(data, at);
    const adaptation = payload - at - 4;
    if (data[at + 3] & 0x10 && data[at + 1] & 0x40 && payload < at + PACKET) {
      if (pid === 0) this.#readPat(data, payload, at + PACKET);
      else if (pid === this.#pmtPid) this.#readPmt(data, payload, at + PACKET);
      else if (pid === this.#layered?.pid) this.#readLayer(data, payload, at + PACKET);
    }
    return pid === this.#pcrPid && adaptation > 6 && (data[at + 5] & 0x10) !== 0 && this.#isJump(data, at + 6);
  }

  #isJump(data, at) {
    const pcr = data[at] * 2 ** 25 + data[at + 1] * 2 ** 17 + data[at + 2] * 2 ** 9 + data[at + 3] * 2 + (data[at + 4] >> 7);
    const before = this.#pcr;
    this.#pcr = pcr;
    return before !== null && (pcr - before + WRAP) % WRAP > MAX_STEP;
  }

  #readPat(data, payload, end) {
    const table = payload + 1 + data[payload];
    const tail = Math.min(end, table + 3 + (((data[table + 1] & 0x0f) << 8) | data[table + 2]) - 4);
    for (let at = table + 8; at + 4 <= tail; at += 4) {
      if (((data[at] << 8) | data[at + 1]) !== 0) {
        this.#pmtPid = ((data[at + 2] & 0x1f) << 8) | data[at + 3];
        return;
      }
    }
  }

  #readPmt(data, payload, end) {
    const table = payload + 1 + data[payload];
    if (table + 12 > end || data[table] !== 0x02) return;
    const clock = pidOf(data, table + 7);
    if (clock !== this.#pcrPid) this.#pcr = null;
    this.#pcrPid = clock;
    if (this.#found) return;
    this.#found = true;
    for (const { at, pid, told } of entries(data, table, end)) {
      const track = trackOf(data[at], told);
      if (track) this.#pending.push({ ...track, pid });
    }
    this.#layered = this.#pending.find((track) => track.layered) ?? null;
    if (!this.#layered) this.tracks = this.#pending;
  }

  /** The layer stands in the header of the first frame behind the header of the PES packet. */
  #readLayer(data, payload, end) {
    const start = payload + 9 + data[payload + 8];
    for (let at = start; at + 1 < end; at++) {
      if (data[at] === 0xff && (data[at + 1] & 0xe0) === 0xe0) {
        Object.assign(this.#layered, layerOf(4 - ((data[at + 1] >> 1) & 3)), { layered: false });
        this.#layered = null;
        this.tracks = this.#pending;
        return;
      }
    }
  }
}

function pidOf(data, at) {
  return ((data[at + 1] & 0x1f) << 8) | data[at + 2];
}

function payloadOf(data, at) {
  return at + 4 + (data[at + 3] & 0x20 ? 1 + data[at + 4] : 0);
}

/** The tracks of a map: of one packet, as nearly all are; of a longer one, what its first packet says. */
function* entries(data, table, end) {
  if (table + 12 > end || data[table] !== 0x02) return;
  const tail = Math.min(end, table + 3 + (((data[table + 1] & 0x0f) << 8) | data[table + 2]) - 4);
  let at = table + 12 + (((data[table + 10] & 0x0f) << 8) | data[table + 11]);
  while (at + 5 <= tail) {
    const length = ((data[at + 3] & 0x0f) << 8) | data[at + 4];
    yield { at, pid: pidOf(data, at), told: descriptors(data, at + 5, Math.min(tail, at + 5 + length)) };
    at += 5 + length;
  }
}

function descriptors(data, from, end) {
  const found = [];
  for (let at = from; at + 2 <= end; at += 2 + data[at + 1]) {
    found.push([data[at], data.subarray(at + 2, Math.min(end, at + 2 + data[at + 1]))]);
  }
  return found;
}

/** Where packets begin: two in a row, as far as there are two. */
function findSync(data, from) {
  let at = from;
  while (at < data.length && (data[at] !== SYNC || (at + PACKET < data.length && data[at + PACKET] !== SYNC))) at++;
  return at;
}

function add(pieces, data, from, to, jump) {
  if (to > from) pieces.push({ bytes: data.subarray(from, to), jump });
}

function concat(one, other) {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
