// One run of HLS in a video element: by hls.js, and where there is no MSE by the browser itself.
import { hls } from './load.js';
import { ask, key } from './proxy.js';

const NATIVE = 'application/vnd.apple.mpegurl';

export class HlsRun {
  #video;
  #heard;
  #hls = null;
  #over = false;
  #recovered = 0;

  /** @param heard as of a TsRun */
  constructor(video, heard) {
    this.#video = video;
    this.#heard = heard;
  }

  async start(url) {
    const Hls = await hls();
    if (this.#over) return;
    if (Hls.isSupported()) this.#play(Hls, url);
    else await this.#playNatively(url);
  }

  #play(Hls, url) {
    const player = new Hls({
      enableWorker: false,
      backBufferLength: 60,
      maxLiveSyncPlaybackRate: 1.1,
      manifestLoadPolicy: { default: { maxTimeToFirstByteMs: 90_000, maxLoadTimeMs: 90_000, timeoutRetry: null, errorRetry: null } },
      xhrSetup: (request) => key() && request.setRequestHeader('x-api-key', key()),
    });
    this.#hls = player;
    player.on(Hls.Events.BUFFER_CODECS, (event, found) => {
      const kinds = { video: found.video?.codec, audio: found.audio?.codec };
      const tracks = Object.entries(kinds).filter(([, codec]) => codec).map(([kind, codec]) => ({ kind, name: named(codec) }));
      this.#heard.tracks(tracks);
    });
    player.on(Hls.Events.MANIFEST_PARSED, () => Promise.resolve(this.#video.play()).catch(() => {}));
    player.on(Hls.Events.ERROR, (event, error) => error.fatal && this.#failed(Hls, error, url));
    player.loadSource(url);
    player.attachMedia(this.#video);
  }

  async #failed(Hls, error, url) {
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR && this.#recovered++ < 1) {
      this.#hls.recoverMediaError();
      return;
    }
    let cause = new Error(error.reason ?? error.error?.message ?? error.details);
    if (error.response?.code >= 400) {
      // hls.js keeps no body: asked once more for the reason in words
      cause = await ask(url).then((answer) => (answer.body?.cancel(), cause), (refusal) => refusal);
    }
    this.#end(cause);
  }

  async #playNatively(url) {
    if (!this.#video.canPlayType(NATIVE)) throw new Error('This browser plays neither transport stream nor HLS.');
    const answer = await ask(url);
    await answer.body?.cancel();
    if (this.#over) return;
    this.#video.src = url;
    this.#video.onerror = () => this.#end(new Error(this.#video.error?.message || 'The browser gave up.'));
    this.#video.onended = () => this.#end(null);
    Promise.resolve(this.#video.play()).catch(() => {});
  }

  #end(error) {
    if (this.#over) return;
    this.stop();
    this.#heard.over(error);
  }

  get bytes() {
    return 0;
  }

  stop() {
    this.#over = true;
    this.#hls?.destroy();
    this.#hls = null;
    this.#video.onerror = null;
    this.#video.onended = null;
  }
}

function named(codec) {
  if (/^(avc1|avc3)/.test(codec)) return 'H.264';
  if (/^(hvc1|hev1)/.test(codec)) return 'HEVC (H.265)';
  if (/^mp4a\.40\.34|^mp3/.test(codec)) return 'MP3';
  if (codec.startsWith('mp4a')) return 'AAC';
  return codec;
}
