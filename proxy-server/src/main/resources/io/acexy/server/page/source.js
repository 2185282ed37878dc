// The transport stream of one player, from this proxy: one request, which tells in words why it is refused, what the media is made
// of, and where its clock begins anew.
import { ask } from './proxy.js';
import { TransportStream } from './ts.js';

/** What may come before the programme's map; after that it is played as it is. */
const MAX_AHEAD = 2 << 20;

export class TsSource {
  #abort = new AbortController();
  #stream = new TransportStream();
  #ahead = [];
  #aheadBytes = 0;
  #sink = null;
  #known;
  #ended = null;

  /** Settles when the tracks are known, or will not be: `[{ kind, name, type, pid }]`. */
  tracks = new Promise((resolve) => (this.#known = resolve));
  bytes = 0;

  /** Asks; resolves with the answer's kind of media when the proxy has some, and throws its refusal else. */
  async open(url) {
    const answer = await ask(url, { signal: this.#abort.signal, headers: { accept: 'video/mp2t, application/json;q=0.9' } });
    this.type = answer.headers.get('content-type') ?? '';
    this.isFilm = answer.headers.has('content-length') || answer.headers.get('accept-ranges') === 'bytes';
    if (this.isFilm && !this.type.includes('mp2t')) this.#abort.abort();
    else this.#read(answer.body.getReader());
  }

  /** A demuxer sees nothing of such a track. */
  hide(track) {
    this.#stream.hide(track);
  }

  /**
   * Where everything goes from now on: `take(bytes, jump)`, and `end(error)` once. What has come already comes first. Null keeps
   * what comes for the next one.
   */
  to(sink) {
    this.#sink = sink;
    this.#aheadBytes = 0;
    while (this.#sink && this.#ahead.length) this.#give(this.#ahead.shift());
    if (this.#sink && this.#ended) this.#sink.end(this.#ended.error);
  }

  /** Gives back what a sink has not used: it comes first for the next one. */
  keep(bytes) {
    this.#ahead.unshift({ bytes, jump: false });
    this.#aheadBytes += bytes.length;
  }

  close() {
    this.#sink = null;
    this.#abort.abort();
  }

  async #read(reader) {
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        this.bytes += value.length;
        for (const piece of this.#stream.push(value)) this.#give(piece);
        this.#tell();
      }
      this.#end(null);
    } catch (error) {
      this.#end(error);
    }
  }

  #give(piece) {
    if (this.#sink) {
      this.#stream.mask(piece.bytes);
      this.#sink.take(piece.bytes, piece.jump);
    } else {
      this.#ahead.push(piece);
      this.#aheadBytes += piece.bytes.length;
    }
  }

  #tell() {
    if (this.#known && (this.#stream.tracks || this.#aheadBytes > MAX_AHEAD)) {
      this.#known(this.#stream.tracks ?? []);
      this.#known = null;
    }
  }

  #end(error) {
    this.#ended = { error };
    this.#known?.(this.#stream.tracks ?? []);
    this.#known = null;
    this.#sink?.end(error);
  }
}
