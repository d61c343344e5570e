import { byId, instantiate, setText, show } from './elements.js';

const shownMs = 7_000;

/**
 * Says something at the edge of the page for a while. With `undo` it offers a way back until then; else, or when the
 * page is left, `done` makes it final.
 */
export function showToast(text, { undo, done } = {}) {
  const toast = instantiate('toast-template');
  const button = toast.querySelector('button');
  setText(toast.querySelector('p'), text);
  show(button, Boolean(undo));
  let timer = 0;
  const leaving = new AbortController();
  const finish = after => {
    clearTimeout(timer);
    leaving.abort();
    toast.remove();
    after?.();
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
}
