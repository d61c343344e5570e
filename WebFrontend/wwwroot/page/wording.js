import { ago, count, day, duration, oneLine, placeInLine, timeLeft } from './format.js';

const states = {
  sending: { word: 'Sending', icon: 'work', tone: 'busy' },
  unsent: { word: 'Not sent', icon: 'fail', tone: 'bad' },
  waiting: { word: 'Waiting', icon: 'wait', tone: 'idle' },
  retrying: { word: 'Retrying', icon: 'again', tone: 'warn' },
  processing: { word: 'Working', icon: 'work', tone: 'busy' },
  completed: { word: 'Done', icon: 'done', tone: 'good' },
  failed: { word: 'Failed', icon: 'fail', tone: 'bad' },
  cancelled: { word: 'Cancelled', icon: 'stop', tone: 'idle' },
};

export function stateOf(item) {
  if (item.local) {
    return states[item.local];
  }
  if (item.job.status === 'pending') {
    return item.job.nextAttemptAt ? states.retrying : states.waiting;
  }
  return states[item.job.status];
}

/** What was asked for: "5 titles · playful · de". */
export function kindOf({ type, input }) {
  const kinds = {
    titles: () => count(input.count ?? 5, 'title'),
    summary: () => `Summary · ${input.maxWords ?? 100} words`,
  };
  const kind = kinds[type]?.() ?? type;
  return [kind, input.tone, input.language].filter(Boolean).join(' · ');
}

export function excerptOf({ input }) {
  return oneLine(String(input.content ?? '').slice(0, 240));
}

/** The one line of a closed card: its answer, the favourite of several, else what it was about. */
export function lineOf({ job, favourite }) {
  if (job.status === 'completed') {
    return job.result.titles?.[favourite ?? 0] ?? job.result.titles?.[0] ?? oneLine(String(job.result.summary ?? '').slice(0, 240));
  }
  return excerptOf(job);
}

export function iconOf({ type }) {
  return type === 'titles' || type === 'summary' ? type : 'job';
}

/** What is happening, in words, for the foot of an open card. */
export function noteOf(item, now) {
  const { job } = item;
  if (item.local) {
    return item.local === 'sending' ? 'Sending…' : '';
  }
  if (job.status === 'pending') {
    return job.nextAttemptAt ? countdown(job, now) : sentence(job.progress.message, job.queuePosition && placeInLine(job.queuePosition));
  }
  if (job.status === 'processing') {
    return sentence(job.progress.message, remaining(item), job.attempt > 1 && attemptOf(job));
  }
  const took = job.completedAt && job.startedAt && duration(Date.parse(job.completedAt) - Date.parse(job.startedAt));
  if (job.status !== 'completed') {
    return took ? `${states[job.status].word} after ${took}` : '';
  }
  return sentence('Done!', took, job.usage?.model && modelName(job.usage.model));
}

/** How all is going, in a few words. */
export function stateOfAll(items) {
  const number = matches => items.filter(matches).length;
  const running = number(({ local, job }) => local === 'sending' || (!local && !job.terminal));
  const unsent = number(({ local }) => local === 'unsent');
  const failed = number(({ local, job }) => !local && job.status === 'failed');
  const done = number(({ local, job }) => !local && job.status === 'completed');
  const words = sentence(running && `${count(running, 'job')} running`, unsent && `${unsent} not sent`, failed && `${failed} failed`);
  return words || (done === items.length ? 'All done' : 'Nothing running');
}

export function timeOf({ local, job }, now) {
  if (local) {
    return 'just now';
  }
  const age = now - Date.parse(job.createdAt);
  return age < 7 * 86_400_000 ? ago(age) : day(job.createdAt);
}

export function modelName(model) {
  return model === 'local' ? 'local engine' : model;
}

// The message was written when the attempt failed; its seconds must go on counting.
function countdown(job, now) {
  const seconds = Math.ceil((Date.parse(job.nextAttemptAt) - now) / 1000);
  const when = seconds > 0 ? `in ${duration(seconds * 1000).replace('.0', '')}` : 'now';
  const counted = job.progress.message.replace(/\bin \d+ (?:s|min)\b/, when);
  return counted.includes(when) ? counted : sentence(job.progress.message, `next attempt ${when}`);
}

function remaining({ job, heardAt }) {
  if (job.estimatedSecondsRemaining === null || job.estimatedSecondsRemaining === undefined) {
    return '';
  }
  return timeLeft(job.estimatedSecondsRemaining - (Date.now() - heardAt) / 1000);
}

function attemptOf({ attempt, maxAttempts }) {
  return `attempt ${attempt} of ${maxAttempts}`;
}

function sentence(...parts) {
  return parts.filter(Boolean).join(' · ');
}
