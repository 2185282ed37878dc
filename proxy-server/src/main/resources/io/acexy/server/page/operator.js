// What an operator does, and is asked before he does it.
import { byId, el, text } from './dom.js';
import { ask, askJson, key, Refusal, setKey } from './proxy.js';
import { rate, sentence, short, span } from './words.js';

const WATCHED_SECONDS = 8;

export class Operator {
  #live;

  /** @param live is asked anew with another key */
  constructor(live) {
    this.#live = live;
    byId('key').addEventListener('click', () => this.askForKey());
  }

  move(stream) {
    return this.#do(() => ask(`api/v1/streams/${stream.id}/move`, { method: 'POST' }));
  }

  backToFirst(channel) {
    return this.#do(() => ask(`api/v1/channels/${channel.id}/first`, { method: 'POST' }));
  }

  async stop(stream) {
    const watched = stream.players === 1 ? 'its player' : `its ${stream.players} players`;
    if (await confirm('Stop this stream?', `Stream ${short(stream.id)} ends for ${watched}.`, 'Stop it')) {
      await this.#do(() => ask(`api/v1/streams/${stream.id}`, { method: 'DELETE' }));
    }
  }

  async kick(player) {
    const who = `${player.address || 'a player'}${player.agent ? ` (${player.agent})` : ''}`;
    if (await confirm('Send this player away?', `The connection of ${who} is closed. Nothing keeps him from coming back.`, 'Send away')) {
      await this.#do(() => ask(`api/v1/players/${player.id}`, { method: 'DELETE' }));
    }
  }

  async diagnose(stream) {
    const dialog = byId('diagnosis');
    const body = byId('diagnosis-body');
    body.replaceChildren(el('p', {}, `Watching ${short(stream.id)} for ${WATCHED_SECONDS} s.`));
    dialog.showModal();
    const found = await this.#do(() => askJson(`api/v1/streams/${stream.id}/diagnosis?seconds=${WATCHED_SECONDS}`));
    if (!dialog.open) return;
    if (found) body.replaceChildren(...diagnosis(found));
    else dialog.close();
  }

  /** Does something that may need the key: then asks for it, and does it with the one that is given. */
  async #do(action) {
    try {
      return await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) return this.#tell('The proxy does not answer.');
      if (!refusal.isForKey && refusal.status !== 403) return this.#tell(`${sentence(refusal.message)} ${sentence(refusal.advice)}`);
      return (await this.askForKey(sentence(refusal.message))) ? this.#do(action) : undefined;
    }
  }

  async #tell(words) {
    await confirm('That was not done', words, null);
  }

  /** Asks for the key; whether there is another one now. */
  async askForKey(why = '') {
    const dialog = byId('key-dialog');
    const field = byId('key-value');
    text(byId('key-words'), `${why} Kept until this tab is closed, and sent to this proxy only.`.trim());
    field.value = key();
    byId('key-forget').hidden = !key();
    const answer = await open(dialog);
    if (answer === 'no') return false;
    setKey(answer === 'yes' ? field.value.trim() : '');
    field.value = '';
    this.#live.restart();
    return answer === 'yes';
  }
}

/** Opens a dialog; the value of the button that closed it, `no` for the escape key. Who presses Enter in a field means yes. */
function open(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = 'no';
    dialog.addEventListener('close', () => resolve(dialog.returnValue || 'no'), { once: true });
    const field = dialog.querySelector('input');
    if (field) {
      field.onkeydown = (event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        dialog.close('yes');
      };
    }
    dialog.showModal();
  });
}

async function confirm(title, words, yes) {
  const button = byId('ask-yes');
  text(byId('ask-title'), title);
  text(byId('ask-words'), words);
  button.hidden = !yes;
  text(button, yes ?? '');
  return (await open(byId('ask'))) === 'yes';
}

const VERDICTS = {
  good: 'Nothing is wrong with it.',
  flawed: 'It has flaws that players cope with.',
  bad: 'Players stumble over it.',
  silent: 'Nothing came.',
};

function diagnosis(found) {
  const tone = { good: 'good', flawed: 'warn' }[found.verdict] ?? 'bad';
  const tracks = found.tracks
    .filter((track) => track.kind === 'video' || track.kind === 'audio')
    .map((track) => [track.codec, track.width && `${track.width} × ${track.height}`, track.language].filter(Boolean).join(' '));
  const pairs = [
    ['Made of', tracks.join(', ') || 'nothing that is known'],
    ['Bit rate', found.bits_per_second && `${rate(found.bits_per_second.mean)}, from ${rate(found.bits_per_second.min)} to ${rate(found.bits_per_second.max)}`],
    ['Continuity', `${found.continuity_errors} errors, ${found.jumps} jumps`],
    ['Keyframes', found.keyframes.distance_seconds ? `every ${span(found.keyframes.distance_seconds.mean)}, ${span(found.keyframes.distance_seconds.max)} at most` : `${found.keyframes.count}`],
    ['Clock', found.pcr.jitter_ms && `${found.pcr.jitter_ms.max.toFixed(1)} ms jitter at most, ${found.pcr.discontinuities} jumps`],
    ['Longest pause', `${Math.round(found.arrival.longest_pause_ms)} ms`],
    ['TR 101 290', found.first_priority.filter((check) => !check.ok).map((check) => `${check.name} ${check.count}`).join(', ') || 'all first-priority checks passed'],
  ].filter(([, value]) => value);
  return [
    el('p', { class: tone }, VERDICTS[found.verdict]),
    el('ul', { class: 'plain' }, ...found.words.map((words) => el('li', {}, sentence(words)))),
    el('dl', { class: 'pairs' }, ...pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))),
  ];
}
