import { load, save } from './storage.js';

const key = 'ai-jobs.draft';
const pauseMs = 300;
const areas = ['sessionStorage', 'localStorage'];

/**
 * Keeps what is typed through a reload. A tab has its own draft (sessionStorage), so two tabs do not overwrite each other;
 * a new tab, or the browser after a restart, begins with the newest (localStorage).
 */
export class Draft {
  #read;
  #timer;

  constructor(read) {
    this.#read = read;
    addEventListener('pagehide', () => this.save());
    document.addEventListener('visibilitychange', () => this.save());
  }

  load() {
    const drafts = areas.map(area => load(area, key));
    return drafts.find(draft => draft && typeof draft === 'object') ?? {};
  }

  saveSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pauseMs);
  }

  save() {
    clearTimeout(this.#timer);
    const draft = this.#read();
    areas.forEach(area => save(area, key, draft));
  }
}
