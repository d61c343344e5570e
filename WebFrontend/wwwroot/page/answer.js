import { growText, instantiate, setAttribute, show } from './elements.js';

// How many characters of a summary fit on a line of a card, roughly: space is kept for what is to come, so that little moves.
const charactersALine = 68;
const charactersAWord = 5;

/** Shows titles or a summary, while they are being written and when they are there. */
export class Answer {
  #titles;
  #summary;

  constructor(body) {
    this.#titles = body.querySelector('.titles');
    this.#summary = body.querySelector('.summary');
  }

  update({ local, job, text }) {
    const visible = local !== 'unsent' && (job.status === 'completed' || !job.terminal);
    const isTitles = job.type === 'titles';
    show(this.#titles, visible && isTitles);
    show(this.#summary, visible && !isTitles);
    if (!visible) {
      return;
    }
    if (isTitles) {
      this.#updateTitles(job, text);
    } else {
      this.#updateSummary(job, text);
    }
  }

  #updateTitles(job, text) {
    const done = job.status === 'completed';
    const titles = done ? job.result.titles : text.split('\n').filter(Boolean);
    const rows = done ? titles.length : Math.max(titles.length, job.input.count ?? 5);
    const list = this.#titles;
    while (list.children.length < rows) {
      list.append(instantiate('title-template'));
    }
    while (list.children.length > rows) {
      list.lastElementChild.remove();
    }
    for (let i = 0; i < rows; i++) {
      const row = list.children[i];
      const title = titles[i] ?? '';
      growText(row.firstElementChild, title);
      row.classList.toggle('to-come', title === '');
      show(row.lastElementChild, done);
      if (done) {
        setAttribute(row.lastElementChild, 'aria-label', `Copy “${title}”`);
      }
    }
    setAttribute(list, 'lang', job.input.language ?? null);
  }

  #updateSummary(job, text) {
    const done = job.status === 'completed';
    const summary = done ? plain(job.result) : text;
    growText(this.#summary, summary);
    this.#summary.classList.toggle('to-come', summary === '');
    const lines = Math.ceil((job.input.maxWords ?? 100) * 0.7 * charactersAWord / charactersALine);
    this.#summary.style.setProperty('--lines', done ? '1' : String(Math.min(lines, 12)));
    setAttribute(this.#summary, 'lang', job.input.language ?? null);
  }
}

/** An answer as text to copy. A job type that this page does not know is shown as it comes. */
export function plain(result) {
  return result.titles?.join('\n') ?? result.summary ?? JSON.stringify(result, null, 2);
}
