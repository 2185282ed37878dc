// The player: what is wished, how it is played, and that it goes on. What it shows is one report; the page writes it.
import { mediaUrl } from './link.js';
import { HlsRun } from './hlsrun.js';
import { Refusal } from './proxy.js';
import { TsRun } from './tsrun.js';
import { Watchdog } from './watchdog.js';
import { sentence } from './words.js';

const LOOK = 250;
/** From the first media to the first picture. */
const PICTURE_WAIT = 15_000;
/** Where the proxy says nothing else, and so often in a row at most. */
const RETRY_REFUSED = 5_000;
const MAX_REFUSED = 5;

const IDLE = { phase: 'idle', title: 'Nothing is playing', words: 'Paste a content above, or watch a running stream.', tracks: [] };

export class Player {
  #video;
  #changed;
  #wish = null;
  #run = null;
  #watchdog = new Watchdog();
  #mediaSince = 0;
  #asked = 0;
  #pictured = false;
  #film = false;
  #refused = 0;
  #later = null;

  report = IDLE;

  /** @param changed is called whenever the report is another one */
  constructor(video, changed) {
    this.#video = video;
    this.#changed = changed;
    setInterval(() => this.#look(), LOOK);
  }

  get wish() {
    return this.#wish;
  }

  /** How often the picture had to be started anew since it was wished. */
  restarts = 0;

  play(wish) {
    this.stop();
    this.#wish = wish;
    this.#watchdog = new Watchdog();
    this.#refused = 0;
    this.restarts = 0;
    this.#start();
  }

  /** The same content in another form. */
  change(news) {
    this.play({ ...this.#wish, ...news });
  }

  stop() {
    clearTimeout(this.#later);
    this.#end();
    this.#wish = null;
    this.#tell(IDLE);
  }

  /** Fulfilled when the video element is free for the next one. */
  #end() {
    const gone = Promise.resolve(this.#run?.stop());
    this.#run = null;
    const video = this.#video;
    const source = video.src;
    if (!source) return gone;
    // mpegts.js lets go of its buffers only while their media source is open: of a closed one it hears, and throws.
    return gone.then(() => {
      if (video.src !== source) return; // the next one has begun
      video.removeAttribute('src');
      video.load();
    });
  }

  #start() {
    const free = this.#end();
    this.#watchdog.begin();
    this.#pictured = false;
    this.#film = false;
    this.#mediaSince = 0;
    this.#asked = performance.now();
    const again = this.restarts > 0;
    this.#tell({
      ...IDLE,
      phase: again ? 'resuming' : 'starting',
      title: again ? 'Starting anew' : 'Asking for the stream',
      words: again ? this.report.words : 'An engine that has to find peers first takes some seconds.',
    });
    const form = formOf(this.#wish.form);
    const run = new (form === 'hls' ? HlsRun : TsRun)(this.#video, {
      tracks: (tracks) => this.#of(run, () => this.#media(tracks)),
      undecodable: (track) => this.#of(run, () => this.#undecodable(track)),
      silent: (track) => this.#of(run, () => this.#tell({ notice: { kind: 'silent', codec: track.name } })),
      film: () => this.#of(run, () => (this.#film = true)),
      over: (error) => this.#of(run, () => this.#over(error)),
    });
    this.#run = run;
    this.#tell({ form });
    const url = mediaUrl(this.#wish, form);
    free.then(() => this.#of(run, () => run.start(url))).catch((error) => this.#of(run, () => this.#over(error)));
  }

  /** What a run tells that is not the present one any more concerns nobody. */
  #of(run, tell) {
    return run === this.#run ? tell() : undefined;
  }

  #media(tracks) {
    this.#mediaSince ||= performance.now();
    this.#refused = 0;
    this.#tell({ tracks, title: 'Waiting for the first picture', words: '' });
  }

  #undecodable(track) {
    this.#end();
    this.#tell({
      phase: 'failed',
      title: track.kind === 'video' ? `The picture is ${track.name}` : `The sound is ${track.name}`,
      words: 'This browser does not decode it. Other players do: take the address below, or open it in VLC.',
      undecodable: track,
    });
  }

  #over(error) {
    if (error instanceof Refusal) {
      this.#refuse(error);
    } else if (this.#film && !error) {
      this.#end();
      this.#tell({ phase: 'failed', title: 'That was all of it', words: '' });
    } else {
      this.#again(error ? sentence(error.message) : 'The stream ended.');
    }
  }

  #refuse(refusal) {
    this.#end();
    const worthIt = refusal.retryAfter > 0 || refusal.status >= 502;
    const retry = worthIt && this.#refused++ < MAX_REFUSED;
    const wait = refusal.retryAfter * 1_000 || RETRY_REFUSED;
    this.#tell({
      phase: 'failed',
      title: sentence(refusal.message),
      words: [sentence(refusal.advice), retry ? `Asking again in ${Math.round(wait / 1000)} s.` : ''].filter(Boolean).join(' '),
      refusal,
    });
    if (retry) this.#later = setTimeout(() => this.#start(), wait);
  }

  #again(why) {
    this.restarts++;
    this.#end();
    const wait = this.#watchdog.delay();
    this.#tell({ phase: 'resuming', title: 'Starting anew', words: why });
    this.#later = setTimeout(() => this.#start(), wait);
  }

  #look() {
    if (!this.#run) return;
    const video = this.#video;
    const now = performance.now();
    if (!this.#pictured && video.readyState >= 2 && (video.currentTime > 0 || this.#film)) {
      this.#pictured = true;
      this.#tell({ phase: 'playing', title: '', words: '', waited: now - this.#asked });
    }
    if (!this.#pictured) {
      if (this.#mediaSince && now - this.#mediaSince > PICTURE_WAIT) this.#again('There was media, and no picture.');
      return;
    }
    const wanted = !video.paused && !video.seeking && !this.#film;
    if (this.#watchdog.look(now, video.currentTime, wanted)) {
      if (!skipHole(video)) this.#again('The picture stood still for 3 s.');
    } else {
      this.#changed(this.report);
    }
  }

  /** What is measured, for those who want to know. */
  get facts() {
    const video = this.#video;
    const quality = video.getVideoPlaybackQuality?.();
    const ranges = video.buffered;
    return {
      width: video.videoWidth,
      height: video.videoHeight,
      ahead: ranges.length ? Math.max(0, ranges.end(ranges.length - 1) - video.currentTime) : 0,
      frames: quality?.totalVideoFrames ?? 0,
      dropped: quality?.droppedVideoFrames ?? 0,
      bytes: this.#run?.bytes ?? 0,
    };
  }

  #tell(news) {
    this.report = news === IDLE ? IDLE : { ...this.report, ...news };
    this.#changed(this.report);
  }
}

/** Behind a hole in what is buffered the picture goes on, if somebody leads it there. */
function skipHole(video) {
  const ranges = video.buffered;
  for (let i = 0; i < ranges.length; i++) {
    if (ranges.start(i) > video.currentTime + 0.05 && ranges.end(i) - ranges.start(i) > 0.5) {
      video.currentTime = ranges.start(i) + 0.05;
      return true;
    }
  }
  return false;
}

/** Transport stream is nearer to live; browsers without MSE have HLS. */
function formOf(wanted) {
  if (wanted === 'ts' || wanted === 'hls') return wanted;
  const media = globalThis.ManagedMediaSource ?? globalThis.MediaSource;
  return media?.isTypeSupported('video/mp4; codecs="avc1.42e01e"') ? 'ts' : 'hls';
}
