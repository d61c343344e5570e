// AI jobs in a web page: submit texts, follow every job live, cancel, retry. No dependency, no build step.
//
//   const ai = new AiJobs();
//   await ai.titles({ content: 'A long text…', count: 5 });
//   for await (const update of ai.follow()) {
//     if (update.kind === 'job') show(update.job, update.text);
//   }
import { AiJobsError, Http } from './ai-jobs/http.js';
import { EventSourceFeed } from './ai-jobs/event-source-feed.js';
import { JobBook } from './ai-jobs/job-book.js';
import { UpdateQueue } from './ai-jobs/update-queue.js';

export { AiJobsError };

export class AiJobs {
  #http;
  #feed;
  #book = new JobBook();
  #readers = new Set();
  #userId = null;

  constructor({ baseUrl = '' } = {}) {
    this.#http = new Http(baseUrl, userId => this.#meet(userId));
    this.#feed = new EventSourceFeed({
      url: this.#http.url('/api/ai/events'),
      session: renew => (renew ? this.#http.renewSession() : this.#http.session()),
      onEvent: (name, data) => this.#apply(name, data),
      onState: (state, error) => this.#tell('connection', { kind: 'connection', state, error }),
    });
  }

  /** Everything known by now: id → `{ job, text }`. */
  get jobs() {
    return this.#book.entries;
  }

  /** The server's clock, in milliseconds: compare a job's times with this, not with the visitor's clock. */
  now() {
    return this.#http.now();
  }

  session() {
    return this.#http.session();
  }

  titles(input, options) {
    return this.submit('titles', input, options);
  }

  summary(input, options) {
    return this.submit('summary', input, options);
  }

  /** Pass the same key again to repeat a submit whose answer never came: there will be one job. */
  async submit(type, input, { idempotencyKey = newKey() } = {}) {
    const headers = { 'Idempotency-Key': idempotencyKey };
    return this.#keep(await this.#http.send('POST', `/api/ai/${encodeURIComponent(type)}`, { body: input, headers }));
  }

  async job(id) {
    return this.#keep(await this.#http.send('GET', jobPath(id)));
  }

  async cancel(id) {
    return this.#keep(await this.#http.send('POST', `${jobPath(id)}/cancel`));
  }

  async retry(id) {
    return this.#keep(await this.#http.send('POST', `${jobPath(id)}/retry`));
  }

  /** Deletes a finished job for good. A job that is gone already is as good as deleted. */
  async delete(id, { keepalive = false } = {}) {
    try {
      await this.#http.send('DELETE', jobPath(id), { keepalive });
    } catch (error) {
      if (error.status !== 404) {
        throw error;
      }
    }
    this.#remove(id);
  }

  stats() {
    return this.#http.send('GET', '/api/ai/stats');
  }

  async historyPage({ limit = 20, cursor, type, status } = {}) {
    const query = new URLSearchParams({ limit: String(limit) });
    for (const [name, value] of Object.entries({ cursor, type, status })) {
      if (value) {
        query.set(name, value);
      }
    }
    const page = await this.#http.send('GET', `/api/ai/history?${query}`);
    return { items: page.items.map(job => this.#keep(job)), nextCursor: page.nextCursor };
  }

  /** All earlier jobs, newest first; pages are fetched as they are needed. */
  async *history(query = {}) {
    let cursor;
    do {
      const page = await this.historyPage({ ...query, cursor });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }

  /** Every change, as it happens; see `Update` in ai-jobs.d.ts. However many readers, there is one connection. */
  async *follow({ signal } = {}) {
    const reader = new UpdateQueue(signal);
    reader.push('connection', { kind: 'connection', state: this.#feed.state, error: null });
    for (const [id, entry] of this.#book.entries) {
      reader.push(id, jobUpdate(id, entry));
    }
    if (this.#feed.state === 'live') {
      reader.push('ready', { kind: 'ready' });
    }
    this.#readers.add(reader);
    if (this.#readers.size === 1) {
      this.#feed.start();
    }
    try {
      yield* reader;
    } finally {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) {
        this.#feed.stop();
      }
    }
  }

  #apply(name, data) {
    switch (name) {
      case 'job':
        return this.#book.put(data, true) && this.#tellJob(data.id);
      case 'progress':
        return this.#book.progress(data) && this.#tellJob(data.jobId);
      case 'delta':
        return this.#book.delta(data) && this.#tellJob(data.jobId);
      case 'deleted':
        return this.#remove(data.jobId);
      case 'reset':
        return this.#drop();
      case 'ready':
        return this.#tell('ready', { kind: 'ready' });
      default:
        return undefined;
    }
  }

  #meet(userId) {
    const before = this.#userId;
    this.#userId = userId;
    if (before !== null && before !== userId) {
      this.#drop();
      this.#tell('session', { kind: 'session', userId });
      if (this.#readers.size > 0) {
        this.#feed.restart();
      }
    }
  }

  // Returns the newer of the two: the feed may have been faster than this answer.
  #keep(job) {
    if (this.#book.put(job, false)) {
      this.#tellJob(job.id);
    }
    const held = this.#book.entries.get(job.id)?.job;
    return held && held.version > job.version ? held : job;
  }

  #remove(id) {
    this.#book.remove(id);
    this.#readers.forEach(reader => reader.push(id, { kind: 'deleted', id }));
  }

  #drop() {
    this.#book.clear();
    this.#readers.forEach(reader => reader.dropJobs());
    this.#tell('reset', { kind: 'reset' });
  }

  #tellJob(id) {
    this.#readers.forEach(reader => reader.push(id, jobUpdate(id, this.#book.entries.get(id))));
  }

  #tell(key, update) {
    this.#readers.forEach(reader => reader.pushLast(key, update));
  }
}

function jobUpdate(id, { job, text }) {
  return { kind: 'job', id, job, text };
}

function jobPath(id) {
  return `/api/ai/job/${encodeURIComponent(id)}`;
}

/** crypto.randomUUID is missing on plain http. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
