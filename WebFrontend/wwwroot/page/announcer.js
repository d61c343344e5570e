import { byId } from './elements.js';

const pauseMs = 400;
const title = document.title;

/** Tells screen readers of milestones, several at once in one sentence; and, while the page is hidden, the tab's title and the notifier. */
export class Announcer {
  #notifier;
  #element = byId('announcer');
  #waiting = [];
  #timer;
  #unseen = 0;

  constructor(notifier) {
    this.#notifier = notifier;
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        this.#unseen = 0;
        document.title = title;
      }
    });
  }

  announce(text) {
    this.#waiting.push(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#element.textContent = this.#waiting.length > 3 ? `${this.#waiting.length} jobs have changed.` : this.#waiting.join(' ');
      this.#waiting = [];
    }, pauseMs);
  }

  /** Call with a job's state before and now. */
  follow(before, job) {
    if (!before || before.status === job.status) {
      return;
    }
    const kind = { titles: 'Titles', summary: 'Summary' }[job.type] ?? job.type;
    const word = { completed: 'done', failed: 'failed', cancelled: 'cancelled' }[job.status];
    if (job.nextAttemptAt) {
      this.announce(job.progress.message);
    } else if (word) {
      this.announce(`${kind} ${word}.${job.status === 'failed' ? ` ${job.error?.message ?? ''}` : ''}`);
    }
    if (document.hidden && (job.status === 'completed' || job.status === 'failed')) {
      this.#unseen++;
      document.title = `${this.#unseen > 1 ? `(${this.#unseen}) ` : ''}${kind} ${word} · ${title}`;
      this.#notifier.tell(job, `${kind} ${word}`);
    }
  }
}
