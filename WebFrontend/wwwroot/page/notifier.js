import { byId, setAttribute, setText, show } from './elements.js';
import { load, save } from './storage.js';

const key = 'ai-jobs.notify';

/** Tells by a notification of jobs that end while nobody looks at the page: if the visitor wants it and the browser allows it. */
export class Notifier {
  #button = byId('notify');
  #wanted = load('localStorage', key) === true;
  #refused;

  /** @param refused is called when the visitor wants what the browser does not allow */
  constructor(refused) {
    this.#refused = refused;
    this.#button.addEventListener('click', () => this.#toggle());
    this.#draw();
  }

  tell({ id, result, error }, words) {
    if (!document.hidden || !this.#isOn) {
      return;
    }
    const body = result?.titles?.[0] ?? result?.summary?.slice(0, 200) ?? error?.message ?? '';
    try {
      // Several tabs may hear of it: with the same tag it is shown once.
      const notification = new Notification(words, { body, tag: id });
      notification.addEventListener('click', () => {
        focus();
        notification.close();
      });
    } catch {
      // Browsers on phones know the word, but want a service worker for it.
    }
  }

  get #isOn() {
    return this.#wanted && globalThis.Notification?.permission === 'granted';
  }

  async #toggle() {
    this.#wanted = !this.#isOn;
    save('localStorage', key, this.#wanted);
    if (this.#wanted && await Notification.requestPermission() === 'denied') {
      this.#refused();
    }
    this.#draw();
  }

  #draw() {
    show(this.#button, 'Notification' in globalThis);
    setAttribute(this.#button, 'aria-pressed', String(this.#isOn));
    setText(this.#button.lastElementChild, this.#isOn ? 'Notifying' : 'Notify me');
  }
}
