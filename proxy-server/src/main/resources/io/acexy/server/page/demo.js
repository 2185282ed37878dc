// The demo's buttons: what can befall the proxy, done on purpose.
import { byId, el, show, text } from './dom.js';
import { ask, Refusal } from './proxy.js';
import { sentence } from './words.js';

export class Demo {
  #watched;

  /** @param watched gives the stream on the screen, if there is one */
  constructor(watched) {
    this.#watched = watched;
    byId('demo-buttons').append(
      this.#button('Add 20 viewers', 'viewers?count=20'),
      this.#button('Kill the engine in use', 'kill', 'danger'),
      this.#button('Slow the engine down', 'slow'),
      this.#button('Cut the VPN', 'vpn'),
      this.#button('Fill the pool', 'fill'),
      this.#button('Mend everything', 'mend'),
    );
    show(byId('demo'), true);
  }

  #button(words, action, kind = '') {
    return el('button', { type: 'button', class: kind, 'data-action': action.split('?')[0], onclick: () => this.#do(action) }, words);
  }

  async #do(action) {
    const stream = this.#watched()?.infohash;
    const separator = action.includes('?') ? '&' : '?';
    try {
      const done = await ask(`demo/${action}${stream ? `${separator}stream=${stream}` : ''}`, { method: 'POST' });
      text(byId('demo-words'), sentence((await done.json()).done));
    } catch (error) {
      text(byId('demo-words'), error instanceof Refusal ? `${sentence(error.message)} ${sentence(error.advice)}` : 'The proxy does not answer.');
    }
  }
}
