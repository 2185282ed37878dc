// Who of several tabs keeps the stream of events: the oldest that is looked at. A browser has six connections to one server, and
// each player needs one of them.

const HEARD_FOR = 6_000;

export class Elders {
  #me = { since: Date.now(), id: Math.random() };
  #channel = null;
  #heard = -Infinity;

  constructor() {
    if (!('BroadcastChannel' in globalThis)) return;
    this.#channel = new BroadcastChannel('acexy.events');
    this.#channel.onmessage = ({ data }) => {
      if (data.since < this.#me.since || (data.since === this.#me.since && data.id < this.#me.id)) this.#heard = performance.now();
    };
  }

  /** Says that this tab keeps a stream. */
  speak() {
    this.#channel?.postMessage(this.#me);
  }

  /** Whether an older tab keeps one. */
  get isThere() {
    return performance.now() - this.#heard < HEARD_FOR;
  }
}
