// Numbers, times and names as people read them.

export function rate(bits) {
  if (bits === null || bits === undefined || Number.isNaN(bits)) return '–';
  if (bits < 1000) return `${Math.round(bits)} bit/s`;
  if (bits < 999_500) return `${Math.round(bits / 1000)} kbit/s`;
  const millions = bits / 1e6;
  return millions < 100 ? `${millions.toFixed(1)} Mbit/s` : `${Math.round(millions)} Mbit/s`;
}

export function bytes(number) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = number ?? 0;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A span as one would say it: 12 s, 4 min, 3 h 20 min, 2 d 4 h. */
export function span(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(seconds / 3600);
  return withRest(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function withRest(whole, unit, rest, small) {
  return rest ? `${whole} ${unit} ${rest} ${small}` : `${whole} ${unit}`;
}

/** The time of day of a moment, where the page is looked at. */
export function clock(time) {
  return new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** How long ago something was, by the proxy's clock. */
export function ago(time, now) {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
  return seconds < 2 ? 'now' : `${span(Math.round(seconds))} ago`;
}

export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

/** The beginning of a long id: enough to tell one from the other. */
export function short(id) {
  return id && id.length > 16 ? `${id.slice(0, 12)}…` : (id ?? '');
}

export function sentence(text) {
  const trimmed = (text ?? '').trim();
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return !begun || /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

/** The names that people know engines by, by their addresses. */
export function labelsOf(engines) {
  return new Map(engines.map((engine) => [engine.address, engine.label ?? plain(engine.name)]));
}

/** An engine as people know it: by its label, or the beginning of its container's id. */
export function engineName(engine, labels = new Map()) {
  return engine ? (labels.get(engine.address) ?? plain(engine.name ?? engine.address)) : 'none';
}

const plain = (name) => (/^[0-9a-f]{32,}$/.test(name) ? name.slice(0, 12) : name);

/** What was said, with engines as people know them, and without ids that nobody reads to their end. */
export function readable(words, labels = new Map(), engine = null) {
  const named = engine ? words.replaceAll(engine.name, engineName(engine, labels)) : words;
  return named
    .replace(/\b[0-9a-f]{32,}@([^\s,;]+:\d+)/g, (id, address) => labels.get(address) ?? address)
    .replace(/\b[0-9a-f]{32,}\b/g, (id) => id.slice(0, 12));
}

/** How a stream went on after it had lost an engine, in a sentence. */
export function switched(change, now, labels) {
  const to = engineName(change.to, labels);
  const from = change.from ? engineName(change.from, labels) : null;
  const how = {
    exact: 'at the next byte',
    keyframe: 'at a later picture',
    tables: 'in the middle of a picture',
  }[change.kind] ?? 'later';
  const why = change.why ? `${from ? `Engine ${from}: ` : ''}${readable(change.why, labels)}` : from ? `Left engine ${from}` : 'A new session';
  const lost = change.lost_seconds > 0.05 ? `, ${span(change.lost_seconds)} of media lost` : ', nothing lost';
  return `${why}, ${ago(change.time, now)}; the stream went on ${how} on engine ${to}${change.kind === 'exact' ? lost : change.lost_seconds === undefined ? '' : lost}.`;
}
