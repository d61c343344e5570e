/** Reads text/event-stream as the HTML standard says (9.2.6), however its bytes are cut. */
export class EventStreamParser {
  #onEvent;
  #onRetry;
  #decoder = new TextDecoder();
  #line = '';
  #endedInCr = false;
  #name = '';
  #data = '';
  #id = '';

  /** @param onEvent gets name, last id and data */
  constructor(onEvent, onRetry = () => {}) {
    this.#onEvent = onEvent;
    this.#onRetry = onRetry;
  }

  push(bytes) {
    let text = this.#decoder.decode(bytes, { stream: true });
    if (text === '') {
      return;
    }
    // A line that ended with the last piece is not ended once more by the other half of its CR LF.
    if (this.#endedInCr && text.startsWith('\n')) {
      text = text.slice(1);
    }
    this.#endedInCr = text === '' ? false : text.endsWith('\r');
    const lines = (this.#line + text).split(/\r\n|\r|\n/);
    this.#line = lines.pop();
    lines.forEach(line => this.#read(line));
  }

  #read(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#name = value;
    } else if (field === 'data') {
      this.#data += `${value}\n`;
    } else if (field === 'id' && !value.includes('\0')) {
      this.#id = value;
    } else if (field === 'retry' && /^\d+$/.test(value)) {
      this.#onRetry(Number(value));
    }
  }

  #dispatch() {
    const [name, data] = [this.#name, this.#data];
    this.#name = '';
    this.#data = '';
    if (data !== '') {
      this.#onEvent(name || 'message', this.#id, data.slice(0, -1));
    }
  }
}
