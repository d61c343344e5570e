import { setAttribute, show } from './elements.js';
import { count, duration, moment, number } from './format.js';
import { modelName } from './wording.js';

/** All that is known of a job, fetched when it is asked for: the feed leaves out the long text and the attempts. */
export class CardDetails {
  #ai;
  #element;
  #button;
  #shownVersion = null;

  constructor(ai, element, button, id) {
    this.#ai = ai;
    this.#element = element;
    this.#button = button;
    element.id = `${id}-details`;
    setAttribute(button, 'aria-controls', element.id);
  }

  toggle(item) {
    show(this.#element, this.#element.hidden);
    this.#shownVersion = null;
    this.draw(item);
  }

  draw({ job, local }) {
    setAttribute(this.#button, 'aria-expanded', String(!this.#element.hidden));
    if (!local && !this.#element.hidden && this.#shownVersion !== job.version) {
      this.#shownVersion = job.version;
      this.#load(job);
    }
  }

  async #load({ id, version }) {
    try {
      const job = await this.#ai.job(id);
      if (this.#shownVersion === version) {
        this.#element.replaceChildren(facts(job), text(job));
      }
    } catch (error) {
      this.#element.replaceChildren(paragraph(error.message, 'field-error'));
    }
  }
}

function facts(job) {
  const list = document.createElement('dl');
  const add = (name, value) => {
    const term = document.createElement('dt');
    const description = document.createElement('dd');
    term.textContent = name;
    description.textContent = value;
    list.append(term, description);
  };
  add('Asked for', moment(job.createdAt));
  if (job.startedAt && job.completedAt) {
    add('Took', duration(Date.parse(job.completedAt) - Date.parse(job.startedAt)));
  }
  if (job.usage) {
    add('Answered by', modelName(job.usage.model));
    if (job.usage.inputTokens + job.usage.outputTokens > 0) {
      add('Tokens', `${number(job.usage.inputTokens)} read, ${number(job.usage.outputTokens)} written`);
    }
  }
  for (const attempt of job.attempts ?? []) {
    add(`Attempt ${attempt.number}`, outcome(attempt));
  }
  add('Your text', count(job.input.content.length, 'character'));
  return list;
}

function outcome({ startedAt, endedAt, error }) {
  const took = endedAt ? `${duration(Date.parse(endedAt) - Date.parse(startedAt))}: ` : '';
  return took + (error?.message ?? (endedAt ? 'went well' : 'running'));
}

function text(job) {
  const element = paragraph(job.input.content, 'input');
  element.dir = 'auto';
  element.tabIndex = 0;
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', 'Your text');
  return element;
}

function paragraph(content, className) {
  const element = document.createElement('p');
  element.className = className;
  element.textContent = content;
  return element;
}
