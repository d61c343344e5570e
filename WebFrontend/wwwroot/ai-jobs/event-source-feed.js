const events = ['ready', 'job', 'deleted', 'progress', 'delta', 'reset', 'ping'];
// The server pings every 15 s: this long without a word means a connection that only looks alive.
const silenceMs = 40_000;
const firstDelayMs = 500;
const longestDelayMs = 30_000;

/**
 * The feed over EventSource. The browser reconnects by itself after a cut, but gives up for good after an answer
 * that is no feed (4xx, 5xx); then this one opens a new one, with the last id as cursor.
 */
export class EventSourceFeed {
  #url;
  #session;
  #onEvent;
  #onState;
  #source = null;
  #cursor = '';
  #failures = 0;
  #heardAt = 0;
  #retryTimer;
  #watchTimer;
  #turn = 0;
  #state = 'connecting';
  #stopListening;

  /** @param session starts the session, or with `true` makes sure that the server still knows it */
  constructor({ url, session, onEvent, onState }) {
    this.#url = url;
    this.#session = session;
    this.#onEvent = onEvent;
    this.#onState = onState;
  }

  get state() {
    return this.#state;
  }

  start() {
    const listening = new AbortController();
    this.#stopListening = listening;
    const { signal } = listening;
    // "Offline" may be wrong for a server on this machine: only trying tells.
    addEventListener('online', () => this.#reopen(), { signal });
    addEventListener('offline', () => this.#reopen(), { signal });
    document.addEventListener('visibilitychange', () => this.#watch(), { signal });
    this.#watchTimer = setInterval(() => this.#watch(), 5_000);
    this.#state = 'connecting';
    this.#open(false);
  }

  stop() {
    this.#stopListening?.abort();
    clearInterval(this.#watchTimer);
    this.#close();
  }

  /** Begins anew, for another user: what was seen before means nothing to that feed. */
  restart() {
    this.#cursor = '';
    this.#close();
    this.#open(false);
  }

  #close() {
    this.#turn++;
    clearTimeout(this.#retryTimer);
    this.#source?.close();
    this.#source = null;
  }

  #reopen() {
    this.#close();
    this.#failures = 0;
    this.#open(false);
  }

  async #open(renew) {
    const turn = ++this.#turn;
    try {
      await this.#session(renew);
    } catch (error) {
      if (turn === this.#turn) {
        this.#tryLater(error);
      }
      return;
    }
    if (turn !== this.#turn) {
      return;
    }
    const after = this.#cursor ? `?after=${encodeURIComponent(this.#cursor)}` : '';
    const source = new EventSource(this.#url + after);
    this.#source = source;
    this.#heardAt = Date.now();
    for (const name of events) {
      source.addEventListener(name, message => this.#receive(name, message));
    }
    source.addEventListener('error', () => this.#fail(source));
  }

  #receive(name, message) {
    this.#heardAt = Date.now();
    this.#onEvent(name, JSON.parse(message.data));
    this.#cursor = message.lastEventId || this.#cursor;
    if (name === 'ready') {
      this.#failures = 0;
      this.#tell('live');
    }
  }

  #fail(source) {
    if (source !== this.#source) {
      return;
    }
    if (source.readyState === EventSource.CLOSED) {
      this.#tryLater();
    } else {
      this.#heardAt = Date.now();
      this.#tell(navigator.onLine ? 'reconnecting' : 'offline');
    }
  }

  #tryLater(error) {
    this.#close();
    const doubled = Math.min(firstDelayMs * 2 ** this.#failures++, longestDelayMs);
    const delay = Math.max(doubled * (0.5 + Math.random() / 2), (error?.retryAfterSeconds ?? 0) * 1_000);
    this.#tell(navigator.onLine ? 'reconnecting' : 'offline', error);
    this.#retryTimer = setTimeout(() => this.#open(true), delay);
  }

  #watch() {
    if (this.#source && Date.now() - this.#heardAt > silenceMs) {
      this.#tell('reconnecting');
      this.#reopen();
    }
  }

  #tell(state, error = null) {
    this.#state = state;
    this.#onState(state, error);
  }
}
