// One run of a transport stream in a video element: from the request to the end, by mpegts.js.
import { isDecodable } from './codecs.js';
import { mpegts } from './load.js';
import { TsSource } from './source.js';

/** So many turns of the queue of microtasks, of which mpegts.js takes one for each event. */
const TURNS = 3;

/** What is buffered is what outlasts a change of engine, so a player goes faster only when he is far behind. */
const SETTINGS = {
  enableWorker: false,
  enableStashBuffer: false,
  lazyLoad: false,
  liveSync: true,
  liveSyncMaxLatency: 14,
  liveSyncTargetLatency: 8,
  liveSyncPlaybackRate: 1.1,
  autoCleanupSourceBuffer: true,
  autoCleanupMaxBackwardDuration: 60,
  autoCleanupMinBackwardDuration: 30,
};

export class TsRun {
  #video;
  #source = new TsSource();
  #player = null;
  #heard;
  #over = false;

  /** @param heard is told: `tracks(tracks)`, `undecodable(track)`, `silent(track)`, `film()`, `over(error)` once */
  constructor(video, heard) {
    this.#video = video;
    this.#heard = heard;
  }

  async start(url) {
    const library = mpegts();
    library.catch(() => {});
    await this.#source.open(url);
    if (this.#over) return;
    if (this.#source.isFilm && !this.#source.type.includes('mp2t')) {
      this.#video.src = url;
      this.#heard.film();
      return;
    }
    if (this.#source.isFilm) this.#heard.film();
    const tracks = await this.#source.tracks;
    if (this.#over) return;
    this.#heard.tracks(tracks);
    if (!this.#mayPlay(tracks)) return;
    const loaded = await library;
    if (!this.#over) this.#attach(loaded);
  }

  /** Where a track cannot be decoded the others are played, except that nobody wants the sound of a picture alone. */
  #mayPlay(tracks) {
    const picture = tracks.find((track) => track.kind === 'video');
    if (picture && !isDecodable(picture)) {
      this.stop();
      this.#heard.undecodable(picture);
      return false;
    }
    const mute = tracks.filter((track) => track.kind === 'audio' && !isDecodable(track));
    const heard = tracks.some((track) => track.kind === 'audio' && isDecodable(track));
    mute.forEach((track) => this.#source.hide(track));
    if (mute.length && !heard) {
      if (!picture) {
        this.stop();
        this.#heard.undecodable(mute[0]);
        return false;
      }
      this.#heard.silent(mute[0]);
    }
    return true;
  }

  #attach(library) {
    const player = library.createPlayer(
      { type: 'mpegts', isLive: true, url: 'acexy:' },
      { ...SETTINGS, liveSync: !this.#source.isFilm, customLoader: this.#loader(library) },
    );
    this.#player = player;
    player.on(library.Events.ERROR, (type, detail, info) => {
      if (player === this.#player) this.#end(new Error(info?.msg ?? String(detail)));
    });
    player.attachMediaElement(this.#video);
    player.load();
    Promise.resolve(player.play()).catch(() => {}); // who may not play by himself has the button for it
  }

  /** mpegts.js takes bytes from whom it is told. A new time base gets a new player, and the connection stays. */
  #loader(library) {
    const source = this.#source;
    const renew = () => this.#detach().then(() => this.#over || this.#attach(library));
    const end = (error) => this.#end(error);
    return class extends library.BaseLoader {
      #position = 0;

      constructor() {
        super('acexy');
        this._needStash = false;
      }

      open() {
        this._status = library.LoaderStatus.kBuffering;
        let begun = false;
        source.to({
          take: (bytes, jump) => {
            if (jump && begun) {
              source.to(null);
              source.keep(bytes);
              renew();
              return;
            }
            begun = true;
            const from = this.#position;
            this.#position += bytes.length;
            this._onDataArrival(whole(bytes), from, this.#position);
          },
          end,
        });
      }

      abort() {
        source.to(null);
        this._status = library.LoaderStatus.kComplete;
      }

      destroy() {
        if (this.isWorking()) this.abort();
        super.destroy();
      }
    };
  }

  #end(error) {
    if (this.#over) return;
    this.stop();
    this.#heard.over(error);
  }

  /** mpegts.js tells of what has happened a little later, and then needs what it would have thrown away. */
  async #detach() {
    const player = this.#player;
    this.#player = null;
    for (let turn = 0; player && turn < TURNS; turn++) await null;
    player?.destroy();
  }

  get bytes() {
    return this.#source.bytes;
  }

  /** Fulfilled when the video element has been let go. */
  stop() {
    this.#over = true;
    this.#source.close();
    return this.#detach();
  }
}

function whole(bytes) {
  const { buffer, byteOffset, byteLength } = bytes;
  return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
}
