// Names of what is in a transport stream (ISO/IEC 13818-1, table 2-34; ETSI EN 300 468 for the descriptors), and whether this
// browser decodes it.

const VIDEO = {
  0x01: { name: 'MPEG-1 video' },
  0x02: { name: 'MPEG-2 video' },
  0x10: { name: 'MPEG-4 video' },
  0x1b: { name: 'H.264', type: 'video/mp4; codecs="avc1.64001f"' },
  0x24: { name: 'HEVC (H.265)', type: 'video/mp4; codecs="hvc1.1.6.L93.B0"' },
  0x33: { name: 'VVC (H.266)' },
  0xea: { name: 'VC-1' },
};

const AAC = { name: 'AAC', type: 'audio/mp4; codecs="mp4a.40.2"' };
const AC3 = { name: 'AC-3 (Dolby Digital)', type: 'audio/mp4; codecs="ac-3"' };
const EAC3 = { name: 'E-AC-3 (Dolby Digital Plus)', type: 'audio/mp4; codecs="ec-3"' };
const DTS = { name: 'DTS' };
const OPUS = { name: 'Opus', type: 'audio/mp4; codecs="opus"' };
const LAYERED = { name: 'MPEG audio', layered: true };

const AUDIO = {
  0x03: LAYERED,
  0x04: LAYERED,
  0x0f: AAC,
  0x11: { name: 'AAC (LATM)', type: AAC.type },
  0x81: AC3,
  0x82: DTS,
  0x84: EAC3,
  0x87: EAC3,
};

/** Of private data: what a descriptor's tag says. */
const DESCRIBED = { 0x6a: AC3, 0x7a: EAC3, 0x7b: DTS };

/** Of private data: what a registration says. */
const REGISTERED = {
  'AC-3': { kind: 'audio', ...AC3 },
  EAC3: { kind: 'audio', ...EAC3 },
  Opus: { kind: 'audio', ...OPUS },
  DTS1: { kind: 'audio', ...DTS },
  DTS2: { kind: 'audio', ...DTS },
  DTS3: { kind: 'audio', ...DTS },
  HEVC: { kind: 'video', ...VIDEO[0x24] },
  AV01: { kind: 'video', name: 'AV1', type: 'video/mp4; codecs="av01.0.08M.08"' },
};

/**
 * What a track of a programme is; nothing for what is neither picture nor sound.
 *
 * @param descriptors pairs of tag and bytes
 */
export function trackOf(streamType, descriptors) {
  if (VIDEO[streamType]) return { kind: 'video', ...VIDEO[streamType] };
  if (AUDIO[streamType]) return { kind: 'audio', ...AUDIO[streamType] };
  if (streamType !== 0x06) return null;
  for (const [tag, bytes] of descriptors) {
    if (DESCRIBED[tag]) return { kind: 'audio', ...DESCRIBED[tag] };
    const registered = tag === 0x05 && REGISTERED[String.fromCharCode(...bytes.slice(0, 4))];
    if (registered) return { ...registered };
  }
  return null;
}

/** MPEG audio by the layer of its frames: browsers decode the third alone. */
export function layerOf(layer) {
  if (layer === 3) return { name: 'MP3', type: 'audio/mpeg' };
  return { name: layer === 2 ? 'MP2 (MPEG audio layer II)' : 'MPEG audio layer I' };
}

/** Whether this browser decodes a track. */
export function isDecodable(track, media = globalThis.ManagedMediaSource ?? globalThis.MediaSource) {
  return Boolean(track.type && media?.isTypeSupported(track.type));
}
