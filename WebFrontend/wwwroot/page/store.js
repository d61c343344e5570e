/**
 * What the page shows, from what the client knows: "now" (unfinished, or started or finished while this page is open)
 * and "earlier" (the rest, down to where history has been read).
 */
export class Store {
  #ai;
  #favourites;
  #submissions = new Map();
  // The card of a submission goes on as the card of its job.
  #keys = new Map();
  #now = new Set();
  #held = new Set();
  #hidden = new Set();
  #since = performance.now();
  filter = { type: '', status: '', words: '' };
  /** How far history has been read; null: to its end. Undefined: not at all. */
  horizon = undefined;

  constructor(ai, favourites) {
    this.#ai = ai;
    this.#favourites = favourites;
  }

  /** Notes a job that the feed told of. Returns false while it may be one that is just being sent from here. */
  meet(job) {
    if (this.#now.has(job.id)) {
      return true;
    }
    if (!job.terminal || this.#isNews(job)) {
      this.#now.add(job.id);
      if (this.#isSending()) {
        this.#held.add(job.id);
      }
    }
    return !this.#held.has(job.id);
  }

  sending(key, submission) {
    this.#submissions.set(key, { key, local: 'sending', ...submission });
  }

  unsent(key, error) {
    this.#submissions.set(key, { ...this.#submissions.get(key), local: 'unsent', error });
    this.#release();
  }

  accepted(key, job) {
    this.#submissions.delete(key);
    this.#keys.set(job.id, key);
    this.#now.add(job.id);
    this.#held.delete(job.id);
    this.#release();
  }

  /** What the connection alone kept from being sent. */
  undelivered() {
    return [...this.#submissions.values()].filter(({ local, error }) => local === 'unsent' && (error.status === 0 || error.status === 503));
  }

  hasUnsent() {
    return this.#submissions.size > 0;
  }

  discard(key) {
    this.#submissions.delete(key);
    this.#release();
  }

  /** While a deletion can be undone the job is only out of sight. */
  hide(id, hidden) {
    this.#hidden[hidden ? 'add' : 'delete'](id);
  }

  tidy() {
    this.#since = performance.now();
    for (const id of this.#now) {
      if (this.#ai.jobs.get(id)?.job.terminal ?? true) {
        this.#now.delete(id);
      }
    }
  }

  forgetNow() {
    this.#now.clear();
    this.#held.clear();
  }

  now() {
    const items = [...this.#now].filter(id => !this.#held.has(id)).map(id => this.item(id)).filter(Boolean);
    return [...[...this.#submissions.values()].reverse(), ...items.sort(newestFirst)];
  }

  earlier() {
    if (this.horizon === undefined) {
      return [];
    }
    return [...this.#ai.jobs.keys()]
      .filter(id => !this.#now.has(id))
      .map(id => this.item(id))
      .filter(item => item && this.#matches(item.job))
      .sort(newestFirst);
  }

  item(id) {
    const entry = this.#ai.jobs.get(id);
    if (!entry || this.#hidden.has(id)) {
      return null;
    }
    const favourites = this.#favourites;
    return {
      key: this.keyOf(id),
      entry,
      job: entry.job,
      text: entry.text,
      heardAt: entry.heardAt,
      get favourite() {
        return favourites.of(id);
      },
    };
  }

  keyOf(id) {
    return this.#keys.get(id) ?? id;
  }

  // A quick job of another tab may be heard of only when it has finished.
  #isNews({ completedAt }) {
    return Date.parse(completedAt) > this.#ai.now() - (performance.now() - this.#since);
  }

  #matches(job) {
    const { type, status, words } = this.filter;
    return (!type || job.type === type)
      && (!status || job.status === status)
      && has(job, words)
      // All of the last millisecond: the server orders by finer times than it tells.
      && (this.horizon === null || job.createdAt >= this.horizon.createdAt);
  }

  #isSending() {
    return [...this.#submissions.values()].some(submission => submission.local === 'sending');
  }

  #release() {
    if (!this.#isSending()) {
      this.#held.clear();
    }
  }
}

/** Whether a job's text or answer has all these words, in whatever order. */
function has({ input, result }, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const text = wanted.length > 0 && [input.content, ...(result?.titles ?? []), result?.summary ?? ''].join('\n').toLowerCase();
  return wanted.every(word => text.includes(word));
}

function newestFirst(a, b) {
  return -compare(a.job, b.job);
}

// Times are RFC 3339 in UTC with milliseconds, so they sort as text.
function compare(a, b) {
  return order(a.createdAt, b.createdAt) || order(a.id, b.id);
}

function order(a, b) {
  return a < b ? -1 : Number(a > b);
}
