import { Card } from './card.js';

/** Keeps a list's cards in step with its items: a card is made once, moved when it must, and redrawn only if its item changed. */
export class CardLists {
  #cards = new Map();
  #ai;
  #act;

  constructor(ai, act) {
    this.#ai = ai;
    this.#act = act;
  }

  /** @param lists `[{ element, items, open }]`: `open` tells whether a card that is new in this list starts open */
  draw(lists) {
    const seen = new Set();
    for (const { element, items, open } of lists) {
      this.#drawList(element, items, open, seen);
    }
    for (const [key, card] of this.#cards) {
      if (!seen.has(key)) {
        this.#remove(key, card);
      }
    }
  }

  /** Redraws one card whose text or progress has changed. */
  drawOne(item) {
    this.#cards.get(item.key)?.draw(item);
  }

  /** Redraws what counts seconds. */
  tick() {
    for (const card of this.#cards.values()) {
      if (card.isTicking) {
        card.draw(card.item);
      }
    }
  }

  /** Redraws all, for the "5 min ago". */
  refresh() {
    for (const card of this.#cards.values()) {
      card.draw(card.item);
    }
  }

  #drawList(element, items, open, seen) {
    let place = element.firstElementChild;
    for (const item of items) {
      seen.add(item.key);
      const card = this.#cards.get(item.key) ?? this.#add(item.key);
      if (card.element === place) {
        place = place.nextElementSibling;
      } else {
        this.#move(card, element, place, open);
      }
      if (card.item?.entry !== item.entry || item.local) {
        card.draw(item);
      }
    }
  }

  #add(key) {
    const card = new Card(this.#ai, this.#act);
    this.#cards.set(key, card);
    return card;
  }

  #move(card, element, place, open) {
    const focused = card.element.contains(document.activeElement) ? document.activeElement : null;
    const comesIn = card.element.parentElement !== element;
    element.insertBefore(card.element, place);
    if (comesIn) {
      card.open(open);
    }
    focused?.focus({ preventScroll: true });
  }

  #remove(key, card) {
    const neighbour = card.element.nextElementSibling ?? card.element.previousElementSibling;
    const hadFocus = card.element.contains(document.activeElement);
    const heading = card.element.closest('section')?.querySelector('h2');
    card.element.remove();
    this.#cards.delete(key);
    if (hadFocus) {
      (neighbour?.querySelector('article') ?? heading)?.focus({ preventScroll: true });
    }
  }
}
