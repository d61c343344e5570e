import { byId, setText, show } from './elements.js';

const pageSize = 20;

/** Reads earlier jobs page by page into the client and moves the store's horizon. */
export class History {
  #ai;
  #store;
  #changed;
  #cursor = null;
  #read = 0;
  #turn = 0;
  #problem = '';
  #note = byId('earlier-note');
  #more = byId('more');

  constructor(ai, store, changed) {
    this.#ai = ai;
    this.#store = store;
    this.#changed = changed;
    this.#more.addEventListener('click', () => this.#load());
    byId('filter-words').addEventListener('input', event => {
      store.filter = { ...store.filter, words: event.target.value };
      changed();
    });
    for (const name of ['type', 'status']) {
      byId(`filter-${name}`).addEventListener('change', event => {
        store.filter = { ...store.filter, [name]: event.target.value };
        this.restart();
      });
    }
  }

  /** Reads from the newest on, as far as before. */
  reload() {
    return this.#begin(Math.max(pageSize, this.#read));
  }

  /** Reads the first page, for other filters. */
  restart() {
    return this.#begin(pageSize);
  }

  get isFiltered() {
    return Object.values(this.#store.filter).some(Boolean);
  }

  /** Draws all but the list itself. */
  draw(shown) {
    show(byId('earlier'), shown > 0 || this.isFiltered || this.#problem !== '');
    show(this.#note, this.#problem !== '' || (shown === 0 && this.#store.horizon !== undefined));
    setText(this.#note, this.#problem || this.#nothing());
    // Pressing it again is the way out, also when the very first page could not be read.
    show(this.#more, this.#cursor !== null || this.#problem !== '');
  }

  #nothing() {
    return this.#store.filter.words && this.#cursor
      ? `Nothing like that among the ${this.#read} newest. Load more to search on.`
      : 'None of your earlier jobs is like that.';
  }

  async #begin(wanted) {
    const turn = ++this.#turn;
    this.#cursor = null;
    this.#read = 0;
    do {
      if (!await this.#load(Math.min(wanted - this.#read, 100), turn)) {
        return;
      }
    } while (this.#cursor && this.#read < wanted);
  }

  async #load(limit = pageSize, turn = ++this.#turn) {
    this.#more.setAttribute('aria-busy', 'true');
    try {
      const { type, status } = this.#store.filter;
      const page = await this.#ai.historyPage({ limit, cursor: this.#cursor, type, status });
      if (turn !== this.#turn) {
        return false;
      }
      this.#cursor = page.nextCursor;
      this.#read += page.items.length;
      this.#store.horizon = page.nextCursor ? page.items.at(-1) ?? this.#store.horizon : null;
      this.#problem = '';
      return true;
    } catch (error) {
      this.#problem = `Earlier jobs could not be read. ${error.message}`;
      return false;
    } finally {
      this.#more.removeAttribute('aria-busy');
      this.#changed();
    }
  }
}
