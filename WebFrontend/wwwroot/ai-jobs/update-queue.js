/**
 * Updates on their way to one reader. A newer update takes the place of an unread one with the same key,
 * so a slow reader gets fewer updates, never an old one, and memory stays bounded by the number of jobs.
 */
export class UpdateQueue {
  #waiting = new Map();
  #wake = () => {};
  #only;
  #signal;
  #stop = () => this.#wake();

  /** @param only the ids of the jobs that the reader asks for, a Set; without it all */
  constructor({ only, signal }) {
    this.#only = only;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#stop);
  }

  /** Nobody reads any more: a signal that outlives this reader holds it no longer. */
  close() {
    this.#signal?.removeEventListener('abort', this.#stop);
  }

  get isEmpty() {
    return this.#waiting.size === 0;
  }

  push(key, update) {
    if (!this.#only || !update.id || this.#only.has(update.id)) {
      this.#waiting.set(key, update);
      this.#wake();
    }
  }

  /** For updates whose place among the others matters: it goes to the end. */
  pushLast(key, update) {
    this.#waiting.delete(key);
    this.push(key, update);
  }

  /** Forgets what waits about jobs; what is said about the connection stays. */
  dropJobs() {
    for (const [key, update] of this.#waiting) {
      if (update.kind === 'job' || update.kind === 'deleted') {
        this.#waiting.delete(key);
      }
    }
  }

  /** The next update; undefined once the signal has been given. */
  async next() {
    while (!this.#signal?.aborted) {
      const [next] = this.#waiting;
      if (next) {
        this.#waiting.delete(next[0]);
        return next[1];
      }
      await new Promise(resolve => { this.#wake = resolve; });
    }
    return undefined;
  }
}
