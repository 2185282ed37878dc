// The household's channels: what is on, which of them play, from which of their contents.
import { askJson } from './proxy.js';
import { attribute, byId, el, keyed, show, text } from './dom.js';
import { Pictures } from './pictures.js';
import { clock, count, short } from './words.js';

/** What is asked for at most: the rest is in the list that players have. */
const MOST = 500;
const EVERY = 4_000;
/** Where there are none; a list may be on its way. */
const EVERY_EMPTY = 15_000;
const ANSWERED = new Set(['live', 'polling']);

export class Channels {
  #watch;
  #operator;
  #pictures = new Pictures();
  #due = 0;
  #there = false;
  #asking = false;

  constructor(watch, operator) {
    this.#watch = watch;
    this.#operator = operator;
  }

  /** Is told what is known, and asks for the channels when it is time and the proxy answers. */
  show(view) {
    if (!ANSWERED.has(view.state)) this.#due = 0;
    else if (!this.#asking && performance.now() >= this.#due) void this.#ask();
  }

  async #ask() {
    this.#asking = true;
    try {
      this.#list(await askJson(`api/v1/channels?limit=${MOST}`));
    } catch {
      // the page says that the proxy does not answer
    } finally {
      this.#asking = false;
      this.#due = performance.now() + (this.#there ? EVERY : EVERY_EMPTY);
    }
  }

  #list({ channels, total }) {
    this.#there = total > 0;
    show(byId('channels-panel'), this.#there);
    const running = channels.filter((channel) => channel.stream).length;
    const all = total > channels.length ? `The first ${channels.length} of ${total}` : count(total, 'channel');
    text(byId('channels-words'), `${all}, ${running} running`);
    keyed(byId('channels'), channels, (channel) => channel.id, () => this.#card());
  }

  #card() {
    let channel;
    const picture = el('span', { class: 'initials', 'aria-hidden': 'true' });
    const number = el('span', { class: 'number' });
    const name = el('strong');
    const state = el('span', { class: 'state' });
    const checked = el('span', { class: 'state' });
    const programmes = el('p', { class: 'programmes' });
    const watch = el('button', { type: 'button', class: 'small', onclick: () => this.#play(channel) }, 'Watch');
    const contents = new Contents(async () => {
      await this.#operator.backToFirst(channel);
      this.#due = 0;
    });
    const card = el('li', { class: 'card channel' },
      el('div', { class: 'card-head' }, picture, number, name, state, checked, el('div', { class: 'buttons' }, watch)),
      programmes,
      contents.node);
    card.update = (given) => {
      channel = given;
      this.#pictures.fill(picture, initials(channel.name), channel.logo && `channel/${channel.id}/logo?missing=empty`);
      text(number, channel.number);
      text(name, channel.name);
      const live = Boolean(channel.stream);
      text(state, live ? `Live, ${count(channel.stream.players, 'player')}` : 'Idle');
      attribute(state, 'class', `state ${live ? 'good' : ''}`);
      showVerdict(checked, channel);
      attribute(watch, 'aria-label', `Watch ${channel.name}`);
      const said = [channel.now && `${channel.now.title}, until ${clock(channel.now.stop)}`, channel.next && `${clock(channel.next.start)} ${channel.next.title}`];
      text(programmes, said.filter(Boolean).join(' · '));
      show(programmes, said.some(Boolean));
      contents.update(channel);
    };
    return card;
  }

  #play(channel) {
    this.#watch.play({ name: 'channel', value: channel.id });
    this.#due = performance.now() + 1_000;
  }
}

/** What the last check has found, in a word, and the rest for whoever points at it. */
function showVerdict(node, { checked, hidden }) {
  show(node, Boolean(checked));
  if (!checked) return;
  text(node, hidden ? 'Dead, not listed' : checked.alive ? 'Plays' : 'Dead');
  attribute(node, 'class', `state ${checked.alive ? 'good' : 'bad'}`);
  const said = [`Checked ${new Date(checked.time).toLocaleString()}`, checked.why,
    checked.alive && checked.first_picture_ms !== undefined && `picture after ${(checked.first_picture_ms / 1000).toFixed(1)} s`,
    checked.alive && checked.peers !== undefined && count(checked.peers, 'peer')];
  attribute(node, 'title', said.filter(Boolean).join(', '));
}

/** What plays a channel, the wanted one first, and which of it is on. */
class Contents {
  #summary = el('summary');
  #list = el('ol', { class: 'people' });
  #first;

  constructor(backToFirst) {
    this.#first = el('button', { type: 'button', class: 'small', onclick: backToFirst }, 'Back to the first');
    this.node = el('details', {}, this.#summary, this.#list, this.#first);
  }

  update({ name, contents, stream }) {
    const on = contents.findIndex((content) => isSame(content, stream?.content));
    text(this.#summary, on > 0 ? `${count(contents.length, 'content')}, number ${on + 1} is on` : count(contents.length, 'content'));
    // What is on is not in the list where the list has changed since.
    show(this.#first, Boolean(stream?.content) && on !== 0);
    attribute(this.#first, 'aria-label', `Back to the first content of ${name}`);
    const rows = contents.map((content, at) => ({ content, at, isOn: at === on }));
    keyed(this.#list, rows, ({ content, at }) => `${at} ${content.kind} ${content.value}`, () => {
      const value = el('span', { class: 'mono agent' });
      const state = el('span');
      const row = el('li', { class: 'person' }, value, state);
      row.update = ({ content, isOn, at }) => {
        text(value, `${content.kind} ${short(content.value)}`);
        attribute(value, 'title', content.value);
        text(state, isOn ? 'On' : at === 0 ? 'Wanted' : 'Backup');
        attribute(state, 'class', `state ${isOn ? 'good' : ''}`);
      };
      return row;
    });
  }
}

const isSame = (one, other) => Boolean(other) && one.kind === other.kind && one.value === other.value && one.file === other.file;

/** In place of a picture, while there is none. */
function initials(name) {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ['?'];
  return (words.length > 1 ? words[0].charAt(0) + words[1].charAt(0) : words[0].slice(0, 2)).toUpperCase();
}
