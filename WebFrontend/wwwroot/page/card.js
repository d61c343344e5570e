import { CardBody } from './card-body.js';
import { instantiate, setAttribute, setData, setIcon, setText, show } from './elements.js';
import { excerptOf, iconOf, kindOf, lineOf, stateOf, timeOf } from './wording.js';

let cards = 0;

/** One job in a list: a head that opens and closes, and a body that is built when it is first opened. */
export class Card {
  #ai;
  #act;
  #body = null;
  #open = false;
  #parts;
  #drawn = null;
  #id = `card-${++cards}`;

  constructor(ai, act) {
    this.#ai = ai;
    this.#act = act;
    this.element = instantiate('card-template');
    const find = selector => this.element.querySelector(selector);
    this.#parts = {
      article: find('article'),
      toggle: find('.card-toggle'),
      kindIcon: find('.kind-icon .icon'),
      kind: find('.card-kind'),
      line: find('.card-line'),
      pill: find('.pill'),
      pillIcon: find('.pill .icon'),
      pillText: find('.pill-text'),
      time: find('.card-time'),
    };
    find('.card-head').addEventListener('click', event => this.#toggle(event));
  }

  get item() {
    return this.#drawn;
  }

  /** Whether it counts seconds, and so must be drawn again as time goes by. */
  get isTicking() {
    const { local, job } = this.#drawn;
    return !local && !job.terminal;
  }

  open(open) {
    if (open && !this.#body) {
      this.#body = new CardBody(this.#ai, this.#act, this.#id);
      this.#parts.article.append(this.#body.element);
    }
    if (open !== this.#open) {
      this.#body?.release();
    }
    this.#open = open;
    setAttribute(this.#parts.toggle, 'aria-expanded', String(open));
    this.element.classList.toggle('open', open);
    if (this.#body) {
      show(this.#body.element, open);
    }
    if (this.#drawn) {
      this.draw(this.#drawn);
    }
  }

  draw(item) {
    this.#drawn = item;
    const state = stateOf(item);
    const parts = this.#parts;
    setData(this.element, 'tone', state.tone);
    setIcon(parts.kindIcon, iconOf(item.job));
    setText(parts.kind, !this.#open && item.favourite !== undefined ? `${kindOf(item.job)} · ★ favourite` : kindOf(item.job));
    setText(parts.line, this.#open ? excerptOf(item.job) : lineOf(item));
    setIcon(parts.pillIcon, state.icon);
    setText(parts.pillText, state.word);
    setText(parts.time, timeOf(item, this.#ai.now()));
    setAttribute(parts.time, 'datetime', item.job.createdAt ?? null);
    if (this.#open) {
      this.#body.draw(item, state);
    }
  }

  #toggle(event) {
    // A selection made with the mouse is no click on the head.
    if (!getSelection().isCollapsed && event.detail > 0) {
      return;
    }
    this.open(!this.#open);
  }
}
