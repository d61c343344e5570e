import { byId, setText, show } from './elements.js';

// A connection that is back within this time is not worth a word.
const patienceMs = 1_500;

/** One quiet line about trouble with the connection or the session. */
export class Banner {
  #element = byId('banner');
  #text = byId('banner-text');
  #close = byId('banner-close');
  #timer;

  constructor() {
    this.#close.addEventListener('click', () => show(this.#element, false));
  }

  connection(state, error) {
    clearTimeout(this.#timer);
    if (state === 'live') {
      if (this.#element.dataset.about !== 'session') {
        show(this.#element, false);
      }
    } else if (state === 'reconnecting' || state === 'offline') {
      this.#timer = setTimeout(() => this.#say('connection', words(state, error)), patienceMs);
    }
  }

  sessionLost() {
    this.#say('session', 'Your session had ended, so a new one was started. Your text is still here; earlier jobs belong to the old session.');
  }

  #say(about, text) {
    this.#element.dataset.about = about;
    setText(this.#text, text);
    show(this.#close, about === 'session');
    show(this.#element, true);
  }
}

function words(state, error) {
  if (state === 'offline') {
    return 'You are offline. Your text is safe, running jobs go on, and this page catches up when you are back.';
  }
  return error?.status === 403 || error?.status === 429 ? error.message : 'Reconnecting… Running jobs go on, and your text is safe.';
}
