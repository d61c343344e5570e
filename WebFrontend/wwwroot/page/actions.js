import { plain } from './answer.js';
import { copyText } from './copy.js';
import { showToast } from './toasts.js';

/** What the buttons of a card do. */
export class Actions {
  #ai;
  #store;
  #favourites;
  #compose;
  #submit;
  #draw;
  #announce;

  constructor({ ai, store, favourites, compose, submit, draw, announce }) {
    this.#ai = ai;
    this.#store = store;
    this.#favourites = favourites;
    this.#compose = compose;
    this.#submit = submit;
    this.#draw = draw;
    this.#announce = announce;
  }

  async run(action, item, button) {
    const perform = {
      cancel: () => this.#ai.cancel(item.job.id),
      retry: () => this.#ai.retry(item.job.id),
      delete: () => this.#delete(item.job.id, button.closest('section').querySelector('h2')),
      again: async () => this.#again(await this.#ai.job(item.job.id)),
      edit: async () => this.#edit(await this.#ai.job(item.job.id)),
      copy: () => this.#copy(button, plain(item.job.result)),
      'copy-title': () => this.#copy(button, button.closest('li').firstElementChild.textContent),
      favourite: () => this.#favourites.toggle(item.job.id, [...button.closest('ol').children].indexOf(button.closest('li'))),
      resend: () => this.#submit(item.job.type, item.job.input, item.key),
      discard: () => this.#discard(item.key),
    }[action];
    if (!perform || button.getAttribute('aria-busy')) {
      return;
    }
    button.setAttribute('aria-busy', 'true');
    try {
      await perform();
    } catch (error) {
      this.#explain(error);
    } finally {
      button.removeAttribute('aria-busy');
    }
  }

  #again({ type, input }) {
    this.#submit(type, input);
  }

  #edit({ input }) {
    this.#compose.replace(input.content, 'This is the text of the earlier job.');
  }

  #discard(key) {
    this.#store.discard(key);
    this.#draw();
  }

  #delete(id, heading) {
    this.#store.hide(id, true);
    this.#draw();
    showToast('Deleted.', {
      next: heading,
      undo: () => {
        this.#store.hide(id, false);
        this.#draw();
      },
      done: async leaving => {
        try {
          await this.#ai.delete(id, { keepalive: leaving });
        } catch (error) {
          this.#store.hide(id, false);
          this.#draw();
          this.#explain(error);
        }
      },
    });
  }

  async #copy(button, text) {
    const copied = await copyText(text);
    this.#announce(copied ? 'Copied.' : 'The browser did not allow copying.');
    button.classList.add(copied ? 'copied' : 'not-copied');
    button.firstElementChild.firstElementChild.setAttribute('href', copied ? '#i-done' : '#i-fail');
    setTimeout(() => {
      button.classList.remove('copied', 'not-copied');
      button.firstElementChild.firstElementChild.setAttribute('href', '#i-copy');
    }, 1_600);
  }

  // A conflict means that the job has moved on meanwhile; the feed shows where to.
  #explain(error) {
    if (error.status !== 409) {
      showToast(error.message);
    }
  }
}
