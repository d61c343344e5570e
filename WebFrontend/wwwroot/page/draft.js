const key = 'ai-jobs.draft';
const pauseMs = 300;

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
    for (const storage of ['sessionStorage', 'localStorage']) {
      try {
        const draft = JSON.parse(window[storage].getItem(key));
        if (draft && typeof draft === 'object') {
          return draft;
        }
      } catch {
        // Storage is switched off or holds something else: begin empty.
      }
    }
    return {};
  }

  saveSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pauseMs);
  }

  save() {
    clearTimeout(this.#timer);
    const draft = JSON.stringify(this.#read());
    for (const storage of ['sessionStorage', 'localStorage']) {
      try {
        window[storage].setItem(key, draft);
      } catch {
        // Full or switched off: the text is still on the page.
      }
    }
  }
}
