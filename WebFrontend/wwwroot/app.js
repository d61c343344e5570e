import { AiJobs, newKey } from './ai-jobs.js';
import { Actions } from './page/actions.js';
import { Announcer } from './page/announcer.js';
import { Banner } from './page/banner.js';
import { CardLists } from './page/card-lists.js';
import { Compose } from './page/compose.js';
import { byId, setText, show } from './page/elements.js';
import { Favourites } from './page/favourites.js';
import { onceAFrame } from './page/frame.js';
import { History } from './page/history.js';
import { Notifier } from './page/notifier.js';
import { Store } from './page/store.js';
import { showToast } from './page/toasts.js';
import { stateOfAll } from './page/wording.js';

const ai = new AiJobs();
const favourites = new Favourites(() => lists.refresh());
const store = new Store(ai, favourites);
const banner = new Banner();
const notifier = new Notifier(() => showToast('The browser does not allow notifications of this page. Its settings for this site can.'));
const announcer = new Announcer(notifier);
const compose = new Compose(submit);
const draw = onceAFrame(drawAll);
const history = new History(ai, store, draw);
const lists = new CardLists(ai, (action, item, button) => actions.run(action, item, button));
const actions = new Actions({ ai, store, favourites, compose, submit, draw, announce: text => announcer.announce(text) });
const changed = new Set();
const drawChanged = onceAFrame(drawCards);
const versions = new Map();
let rebuilding = false;

byId('empty-sample').addEventListener('click', () => compose.showSample());
byId('tidy').addEventListener('click', () => {
  store.tidy();
  draw();
  byId('earlier-heading').focus();
});
addEventListener('beforeunload', event => store.hasUnsent() && event.preventDefault());
setInterval(() => document.hidden || lists.tick(), 1_000);
setInterval(() => document.hidden || lists.refresh(), 30_000);
follow();

async function follow() {
  for await (const update of ai.follow()) {
    switch (update.kind) {
      case 'job':
        jobChanged(update.job);
        break;
      case 'deleted':
        versions.delete(update.id);
        favourites.forget(update.id);
        draw();
        break;
      case 'reset':
        rebuild();
        break;
      case 'ready':
        caughtUp();
        break;
      case 'session':
        store.forgetNow();
        banner.sessionLost();
        break;
      case 'connection':
        banner.connection(update.state, update.error);
        if (update.state === 'live') {
          sendAgain();
        }
        break;
    }
  }
}

function jobChanged(job) {
  const before = versions.get(job.id);
  versions.set(job.id, { version: job.version, status: job.status });
  announcer.follow(before, job);
  if (store.meet(job) && before?.version === job.version) {
    changed.add(job.id);
    drawChanged();
  } else {
    draw();
  }
}

// What is on the page stays until history has been read again, so nothing flickers; but not for ever.
function rebuild() {
  rebuilding = true;
  setTimeout(() => {
    rebuilding = false;
    draw();
  }, 3_000);
}

async function caughtUp() {
  if (rebuilding || store.horizon === undefined) {
    await history.reload();
    rebuilding = false;
  }
  draw();
  try {
    showEngine(await ai.stats());
  } catch {
    // Only the line in the header is missing.
  }
}

async function submit(type, input, key = newKey()) {
  store.sending(key, { job: { type, input }, text: '' });
  draw();
  requestAnimationFrame(() => requestAnimationFrame(bringIntoView));
  try {
    store.accepted(key, await ai.submit(type, input, { idempotencyKey: key }));
  } catch (error) {
    if (error.status === 400 || error.status === 413) {
      store.discard(key);
      compose.showErrors(Object.keys(error.errors).length > 0 ? error.errors : { form: [error.message] });
    } else {
      store.unsent(key, error);
      announcer.announce(`Not sent. ${error.message}`);
    }
  }
  draw();
}

// The same key makes this safe also when the server has it already and only its answer was lost.
function sendAgain() {
  for (const { key, job } of store.undelivered()) {
    submit(job.type, job.input, key);
  }
}

// On a phone the list is below the fold, and a button that seems to do nothing is pressed again.
function bringIntoView() {
  const now = byId('now');
  if (now.getBoundingClientRect().top > innerHeight - 120) {
    now.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }
}

function drawAll() {
  if (rebuilding) {
    return;
  }
  const now = store.now();
  const earlier = store.earlier();
  lists.draw([
    { element: byId('now-list'), items: now, open: true },
    { element: byId('earlier-list'), items: earlier, open: false },
  ]);
  show(byId('now'), now.length > 0);
  setText(byId('now-note'), stateOfAll(now));
  byId('tidy').disabled = !now.some(item => !item.local && item.job.terminal);
  show(byId('empty'), now.length + earlier.length === 0 && store.horizon === null && !history.isFiltered);
  history.draw(earlier.length);
}

function drawCards() {
  for (const id of changed) {
    const item = store.item(id);
    if (item) {
      lists.drawOne(item);
    }
  }
  changed.clear();
}

function showEngine({ engine }) {
  const local = engine === 'local';
  setText(byId('engine'), local ? 'local engine: no key configured' : engine);
  byId('engine').title = local ? 'Titles and summaries are picked from your text on this server. With a key an AI writes them.' : `Answered by ${engine}`;
  show(byId('engine'), Boolean(engine));
  if (local) {
    setText(byId('wishes-note'), 'The local engine ignores these: it keeps the text’s own words.');
  }
}
