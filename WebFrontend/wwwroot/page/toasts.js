import { byId, instantiate, setText, show } from './elements.js';

const shownMs = 7_000;

/**
 * Says something at the edge of the page for a while. With `undo` it offers a way back until then; else, or when the
 * page is left, `done` makes it final. Whoever uses the keyboard is taken to that way, has all the time, and goes on at `next`.
 */
export function showToast(text, { undo, done, next } = {}) {
  const toast = instantiate('toast-template');
  const button = toast.querySelector('button');
  setText(toast.querySelector('p'), text);
  show(button, Boolean(undo));
  let timer = 0;
  const leaving = new AbortController();
  const finish = after => {
    clearTimeout(timer);
    leaving.abort();
    const hadFocus = toast.contains(document.activeElement);
    toast.remove();
    after?.();
    if (hadFocus) {
      // Once it has been drawn: it may be hidden until then.
      requestAnimationFrame(() => next?.focus());
    }
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => finish(() => done?.(false)), shownMs);
  };
  button.addEventListener('click', () => finish(undo));
  // Whoever is about to press it gets the time to.
  toast.addEventListener('pointerenter', () => clearTimeout(timer));
  toast.addEventListener('pointerleave', wait);
  toast.addEventListener('focusin', () => clearTimeout(timer));
  toast.addEventListener('focusout', wait);
  addEventListener('pagehide', () => finish(() => done?.(true)), { signal: leaving.signal });
  byId('toasts').append(toast);
  wait();
  if (next && document.activeElement.matches(':focus-visible')) {
    button.focus();
  }
}
