// What is going on, as it goes on: by server-sent events while somebody looks, by asking again and again where those do not come
// through. A hidden tab is silent, and of several tabs one listens: they would keep connections from the players.
import { Elders } from './elders.js';
import { ask, askJson, Refusal } from './proxy.js';
import { EventReader } from './sse.js';

/** An overview comes every 2 s; so long without one, and there is nobody at the other end. */
const SILENCE = 8_000;
const POLL = 2_000;
const RETRY = [500, 1_000, 2_000, 4_000];
/** So many streams of events that brought nothing, and they are not tried again for a while. */
const FRUITLESS = 3;
const POLLS = 15;
const MAX_EVENTS = 500;
const HOUR = 3_600_000;

export class Live {
  #changed;
  #running = null;
  #failures = 0;
  #fruitless = 0;
  #elders = new Elders();

  /** What was told last. `state` is wait, live, polling, away or locked. */
  view = { state: 'wait', overview: null, events: [], received: 0, trouble: '' };

  /** @param changed is called with the view whenever something in it has changed */
  constructor(changed) {
    this.#changed = changed;
    document.addEventListener('visibilitychange', () => this.#follow());
    addEventListener('pagehide', () => this.#stop());
    addEventListener('pageshow', () => this.#follow());
    this.#follow();
  }

  /** Anew at once, such as with another key. */
  restart() {
    this.#stop();
    this.#failures = 0;
    this.#follow();
  }

  /** The proxy's clock now, which need not be this machine's. */
  now() {
    const { overview, received } = this.view;
    return overview ? Date.parse(overview.time) + (performance.now() - received) : Date.now();
  }

  #follow() {
    if (document.visibilityState === 'hidden') this.#stop();
    else if (!this.#running) this.#run((this.#running = new AbortController()));
  }

  #stop() {
    this.#running?.abort();
    this.#running = null;
  }

  async #run(running) {
    while (!running.signal.aborted) {
      try {
        if (this.#elders.isThere || this.#fruitless >= FRUITLESS) await this.#poll(running.signal);
        else await this.#listen(running.signal);
        if (this.#failures === 0) continue;
      } catch (trouble) {
        if (running.signal.aborted) return;
        this.#lost(trouble);
        if (trouble instanceof Refusal && trouble.isForKey) {
          this.#running = null;
          return;
        }
      }
      await pause(RETRY[Math.min(this.#failures++, RETRY.length - 1)], running.signal);
    }
  }

  #lost(trouble) {
    const locked = trouble instanceof Refusal && trouble.isForKey;
    this.#show({ state: locked ? 'locked' : 'away', trouble: trouble instanceof Refusal ? trouble.message : '' });
  }

  /** From the beginning: rows of before a restart are not there any more. */
  async #begin(signal) {
    const [overview, log] = await Promise.all([
      askJson('api/v1/overview', { signal }),
      askJson(`api/v1/events?limit=${MAX_EVENTS}&since=${new Date(Date.now() - HOUR).toISOString()}`, { signal }),
    ]);
    const events = new Map([...log.events, ...overview.events].map((event) => [event.id, event]));
    this.#show({
      overview,
      received: performance.now(),
      events: [...events.values()].sort((one, other) => one.id - other.id).slice(-MAX_EVENTS),
      trouble: '',
    });
  }

  async #listen(parent) {
    const silence = new AbortController();
    const signal = AbortSignal.any([parent, silence.signal]);
    let timer = setTimeout(() => silence.abort(), SILENCE);
    let told = false;
    try {
      await this.#begin(signal);
      const last = this.view.events.at(-1)?.id;
      const headers = { accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': String(last) }) };
      const answer = await ask('api/v1/events', { headers, signal });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const lines = new EventReader();
      this.#fruitless++;
      while (!this.#elders.isThere) {
        this.#elders.speak();
        const { done, value } = await reader.read();
        if (done) throw new Error('the events ended');
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE);
        for (const event of lines.push(value)) {
          if (!told) this.#show({ state: 'live' });
          told = true;
          this.#failures = 0;
          this.#fruitless = 0;
          if (event.kind === 'reset') await this.#begin(signal);
          else this.#take(event);
        }
      }
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }

  #take(event) {
    const body = JSON.parse(event.data);
    if (event.kind === 'overview') {
      this.#show({ overview: { ...body, events: [] }, received: performance.now() });
    } else if (!this.view.events.some((known) => known.id === body.id)) {
      this.#show({ events: [...this.view.events, body].slice(-MAX_EVENTS) });
    }
  }

  async #poll(signal) {
    const forElders = this.#elders.isThere;
    for (let i = 0; forElders ? this.#elders.isThere : i < POLLS; i++) {
      await this.#begin(signal);
      if (signal.aborted) return;
      this.#failures = 0;
      this.#show({ state: 'polling' });
      await pause(POLL, signal);
      if (signal.aborted) return;
    }
    this.#fruitless = Math.min(this.#fruitless, FRUITLESS - 1);
  }

  #show(news) {
    Object.assign(this.view, news);
    this.#changed(this.view);
  }
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
