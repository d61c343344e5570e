import { growText, instantiate, setAttribute, setData, setText, show } from './elements.js';

const windowWords = 100;

/**
 * Shows titles or a summary, while they are being written and when they are there, or why there are none. Space is kept
 * for what is to come, and stays when less has come, so that nothing below moves; `release` gives it back.
 */
export class Answer {
  #element;
  #titles;
  #summary;
  #problem;

  constructor(body) {
    this.#element = body.querySelector('.answer');
    this.#titles = body.querySelector('.titles');
    this.#summary = body.querySelector('.summary');
    this.#problem = body.querySelector('.problem');
  }

  /** @param problem why there is no answer; '' while there may be one */
  update({ job, text, favourite }, problem) {
    const isTitles = job.type === 'titles';
    // Whoever cancels sees it close; what fails by itself must not pull up what is below.
    if (problem && this.#problem.hidden && job.status !== 'cancelled') {
      this.#element.style.minHeight = `${this.#element.offsetHeight}px`;
    }
    show(this.#problem, problem !== '');
    setText(this.#problem.lastElementChild, problem);
    show(this.#titles, problem === '' && isTitles);
    show(this.#summary, problem === '' && !isTitles);
    if (problem === '') {
      if (isTitles) {
        this.#updateTitles(job, text, favourite);
      } else {
        this.#updateSummary(job, text);
      }
    }
  }

  release() {
    this.#element.style.minHeight = '';
    setAttribute(this.#summary, 'tabindex', null);
    delete this.#summary.firstElementChild.dataset.room;
  }

  #updateTitles(job, text, favourite) {
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
      this.#updateTitle(list.children[i], titles[i] ?? '', done, i === favourite);
    }
    setAttribute(list, 'lang', job.input.language ?? null);
  }

  #updateTitle(row, title, done, isFavourite) {
    const [text, star, copy] = row.children;
    growText(text, title);
    row.classList.toggle('to-come', title === '');
    row.classList.toggle('favourite', isFavourite);
    show(star, done);
    show(copy, done);
    if (done) {
      setAttribute(star, 'aria-pressed', String(isFavourite));
      setAttribute(star, 'aria-label', `Favourite: “${title}”`);
      setAttribute(copy, 'aria-label', `Copy “${title}”`);
    }
  }

  #updateSummary(job, text) {
    const done = job.status === 'completed';
    const words = job.input.maxWords ?? 100;
    const summary = done ? plain(job.result) : text;
    const paragraph = this.#summary.firstElementChild;
    growText(paragraph.firstElementChild, summary);
    this.#summary.classList.toggle('to-come', summary === '');
    this.#summary.classList.toggle('writing', !done);
    if (!done) {
      // An invisible text as long as the one that was asked for.
      setData(paragraph, 'room', 'words '.repeat(words));
      // It may be longer than its window: then the keyboard must get there to scroll.
      setAttribute(this.#summary, 'tabindex', words > windowWords ? '0' : null);
    }
    setAttribute(this.#summary, 'lang', job.input.language ?? null);
  }
}

/** An answer as text to copy. A job type that this page does not know is shown as it comes. */
export function plain(result) {
  return result.titles?.join('\n') ?? result.summary ?? JSON.stringify(result, null, 2);
}
