// What people paste for a channel, and the addresses that it has at this proxy.

const WORD = /(?<![0-9A-Za-z])[0-9A-Fa-f]{40}(?![0-9A-Za-z])/g;
const INFOHASH_BEFORE = /(?:urn:btih:|[?&]infohash=|infohash[:=]\s*)$/i;
const NAMES = ['id', 'content_id', 'infohash', 'url', 'magnet'];

/**
 * The content that a text names: `{ name, value }` for the query, or `{ problem }` in words.
 *
 * @param isInfohash says of 40 digits that stand alone whether they are known as an infohash
 */
export function parse(text, isInfohash = () => false) {
  const pasted = text.trim();
  if (!pasted) return { problem: 'Paste a content id, an acestream:// link or an engine’s address.' };
  const address = URL.canParse(pasted) ? new URL(pasted) : null;
  const named = address && NAMES.find((name) => address.searchParams.get(name));
  if (named && /^(acestream|https?):$/.test(address.protocol)) {
    return parseNamed(named, address.searchParams.get(named));
  }
  if (address?.protocol === 'magnet:') return { name: 'magnet', value: pasted };
  const words = [...pasted.matchAll(WORD)];
  const digits = words[0]?.[0].toLowerCase();
  if (digits && words.every((word) => word[0].toLowerCase() === digits)) {
    const infohash = INFOHASH_BEFORE.test(pasted.slice(0, words[0].index)) || isInfohash(digits);
    return { name: infohash ? 'infohash' : 'id', value: digits };
  }
  if (address && /^https?:$/.test(address.protocol)) return { name: 'url', value: pasted };
  return { problem: 'That is no content: an id has 40 hexadecimal digits.' };
}

function parseNamed(name, value) {
  if (name === 'url' || name === 'magnet') return { name, value };
  const digits = value.trim().toLowerCase();
  return /^[0-9a-f]{40}$/.test(digits)
    ? { name: name === 'infohash' ? 'infohash' : 'id', value: digits }
    : { problem: `The link’s ${name} has no 40 hexadecimal digits.` };
}

/** Where a content or a channel is played at this proxy, as an absolute address. */
export function mediaUrl(wish, form = 'ts', base = document.baseURI) {
  const isChannel = wish.name === 'channel';
  const path = isChannel
    ? `channel/${encodeURIComponent(wish.value)}.${form === 'hls' ? 'm3u8' : 'ts'}`
    : form === 'hls' ? 'ace/manifest.m3u8' : 'ace/getstream';
  const url = new URL(path, base);
  url.search = new URLSearchParams({ ...(isChannel ? {} : { [wish.name]: wish.value }), ...(wish.profile ? { profile: wish.profile } : {}) });
  return url.href;
}

/** A playlist that a player on this machine opens. */
export function playlist(url, title) {
  return `#EXTM3U\n#EXTINF:-1,${title}\n${url}\n`;
}
