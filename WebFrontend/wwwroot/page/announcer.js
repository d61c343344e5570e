import { byId } from './elements.js';

const pauseMs = 400;
const title = document.title;

/** Tells screen readers of milestones, several at once in one sentence, and the tab's title while the tab is hidden. */
export class Announcer {
  #element = byId('announcer');
  #waiting = [];
  #timer;

  constructor() {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
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
    const words = { completed: 'done', failed: 'failed', cancelled: 'cancelled' }[job.status];
    if (job.nextAttemptAt) {
      this.announce(job.progress.message);
    } else if (words) {
      this.announce(`${kind} ${words}.${job.status === 'failed' ? ` ${job.error?.message ?? ''}` : ''}`);
    }
    if (document.hidden && (job.status === 'completed' || job.status === 'failed')) {
      document.title = `${kind} ${words} · ${title}`;
    }
  }
}
