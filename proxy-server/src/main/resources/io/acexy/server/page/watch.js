// The part of the page where one watches.
import { attribute, byId, el, keyed, show, text } from './dom.js';
import { mediaUrl, parse, playlist } from './link.js';
import { mpegts } from './load.js';
import { Player } from './player.js';
import { engineName, labelsOf, span } from './words.js';

export class Watch {
  #player;
  #live;
  #playlistUrl = null;
  #shownFor = null;

  /** @param live tells what is running */
  constructor(live) {
    this.#live = live;
    const video = byId('video');
    this.#player = new Player(video, () => this.show());
    byId('wish').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId('wish').addEventListener('focusin', () => void mpegts().catch(() => {}), { once: true }); // so that it is there at the click
    byId('stop').addEventListener('click', () => {
      this.#player.stop();
      history.replaceState(null, '', location.pathname + location.search);
      byId('play').focus();
    });
    byId('form').addEventListener('change', () => this.#player.wish && this.#player.change({ form: byId('form').value }));
    byId('copy').addEventListener('click', () => this.#copy());
    byId('notice-action').addEventListener('click', () => this.#player.change({ profile: 'aac' }));
    addEventListener('hashchange', () => this.#follow());
    this.show();
  }

  /** What the address of the page asks for. */
  begin() {
    this.#follow();
  }

  /** What is watched, as a stream of the overview. */
  stream(overview) {
    const wish = this.#player.wish;
    return wish && overview?.streams.streams.find((stream) => names(stream).includes(`${wish.name} ${wish.value}`));
  }

  /** Plays a content: what the button at a stream does. */
  play(wish) {
    byId('content').value = typed(wish);
    this.#play(wish);
    byId('screen').scrollIntoView({ block: 'nearest' });
  }

  #submit() {
    const wish = parse(byId('content').value, (digits) => this.#isInfohash(digits));
    if (wish.problem) {
      this.#notice(wish.problem);
      byId('content').focus();
    } else {
      this.#play(wish);
    }
  }

  #isInfohash(digits) {
    return Boolean(this.#live.view.overview?.streams.streams.some((stream) => stream.infohash === digits));
  }

  #play(wish) {
    this.#notice('');
    this.#player.play({ ...wish, form: byId('form').value });
    history.replaceState(null, '', `#${wish.name}=${encodeURIComponent(wish.value)}`);
  }

  #follow() {
    const [name, value] = [...new URLSearchParams(location.hash.slice(1))][0] ?? [];
    if (!['id', 'infohash', 'url', 'magnet', 'channel'].includes(name) || !value) return;
    if (this.#player.wish?.value === value) return;
    byId('content').value = typed({ name, value });
    this.#play({ name, value });
  }

  show() {
    const report = this.#player.report;
    const wish = this.#player.wish;
    attribute(byId('screen'), 'data-phase', report.phase);
    text(byId('curtain-title'), report.title);
    text(byId('curtain-words'), report.words);
    show(byId('stop'), Boolean(wish));
    this.#offer(report);
    this.#facts(report);
    this.#address(wish);
  }

  /** What can be done about what is not heard or seen. */
  #offer(report) {
    const wish = this.#player.wish;
    const mute = report.notice?.kind === 'silent' || report.undecodable?.kind === 'audio';
    const codec = report.notice?.codec ?? report.undecodable?.name;
    if (mute) this.#notice(`The sound is ${codec}, which this browser does not decode.`);
    else if (report.phase === 'playing' && this.#said.startsWith('The sound')) this.#notice('');
    show(byId('notice-action'), mute && wish?.profile !== 'aac');
    text(byId('notice-action'), 'Play it with AAC sound');
    const retry = report.phase === 'failed' && wish && !report.undecodable;
    const made = byId('curtain-actions').firstElementChild;
    if (retry && !made) {
      byId('curtain-actions').append(el('button', { type: 'button', onclick: () => this.#player.change({}) }, 'Ask again'));
    } else if (!retry && made) {
      made.remove();
    }
  }

  #said = '';

  #notice(words) {
    this.#said = words;
    show(byId('notice'), Boolean(words));
    text(byId('notice-words'), words);
    if (!words) show(byId('notice-action'), false);
  }

  #facts(report) {
    const facts = this.#player.facts;
    const parts = [];
    if (this.#player.wish && report.phase !== 'failed') {
      const tracks = report.tracks.map((track) => track.name).join(' + ');
      if (report.form) parts.push(report.form === 'hls' ? 'HLS' : 'TS');
      if (tracks) parts.push(tracks);
      if (facts.width) parts.push(`${facts.width} × ${facts.height}`);
      if (report.waited) parts.push(`picture after ${span(report.waited / 1000)}`);
      if (facts.frames) {
        parts.push(`${span(facts.ahead)} buffered`, `${facts.dropped} of ${facts.frames} frames dropped`);
      }
      const stream = this.stream(this.#live.view.overview);
      if (stream?.engine) parts.push(`engine ${engineName(stream.engine, labelsOf(this.#live.view.overview.engines.engines))}`);
      if (this.#player.restarts) parts.push(`started anew ${this.#player.restarts}×`);
    }
    keyed(byId('facts'), parts.map((part, at) => ({ part, at })), (item) => item.at, () => {
      const node = el('span');
      node.update = (item) => text(node, item.part);
      return node;
    });
  }

  #address(wish) {
    show(byId('address'), Boolean(wish));
    const shown = wish ? `${wish.name} ${wish.value} ${wish.form} ${wish.profile}` : null;
    if (!wish || this.#shownFor === shown) return;
    this.#shownFor = shown;
    const url = mediaUrl(wish, wish.form === 'hls' ? 'hls' : 'ts');
    byId('url').value = url;
    if (this.#playlistUrl) URL.revokeObjectURL(this.#playlistUrl);
    this.#playlistUrl = URL.createObjectURL(new Blob([playlist(url, wish.value)], { type: 'audio/x-mpegurl' }));
    byId('m3u').href = this.#playlistUrl;
    byId('vlc').href = `vlc://${url}`;
  }

  async #copy() {
    const field = byId('url');
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand('copy'); // without HTTPS there is no other way
    }
    text(byId('copy'), 'Copied');
    setTimeout(() => text(byId('copy'), 'Copy'), 1_500);
  }
}

/** What stands in the field for contents: a channel is none. */
function typed(wish) {
  return wish.name === 'channel' ? '' : wish.value;
}

/** Each name of a stream as a wish has it. */
export function names(stream) {
  const all = stream.names.map((name) => `${name.kind} ${name.value}`);
  return stream.infohash ? [...all, `infohash ${stream.infohash}`] : all;
}

/** How a running stream is wished. */
export function wishOf(stream) {
  const name = stream.names.find((one) => one.kind === 'id') ?? stream.names[0];
  return name ? { name: name.kind, value: name.value } : { name: 'infohash', value: stream.infohash };
}
