import { Answer } from './answer.js';
import { CardDetails } from './card-details.js';
import { instantiate, setAttribute, setText, show } from './elements.js';
import { kindOf, noteOf } from './wording.js';

export class CardBody {
  #ai;
  #answer;
  #details;
  #parts;
  #buttons = {};
  #item = null;

  constructor(ai, act, id) {
    this.#ai = ai;
    this.element = instantiate('body-template');
    const find = selector => this.element.querySelector(selector);
    this.#answer = new Answer(this.element);
    this.#parts = { bar: find('.bar'), fill: find('.bar span'), note: find('.note') };
    for (const button of this.element.querySelectorAll('[data-action]')) {
      this.#buttons[button.dataset.action] = button;
    }
    this.#details = new CardDetails(ai, find('.details'), this.#buttons.details, id);
    this.element.addEventListener('click', event => {
      const button = event.target.closest('[data-action]');
      if (button?.dataset.action === 'details') {
        this.#details.toggle(this.#item);
      } else if (button) {
        act(button.dataset.action, this.#item, button);
      }
    });
  }

  draw(item, state) {
    this.#item = item;
    this.#drawBar(item);
    this.#answer.update(item, problemOf(item));
    setText(this.#parts.note, noteOf(item, this.#ai.now()));
    this.#parts.note.classList.toggle('urgent', state.tone === 'warn');
    this.#drawButtons(item);
    this.#details.draw(item);
  }

  /** Gives back the space that was kept so that nothing moves; for when the visitor opens the card. */
  release() {
    this.#answer.release();
  }

  #drawBar({ local, job }) {
    const { bar, fill } = this.#parts;
    const percent = local ? 0 : job.progress?.percent ?? 0;
    const running = !local && !job.terminal;
    setAttribute(bar, 'role', running ? 'progressbar' : null);
    setAttribute(bar, 'aria-label', running ? `Progress: ${kindOf(job)}` : null);
    setAttribute(bar, 'aria-valuemin', running ? '0' : null);
    setAttribute(bar, 'aria-valuemax', running ? '100' : null);
    setAttribute(bar, 'aria-valuenow', running ? String(percent) : null);
    setAttribute(bar, 'aria-valuetext', running ? `${percent} %, ${job.progress?.message ?? ''}` : null);
    fill.style.setProperty('--done', String((job.status === 'completed' ? 100 : percent) / 100));
  }

  #drawButtons(item) {
    const { local, job } = item;
    const stopped = !local && (job.status === 'failed' || job.status === 'cancelled');
    const done = !local && job.status === 'completed';
    const focused = document.activeElement;
    const visible = {
      details: !local && job.terminal,
      edit: stopped,
      again: done,
      delete: !local && job.terminal,
      copy: done,
      cancel: !local && !job.terminal,
      retry: stopped,
      resend: local === 'unsent',
      discard: local === 'unsent',
    };
    for (const [action, button] of Object.entries(this.#buttons)) {
      show(button, visible[action]);
    }
    if (done) {
      setText(this.#buttons.copy.lastElementChild, job.result.titles ? 'Copy all' : 'Copy');
    }
    // The button that was just pressed may be gone now: the keyboard stays in this card.
    if (focused?.hidden && this.element.contains(focused)) {
      this.element.closest('article').focus({ preventScroll: true });
    }
  }
}

function problemOf({ local, error, job }) {
  if (local) {
    return local === 'unsent' ? unsentBecause(error) : '';
  }
  return stoppedBecause(job);
}

function unsentBecause(error) {
  if (error.status === 0 || error.status === 503) {
    return 'The server cannot be reached at the moment. This is sent by itself as soon as it is back.';
  }
  return error.message;
}

function stoppedBecause({ status, error }) {
  if (status === 'cancelled') {
    return 'You cancelled this before it was finished.';
  }
  return status === 'failed' ? error?.message ?? 'Something went wrong. Try again.' : '';
}
