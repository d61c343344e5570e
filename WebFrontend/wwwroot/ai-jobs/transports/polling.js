import { refusal } from '../errors.js';

const intervalMs = 2_000;
const glance = 20;
// As much as a feed keeps for those who come back.
const everything = 200;
const glancesBetween = 15;

/**
 * Asks again and again, and tells what has changed as a feed would; the texts so far aside, which only feeds carry.
 * A glance at the newest jobs and at those that run is enough for all but deletions and retries of older ones, which
 * a look at everything finds every 30 s.
 */
export class PollingTransport {
  name = 'polling';
  #http;
  #book;

  constructor(http, book) {
    this.#http = http;
    this.#book = book;
  }

  open(cursor, { onEvent, onEnd }) {
    const poll = new Poll(this.#http, this.#book, onEvent);
    let timer;
    let closed = false;
    const look = async round => {
      try {
        await poll.look(round % glancesBetween === 0);
      } catch (error) {
        onEnd(error);
        return;
      }
      if (!closed) {
        timer = setTimeout(look, intervalMs, round + 1);
        onEvent(round === 0 ? 'ready' : 'ping', '', {});
      }
    };
    // Every request has its own limit, so nobody has to watch this.
    onEvent('ping', '', {});
    look(0);
    return () => {
      closed = true;
      clearTimeout(timer);
    };
  }
}

class Poll {
  #http;
  #book;
  #onEvent;
  #told = new Map();
  #etags = new Map();

  constructor(http, book, onEvent) {
    this.#http = http;
    this.#book = book;
    this.#onEvent = onEvent;
  }

  async look(thorough) {
    const seen = new Map();
    const end = await this.#read(seen, '', thorough ? everything : glance, !thorough);
    if (thorough) {
      await this.#read(seen, '&status=pending', Infinity);
      await this.#read(seen, '&status=processing', Infinity);
    }
    const doubtful = [...this.#book.entries.values()].filter(({ job }) => !seen.has(job.id) && (!job.terminal || isWithin(job, end)));
    await Promise.all(doubtful.map(({ job }) => this.#readOne(job.id)));
    // The oldest first, as they came about.
    [...seen.values()].reverse().forEach(job => this.#tell(job));
    this.#told = new Map([...this.#told].filter(([id]) => seen.has(id)));
  }

  /** Reads the newest into `seen`, and on, if asked to, while all are new. Returns the last of a list that goes on, else null. */
  async #read(seen, filter, wanted, untilKnown = false) {
    let cursor = '';
    let read = 0;
    for (;;) {
      const limit = Math.min(wanted - read, 100);
      const { items, nextCursor } = await this.#http.send('GET', `/api/ai/history?limit=${limit}${filter}${cursor}`);
      this.#onEvent('ping', '', {});
      items.forEach(job => seen.set(job.id, job));
      read += items.length;
      if (untilKnown && items.every(job => !this.#book.entries.has(job.id))) {
        wanted += glance;
      }
      if (!nextCursor || read >= wanted) {
        return nextCursor && items.at(-1);
      }
      cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
    }
  }

  async #readOne(id) {
    const etag = this.#etags.get(id);
    const headers = etag ? { 'If-None-Match': etag } : {};
    const response = await this.#http.request('GET', `/api/ai/job/${encodeURIComponent(id)}`, { headers });
    if (response.status === 404) {
      this.#etags.delete(id);
      this.#onEvent('deleted', '', { jobId: id });
    } else if (response.ok) {
      this.#etags.set(id, response.headers.get('ETag'));
      this.#onEvent('job', '', await response.json());
    } else if (response.status !== 304) {
      throw await refusal(response);
    }
  }

  #tell(job) {
    const held = this.#book.entries.get(job.id)?.job;
    const worded = JSON.stringify(job);
    const isKnown = held && (this.#told.get(job.id) === worded || (held.terminal && held.version === job.version));
    if (!isKnown) {
      this.#told.set(job.id, worded);
      this.#onEvent('job', '', job);
    }
  }
}

function isWithin(job, end) {
  return !end || job.createdAt > end.createdAt || (job.createdAt === end.createdAt && job.id > end.id);
}
