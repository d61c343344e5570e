const watchMs = 2_000;
// The first word comes at once: a feed that opens and says nothing is held back by something in between.
const muteMs = 10_000;
// The server pings every 15 s: this long without a word means a connection that only looks alive.
const silenceMs = 40_000;

/** One opening of a transport, to its one end: that it was cut, that nothing is heard of it, or that it was closed. */
export class Connection {
  isReady = false;
  #transport;
  #onEvent;
  #onEnd;
  #close = () => {};
  #watch;
  #heardAt = Date.now();
  #limitMs = muteMs;
  #over = false;

  /** @param onEnd is called unless `close` was */
  constructor(transport, cursor, { onEvent, onRetry, onEnd }) {
    this.#transport = transport;
    this.#onEvent = onEvent;
    this.#onEnd = onEnd;
    this.#watch = setInterval(() => this.#look(), watchMs);
    try {
      this.#close = transport.open(cursor, {
        onEvent: (name, id, data) => this.#hear(name, id, data),
        onRetry,
        onEnd: error => this.#end(error),
      });
    } catch (error) {
      queueMicrotask(() => this.#end(error));
    }
  }

  get transport() {
    return this.#transport.name;
  }

  get isOver() {
    return this.#over;
  }

  close() {
    this.#over = true;
    clearInterval(this.#watch);
    this.#close();
  }

  #hear(name, id, data) {
    if (!this.#over) {
      this.#heardAt = Date.now();
      this.#limitMs = silenceMs;
      this.isReady ||= name === 'ready';
      this.#onEvent(this, name, id, data);
    }
  }

  #look() {
    if (Date.now() - this.#heardAt > this.#limitMs) {
      this.#end();
    }
  }

  #end(error = null) {
    if (!this.#over) {
      this.close();
      this.#onEnd(this, error);
    }
  }
}
