import { load, save } from './storage.js';

const key = 'ai-jobs.favourites';
const most = 1_000;

/** Which title of a job the visitor likes best. Kept in this browser; all its tabs agree. */
export class Favourites {
  #picked = read();
  #changed;

  /** @param changed is called when one was picked, here or in another tab */
  constructor(changed) {
    this.#changed = changed;
    addEventListener('storage', event => {
      if (event.key === key) {
        this.#picked = read();
        changed();
      }
    });
  }

  /** The number of the title, from 0; undefined without one. */
  of(jobId) {
    return this.#picked.get(jobId);
  }

  /** Picks a title; the one that is the favourite already is put back. */
  toggle(jobId, title) {
    const isOff = this.of(jobId) === title;
    this.#picked.delete(jobId);
    if (!isOff) {
      this.#picked.set(jobId, title);
    }
    this.#save();
    this.#changed();
  }

  forget(jobId) {
    if (this.#picked.delete(jobId)) {
      this.#save();
    }
  }

  #save() {
    // The last picked are at the end.
    save('localStorage', key, [...this.#picked].slice(-most));
  }
}

function read() {
  const picked = load('localStorage', key);
  return new Map(Array.isArray(picked) ? picked.filter(Array.isArray) : []);
}
