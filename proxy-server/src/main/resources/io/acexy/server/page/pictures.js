// Channels' pictures. They are fetched like all else, because an image's address can carry no key but in it; when they come into sight, and
// few at a time, because a slow site must not take the connections that the rest of the page needs.
import { ask } from './proxy.js';
import { el, text } from './dom.js';

const AT_ONCE = 2;

export class Pictures {
  #waiting = [];
  #running = 0;
  #refused = false;
  #sight = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: '100px' });

  /** Fills a frame, which has its size: with a word, and with a picture in its place once it has come. */
  fill(frame, word, path) {
    const wanted = path ?? '';
    if (frame.dataset.picture === wanted && frame.querySelector('img')) return;
    text(frame, word);
    if (frame.dataset.picture === wanted) return;
    frame.dataset.picture = wanted;
    this.#sight.unobserve(frame);
    if (wanted) this.#sight.observe(frame);
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      this.#sight.unobserve(target);
      this.#waiting.push(target);
    }
    this.#next();
  }

  #next() {
    while (this.#running < AT_ONCE && this.#waiting.length > 0) {
      const frame = this.#waiting.shift();
      if (this.#refused || !frame.isConnected) continue;
      this.#running++;
      this.#load(frame, frame.dataset.picture).finally(() => {
        this.#running--;
        this.#next();
      });
    }
  }

  async #load(frame, path) {
    let address = '';
    try {
      const answer = await ask(path, { headers: { accept: 'image/*' } });
      if (answer.status === 204) return;
      address = URL.createObjectURL(await answer.blob());
      // Its name stands beside it.
      const image = el('img', { src: address, alt: '', width: 32, height: 32 });
      await image.decode();
      if (frame.dataset.picture === path) frame.replaceChildren(image);
    } catch (error) {
      // The word stays. Who may not see one may see none of them.
      this.#refused = error.status === 401 || error.status === 403;
    } finally {
      if (address) URL.revokeObjectURL(address);
    }
  }
}
