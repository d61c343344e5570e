import { Draft } from './draft.js';
import { byId, setText, show } from './elements.js';
import { count, number } from './format.js';
import { onceAFrame } from './frame.js';
import { openTextFiles } from './text-files.js';

const mostCharacters = 100_000;
const fields = ['tone', 'language', 'count', 'maxWords'];
const membersOf = { titles: ['count', 'tone', 'language'], summary: ['maxWords', 'tone', 'language'] };

/** The text, the wishes and the two buttons. It never loses the text: also replacing it can be undone. */
export class Compose {
  #form = byId('compose');
  #content = byId('content');
  #replaced = null;
  #submit;
  #draft = new Draft(() => this.#read());
  #count = onceAFrame(() => this.#drawCount());

  /** @param submit `(type, input)` */
  constructor(submit) {
    this.#submit = submit;
    this.#restore(this.#draft.load());
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#send(event.submitter?.value ?? 'titles');
    });
    this.#form.addEventListener('keydown', event => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#send(event.shiftKey ? 'summary' : 'titles');
      } else if (event.key === 'Enter' && event.target.id === 'tone') {
        // Enter in a one-line field would press the form's first button.
        event.preventDefault();
      }
    });
    this.#form.addEventListener('input', event => this.#typed(event.target));
    byId('sample').addEventListener('click', () => this.showSample());
    byId('clear').addEventListener('click', () => this.replace('', 'Text cleared.'));
    byId('notice-undo').addEventListener('click', () => this.#undo());
    openTextFiles(this.#form, (text, name) => this.replace(text, `Opened “${name}”.`), problem => this.showErrors({ content: [problem] }));
    if (/Mac|iPhone|iPad/.test(navigator.userAgent)) {
      setText(byId('keys'), byId('keys').textContent.replace('Ctrl', '⌘'));
    }
    this.#count();
  }

  showSample() {
    this.replace(byId('sample-text').content.textContent, 'This is a sample text.', byId('generate'));
  }

  replace(text, notice, next = this.#content) {
    this.#replaced = this.#content.value;
    this.#content.value = text;
    this.#content.setSelectionRange(0, 0);
    this.#content.scrollTop = 0;
    next.focus();
    setText(byId('notice-text'), notice);
    show(byId('notice-undo'), this.#replaced.trim() !== '');
    show(byId('notice'), true);
    this.showErrors({});
    this.#changed();
  }

  /** @param errors by field, as the server names them; what belongs to no field is shown at the buttons */
  showErrors(errors) {
    const rest = [];
    const shown = { content: '', tone: '', language: '' };
    for (const [path, messages] of Object.entries(errors)) {
      const text = [messages].flat().join(' ');
      if (path in shown) {
        shown[path] = text;
      } else {
        rest.push(text);
      }
    }
    for (const [name, text] of Object.entries(shown)) {
      setText(byId(`${name}-error`), text);
      show(byId(`${name}-error`), text !== '');
      byId(name).toggleAttribute('aria-invalid', text !== '');
    }
    setText(byId('form-error'), rest.join(' '));
    show(byId('form-error'), rest.length > 0);
    const first = Object.keys(shown).find(name => shown[name]);
    if (first) {
      byId(first).focus();
    }
  }

  #send(type) {
    this.#draft.save();
    // The server refuses these two, and nobody sees them.
    const raw = this.#content.value.replaceAll('\0', '');
    const content = raw.toWellFormed?.() ?? raw;
    const length = content.trim().length;
    if (length === 0) {
      this.showErrors({ content: ['Paste or write a text first.'] });
    } else if (length > mostCharacters) {
      this.showErrors({ content: [`That is ${count(length - mostCharacters, 'character')} too long. Shorten it, or send it in parts.`] });
    } else {
      this.showErrors({});
      this.#submit(type, { content: content.trim(), ...this.#wishes(type) });
    }
  }

  #wishes(type) {
    const data = new FormData(this.#form);
    const wishes = {};
    for (const name of membersOf[type]) {
      const value = data.get(name)?.trim();
      if (value) {
        wishes[name] = name === 'count' || name === 'maxWords' ? Number(value) : value;
      }
    }
    return wishes;
  }

  #typed(target) {
    if (target === this.#content) {
      show(byId('notice'), false);
      this.#replaced = null;
    }
    if (target.hasAttribute('aria-invalid')) {
      this.showErrors({});
    }
    this.#changed();
  }

  #undo() {
    this.#content.value = this.#replaced ?? this.#content.value;
    this.#replaced = null;
    show(byId('notice'), false);
    this.#content.focus();
    this.#changed();
  }

  #changed() {
    this.#draft.saveSoon();
    this.#count();
  }

  #drawCount() {
    const length = this.#content.value.trim().length;
    const count = byId('count');
    setText(count, length === 0 ? `Up to ${number(mostCharacters)} characters` : `${number(length)} of ${number(mostCharacters)} characters`);
    count.classList.toggle('too-long', length > mostCharacters);
    byId('clear').disabled = this.#content.value === '';
  }

  #read() {
    const wishes = Object.fromEntries(fields.map(name => [name, this.#form.elements[name].value]));
    return { ...wishes, content: this.#content.value };
  }

  #restore({ content = '', ...wishes }) {
    this.#content.value = content;
    for (const name of fields) {
      const field = this.#form.elements[name];
      const before = field.value;
      field.value = wishes[name] ?? before;
      // A choice that is no longer offered leaves a list empty.
      if (field.localName === 'select' && field.selectedIndex < 0) {
        field.value = before;
      }
    }
  }
}
