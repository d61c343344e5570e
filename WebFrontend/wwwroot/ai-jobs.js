// AI jobs in a web page: submit texts, follow every job live, cancel, retry. No dependency, no build step.
//
//   const ai = new AiJobs();
//   await ai.titles({ content: 'A long text…', count: 5 });
//   for await (const update of ai.follow()) {
//     if (update.kind === 'job') show(update.job, update.text);
//   }
import { AiJobsError } from './ai-jobs/errors.js';
import { openFeed } from './ai-jobs/open-feed.js';
import { Http } from './ai-jobs/http.js';
import { JobBook } from './ai-jobs/job-book.js';
import { Presence } from './ai-jobs/presence.js';
import { UpdateQueue } from './ai-jobs/update-queue.js';

export { AiJobsError };

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

export class AiJobs {
  #http;
  #feed;
  #book = new JobBook();
  #presence = new Presence(() => this.#review());
  #readers = new Set();
  #lost = [];
  #asked = new Set();
  #userId = null;

  constructor({ baseUrl = '', token } = {}) {
    this.#http = new Http({ baseUrl, token, onUser: userId => this.#meet(userId) });
    this.#feed = openFeed({
      http: this.#http,
      book: this.#book,
      user: () => this.#userId,
      onEvent: (name, data) => this.#apply(name, data),
      onState: state => this.#tell('connection', { kind: 'connection', ...state }),
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

  /** Who one is: the user's id. With tokens that is for their issuer to say: null. */
  async session() {
    const pass = await this.#http.pass();
    return this.#http.usesToken ? null : pass;
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

  /**
   * Every change, as it happens; see `Update` in ai-jobs.d.ts. However many readers, there is one connection, and none
   * without a reader. With `jobs` (ids) it tells of these alone and ends after the last of them has ended; with
   * `untilDone` it ends once none of the jobs runs any more.
   */
  async *follow({ jobs, untilDone = false, signal } = {}) {
    const only = jobs && new Set(jobs);
    const open = new Set(only);
    const reader = new UpdateQueue({ only, signal });
    this.#greet(reader);
    this.#readers.add(reader);
    if (this.#readers.size === 1) {
      this.#presence.start();
    }
    this.#review();
    open.forEach(id => this.#readUnknown(id));
    let caughtUp = false;
    try {
      while (!only || open.size > 0) {
        const update = await reader.next();
        if (!update) {
          return;
        }
        if (update.kind === 'ready') {
          open.forEach(id => this.#readUnknown(id));
        }
        if (only && update.id) {
          open[update.kind === 'deleted' || update.job.terminal ? 'delete' : 'add'](update.id);
        }
        yield update;
        caughtUp ||= update.kind === 'ready';
        if (untilDone && caughtUp && reader.isEmpty && this.#book.unfinished().length === 0) {
          return;
        }
      }
    } finally {
      reader.close();
      this.#readers.delete(reader);
      if (this.#readers.size === 0) {
        this.#presence.stop();
      }
      this.#review();
    }
  }

  #greet(reader) {
    reader.push('connection', { kind: 'connection', ...this.#feed.state });
    for (const [id, entry] of this.#book.entries) {
      reader.push(id, jobUpdate(id, entry));
    }
    if (this.#feed.state.state === 'live') {
      reader.push('ready', { kind: 'ready' });
    }
  }

  // A page that nobody sees needs no connection, unless somebody waits for what it says when a job is done.
  #review() {
    const { isSeen, isAside } = this.#presence;
    if (this.#readers.size > 0 && !isAside && (isSeen || this.#book.unfinished().length > 0)) {
      this.#feed.start();
    } else {
      this.#feed.stop();
    }
  }

  #reviewSoon() {
    if (!this.#presence.isSeen) {
      queueMicrotask(() => this.#review());
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
        this.#lost = this.#book.unfinished().map(({ job }) => job.id);
        return this.#drop();
      case 'ready':
        return this.#ready();
      default:
        return undefined;
    }
  }

  // A job that was sent just before the feed opened may have ended just before, too: then the feed says nothing of it.
  // Nor need it after a reset say what became of one that ran before.
  #ready() {
    this.#lost.splice(0).forEach(id => this.#readUnknown(id));
    for (const { job, live } of this.#book.unfinished()) {
      if (!live) {
        this.#read(job.id);
      }
    }
    this.#tell('ready', { kind: 'ready' });
  }

  #readUnknown(id) {
    if (!this.#book.entries.has(id)) {
      this.#read(id);
    }
  }

  // The feed need not ever tell of it, so it is asked for until there is an answer, or nobody follows any more.
  async #read(id) {
    if (this.#asked.has(id)) {
      return;
    }
    this.#asked.add(id);
    let failures = 0;
    while (this.#readers.size > 0 && !await this.#tryRead(id, failures)) {
      failures++;
    }
    this.#asked.delete(id);
  }

  async #tryRead(id, failures) {
    try {
      await this.job(id);
      return true;
    } catch (error) {
      if (error.status === 404) {
        this.#remove(id);
        return true;
      }
      const doubled = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
      await pause(Math.max(doubled * (0.5 + Math.random() / 2), (error.retryAfterSeconds ?? 0) * 1_000));
      return false;
    }
  }

  #meet(userId) {
    const before = this.#userId;
    this.#userId = userId;
    if (before !== null && before !== userId) {
      this.#drop();
      this.#tell('session', { kind: 'session', userId });
      this.#feed.restart();
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
    this.#reviewSoon();
  }

  #drop() {
    this.#book.clear();
    this.#readers.forEach(reader => reader.dropJobs());
    this.#tell('reset', { kind: 'reset' });
  }

  #tellJob(id) {
    this.#readers.forEach(reader => reader.push(id, jobUpdate(id, this.#book.entries.get(id))));
    this.#reviewSoon();
  }

  #tell(key, update) {
    this.#readers.forEach(reader => reader.pushLast(key, update));
  }
}

function jobUpdate(id, { job, text }) {
  return { kind: 'job', id, job, text };
}

function pause(ms) {
  return new Promise(resolve => { setTimeout(resolve, ms); });
}

function jobPath(id) {
  return `/api/ai/job/${encodeURIComponent(id)}`;
}

/** crypto.randomUUID is missing on plain http. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
