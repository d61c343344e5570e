const graceMs = 30_000;

/** Whether the page is seen, or was a moment ago; and whether the browser is about to put it aside, where nothing runs. */
export class Presence {
  isSeen = true;
  isAside = false;
  #onChange;
  #listening = null;
  #timer;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  start() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    for (const [target, name, aside] of [[document, 'freeze', true], [document, 'resume', false], [window, 'pagehide', true], [window, 'pageshow', false]]) {
      target.addEventListener(name, () => {
        this.isAside = aside;
        this.#onChange();
      }, { signal });
    }
    this.isSeen = true;
    this.isAside = false;
    this.#look();
  }

  stop() {
    this.#listening?.abort();
    clearTimeout(this.#timer);
  }

  #look() {
    clearTimeout(this.#timer);
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#set(false), graceMs);
    } else {
      this.#set(true);
    }
  }

  #set(seen) {
    this.isSeen = seen;
    this.#onChange();
  }
}
