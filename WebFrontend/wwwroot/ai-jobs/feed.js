import { Connection } from './connection.js';

const firstDelayMs = 500;
const longestDelayMs = 30_000;
const missesToYield = 2;
const betterMs = 120_000;

/**
 * The feed as one tab holds it: goes on after every cut with its cursor, and when a transport does not get through
 * while plain requests do, with the next one. The last of them asks and asks; now and then a better one is tried
 * beside it, and takes over once it is through.
 */
export class Feed {
  /** The id of the last event that was handed on. */
  cursor = '';
  #transports;
  #prepare;
  #probe;
  #onEvent;
  #onState;
  #state = { state: 'connecting', transport: null, error: null };
  #listening = null;
  #turn = 0;
  #connection = null;
  #trial = null;
  #timer;
  #index = 0;
  #trials = 0;
  #doubt = false;
  #misses = 0;
  #failures = 0;
  #leastDelayMs = firstDelayMs;

  /**
   * @param transports the best first
   * @param prepare gets what connecting takes: a session, a token
   * @param probe makes sure that the server answers plain requests
   */
  constructor({ transports, prepare, probe, onEvent, onState }) {
    this.#transports = transports;
    this.#prepare = prepare;
    this.#probe = probe;
    this.#onEvent = onEvent;
    this.#onState = onState;
  }

  get state() {
    return this.#state;
  }

  start() {
    if (this.#listening) {
      return;
    }
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // "Offline" may be wrong for a server on this machine: only trying tells.
    addEventListener('online', () => this.#openAnew(), { signal });
    addEventListener('offline', () => this.#openAnew(), { signal });
    this.#tell('connecting');
    this.#openAnew();
  }

  stop() {
    if (this.#listening) {
      this.#listening.abort();
      this.#listening = null;
      this.#close();
      this.#tell('paused');
    }
  }

  /** Begins anew, for another user: what was seen before means nothing to that feed. */
  restart() {
    this.cursor = '';
    if (this.#listening) {
      this.#openAnew();
    }
  }

  #close() {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#connection?.close();
    this.#trial?.close();
    this.#connection = null;
    this.#trial = null;
  }

  #openAnew() {
    this.#failures = 0;
    this.#close();
    this.#open();
  }

  async #open() {
    const turn = ++this.#turn;
    try {
      await (this.#doubt ? this.#judge() : this.#prepare());
    } catch (error) {
      if (turn === this.#turn) {
        this.#tryLater(error);
      }
      return;
    }
    if (turn === this.#turn) {
      this.#connection = this.#connect(this.#index, (connection, error) => this.#ended(connection, error));
    }
  }

  // Of a server that is away no transport is to blame.
  async #judge() {
    try {
      await this.#probe();
    } catch (error) {
      this.#misses = 0;
      throw error;
    }
    if (this.#misses >= missesToYield && this.#index < this.#transports.length - 1) {
      this.#index++;
      this.#misses = 0;
      this.#failures = 0;
    }
  }

  #connect(index, onEnd, onEvent = this.#receive.bind(this)) {
    return new Connection(this.#transports[index], this.cursor, {
      onEvent,
      onRetry: ms => { this.#leastDelayMs = Math.max(ms, firstDelayMs); },
      onEnd,
    });
  }

  #receive(connection, name, id, data) {
    this.#onEvent(name, id, data);
    this.cursor = id || this.cursor;
    if (name === 'ready' && !connection.isOver) {
      this.#ready(connection);
    }
  }

  #ready(connection) {
    if (connection === this.#trial) {
      this.#connection.close();
      this.#connection = connection;
      this.#trial = null;
      this.#index = this.#transports.findIndex(({ name }) => name === connection.transport);
    }
    this.#doubt = false;
    this.#misses = 0;
    this.#failures = 0;
    this.#tell('live');
    this.#tryBetterLater();
  }

  #ended(connection, error) {
    this.#doubt = !connection.isReady;
    this.#misses += this.#doubt ? 1 : 0;
    this.#tryLater(error);
  }

  #tryLater(error) {
    this.#close();
    const doubled = Math.min(this.#leastDelayMs * 2 ** this.#failures++, longestDelayMs);
    const delay = Math.max(doubled * (0.5 + Math.random() / 2), (error?.retryAfterSeconds ?? 0) * 1_000);
    this.#tell(navigator.onLine ? 'reconnecting' : 'offline', error);
    this.#timer = setTimeout(() => this.#open(), delay);
  }

  #tryBetterLater() {
    clearTimeout(this.#timer);
    if (this.#index > 0 && this.#index === this.#transports.length - 1) {
      this.#timer = setTimeout(() => this.#tryBetter(), betterMs);
    }
  }

  #tryBetter() {
    // A feed without a cursor begins with what runs, and says nothing of what was not asked for since it ended or was deleted.
    let isBlind = this.cursor === '';
    const ended = () => {
      this.#trial = null;
      this.#tryBetterLater();
    };
    this.#trial = this.#connect(this.#trials++ % this.#index, ended, (connection, name, id, data) => {
      if (isBlind) {
        isBlind = false;
        this.#onEvent('reset', '', {});
      }
      this.#receive(connection, name, id, data);
    });
  }

  #tell(state, error = null) {
    this.#state = { state, transport: state === 'live' ? this.#connection.transport : null, error };
    this.#onState(this.#state);
  }
}
