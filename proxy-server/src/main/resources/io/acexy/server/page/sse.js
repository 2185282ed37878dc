// Server-sent events over fetch, because EventSource sends no headers, and so no key.

/** Cuts text into events as the HTML standard says (9.2.6); pieces may end anywhere. */
export class EventReader {
  #rest = '';
  #data = [];
  #kind = '';
  #id = null;

  /** The events that are whole by now: `{ kind, id, data }`; the id is null where none was given. */
  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    const events = [];
    for (const line of lines) {
      if (line === '') this.#end(events);
      else if (!line.startsWith(':')) this.#field(line);
    }
    return events;
  }

  #field(line) {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#kind = value;
    else if (name === 'id') this.#id = value;
  }

  #end(events) {
    if (this.#data.length) events.push({ kind: this.#kind || 'message', id: this.#id, data: this.#data.join('\n') });
    this.#data = [];
    this.#kind = '';
    this.#id = null;
  }
}
