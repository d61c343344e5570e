/**
 * The newest that is known of every job, whatever way it came in: of two states of a job the higher version stays.
 * An entry, `{ job, text, textAttempt, heardAt, live }`, is never changed but replaced, so `===` tells whether anything is
 * new. `live` says that the feed told of it last, so that it will tell also what becomes of it.
 */
export class JobBook {
  #entries = new Map();
  // Ids are never used twice, so what is deleted stays deleted, whatever an older answer still says.
  #deleted = new Set();

  get entries() {
    return this.#entries;
  }

  /** The entries of jobs that are not finished. */
  unfinished() {
    return [...this.#entries.values()].filter(({ job }) => !job.terminal);
  }

  /** Takes a job from an answer (`live` false) or from the feed. Returns whether anything changed. */
  put(job, live) {
    const held = this.#entries.get(job.id);
    if (this.#deleted.has(job.id)) {
      return false;
    }
    // At the same version an answer may have been overtaken by the feed's progress.
    if (held && (job.version < held.job.version || (job.version === held.job.version && !live))) {
      return false;
    }
    const goesOn = held && job.status === 'processing' && held.textAttempt === job.attempt;
    const text = goesOn ? held.text : '';
    this.#entries.set(job.id, { job, text, textAttempt: job.attempt, heardAt: Date.now(), live });
    return true;
  }

  progress({ jobId, version, attempt, progress, queuePosition, estimatedSecondsRemaining }) {
    const held = this.#entries.get(jobId);
    if (!held || held.job.terminal || version < held.job.version || attempt < held.job.attempt) {
      return false;
    }
    const job = { ...held.job, progress, queuePosition, estimatedSecondsRemaining };
    this.#entries.set(jobId, { ...held, job, heardAt: Date.now() });
    return true;
  }

  delta({ jobId, attempt, offset, text }) {
    const held = this.#entries.get(jobId);
    if (!held || held.job.terminal || attempt < held.textAttempt) {
      return false;
    }
    const before = attempt === held.textAttempt ? held.text : '';
    if (offset > before.length) {
      return false;
    }
    this.#entries.set(jobId, { ...held, text: before.slice(0, offset) + text, textAttempt: attempt });
    return true;
  }

  remove(jobId) {
    this.#deleted.add(jobId);
    this.#entries.delete(jobId);
  }

  clear() {
    this.#entries.clear();
  }
}
