// Whether a picture goes on, by the clock of the video alone. It decides, and does nothing.

/** So long may the clock stand still. */
export const STILL = 3_000;
/** After so long of playing, a player counts as well again. */
const CALM = 30_000;
const DELAYS = [0, 1_000, 2_000, 4_000, 8_000];
/** Between two looks there is less, unless the page slept: then it is the page that stood still. */
const ASLEEP = 2_000;

export class Watchdog {
  #time = null;
  #moved = 0;
  #looked = null;
  #since = null;
  #restarts = 0;

  /** A player begins: he has as long as he needs for his first picture. */
  begin() {
    this.#time = null;
    this.#looked = null;
    this.#since = null;
  }

  /**
   * Looks at the clock.
   *
   * @param now in milliseconds, of a clock that only goes forward
   * @param time of the video, in seconds
   * @param wanted whether it should go on: it was begun, and nobody has paused it
   * @return whether the player has to be started anew
   */
  look(now, time, wanted) {
    const slept = this.#looked !== null && now - this.#looked > ASLEEP;
    this.#looked = now;
    if (!wanted || slept || time !== this.#time) {
      if (wanted && !slept && this.#time !== null) this.#since ??= now;
      this.#time = time;
      this.#moved = now;
      if (this.#since !== null && now - this.#since > CALM) this.#restarts = 0;
      return false;
    }
    return now - this.#moved >= STILL;
  }

  /** How long to wait before the next start; longer from one to the next, until a player has played for a while. */
  delay() {
    this.#since = null;
    return DELAYS[Math.min(this.#restarts++, DELAYS.length - 1)];
  }

  get restarts() {
    return this.#restarts;
  }
}
