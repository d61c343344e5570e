import { AiJobsError } from './errors.js';

const watchMs = 2_000;
const beatMs = 15_000;
const silenceMs = 40_000;
// A tab that is busy with itself may take this long to answer; one that the browser has frozen never does.
const answerMs = 5_000;

/**
 * One feed for all tabs of a browser. Whichever tab holds a Web Lock leads: it has the connection, and hands every event
 * on by BroadcastChannel. Terms (times of taking the lead) only grow; within a term events are numbered.
 *
 *   { hello, fresh, user }         a tab asks who leads, and for what runs if it holds nothing yet
 *   { term, seq, event }           an event: [name, id, data]
 *   { term, seq, beat }            the leader's state: when it takes the lead, on every change, asked, and every 15 s
 *
 * A tab's place says what it holds: '' nothing yet; 'term/seq' everything up to there; null something in between.
 * - It goes on from there while the numbers follow each other, and into a new term if the leader began with what it holds
 *   itself. Its cursor moves along, so that it can lead in turn.
 * - Holding nothing it gets from the leader what runs, once the leader itself has been caught up.
 * - Else it has missed something. Then a connection of its own catches up from its cursor; what the leader says meanwhile
 *   waits until that is `ready`. So the server decides what was missed, never another tab.
 * - Does it hear nothing for too long, it takes the lock away from the leader, which stands still.
 */
export class SharedFeed {
  #name;
  #feed;
  #onEvent;
  #onState;
  #running;
  #user;
  #onOtherUser;
  #channel = null;
  #wanted = false;
  #leading = false;
  #release = () => {};
  #waiting = new AbortController();
  #watch;
  #term = 0;
  #seq = 0;
  #from = '';
  #place = '';
  #complete = false;
  #missed = null;
  #heardAt = 0;
  #askedAt = 0;
  #saidAt = 0;
  #leaderState = null;
  #isAsking = false;
  #state = { state: 'connecting', transport: null, error: null };

  /**
   * @param connect makes the tab's own feed
   * @param running gives what is known of jobs that run
   * @param user gives the user's id, null while it is not known
   * @param onOtherUser finds out who the user is, when another tab acts as somebody else, and gives whether it could; must not reject
   */
  constructor({ name, connect, onEvent, onState, running, user, onOtherUser }) {
    this.#name = name;
    this.#onEvent = onEvent;
    this.#onState = onState;
    this.#running = running;
    this.#user = user;
    this.#onOtherUser = onOtherUser;
    this.#feed = connect({
      onEvent: (name, id, data) => this.#received(name, id, data),
      onState: state => this.#connectionIs(state),
    });
  }

  static isPossible() {
    return typeof BroadcastChannel === 'function' && Boolean(navigator.locks);
  }

  get state() {
    return this.#state;
  }

  start() {
    if (this.#wanted) {
      return;
    }
    this.#wanted = true;
    if (!this.#channel) {
      // It stays open: a tab that needs no connection now still hears what another one gets.
      this.#channel = new BroadcastChannel(this.#name);
      this.#channel.addEventListener('message', ({ data }) => this.#hear(data));
    }
    this.#watch = setInterval(() => this.#look(), watchMs);
    this.#tell({ state: 'connecting', transport: null, error: null });
    this.#ask();
    this.#stand();
  }

  /** Lets another tab lead. */
  stop() {
    if (this.#wanted) {
      this.#wanted = false;
      clearInterval(this.#watch);
      this.#askedAt = 0;
      this.#waiting.abort();
      this.#stepDown();
      this.#release();
      this.#tell({ state: 'paused', transport: null, error: null });
    }
  }

  /** Begins anew, for another user. */
  restart() {
    this.#place = '';
    this.#complete = false;
    this.#missed = null;
    if (this.#leading) {
      this.#beginTerm();
      this.#feed.restart();
    } else {
      this.#feed.stop();
      this.#feed.cursor = '';
      if (this.#wanted) {
        this.#ask();
      }
    }
  }

  // The lock

  async #stand(steal = false) {
    this.#waiting.abort();
    const waiting = this.#waiting = new AbortController();
    let held = false;
    try {
      await navigator.locks.request(this.#name, steal ? { steal } : { signal: waiting.signal }, () => {
        if (waiting.signal.aborted) {
          return undefined;
        }
        held = true;
        return new Promise(resolve => {
          this.#release = resolve;
          this.#lead();
        });
      });
    } catch (error) {
      if (!this.#wanted || waiting !== this.#waiting) {
        return;
      }
      if (error.name !== 'AbortError') {
        // No locks for this document: it has its own connection.
        this.#lead();
      } else if (held) {
        this.#stepDown();
        this.#ask();
        this.#stand();
      }
    }
  }

  #lead() {
    this.#leading = true;
    this.#askedAt = 0;
    this.#missed = null;
    this.#beginTerm();
    this.#feed.start();
    this.#connectionIs(this.#feed.state);
  }

  #beginTerm() {
    this.#from = this.#place;
    this.#complete &&= this.#from !== null;
    this.#term = Math.max(Date.now(), this.#term + 1);
    this.#seq = 0;
    this.#place = `${this.#term}/0`;
    this.#beat();
  }

  #stepDown() {
    this.#leading = false;
    this.#missed = null;
    this.#feed.stop();
  }

  // Leading

  #received(name, id, data) {
    if (this.#leading && name === 'ping') {
      this.#beat();
    } else if (this.#leading) {
      this.#seq++;
      this.#say({ term: this.#term, seq: this.#seq, event: [name, id, data] });
      this.#apply(name, data);
    } else if (this.#missed) {
      this.#onEvent(name, data);
      if (name === 'ready') {
        this.#caughtUp();
      }
    }
  }

  #connectionIs(state) {
    if (this.#leading) {
      this.#tell(state);
      this.#beat();
    } else if (this.#missed && state.state !== 'live') {
      this.#tell(state);
    }
  }

  #beat(asked = {}) {
    const { state, transport, error } = this.#feed.state;
    const beat = {
      user: this.#user(),
      from: this.#from,
      state,
      transport,
      // A clone of an error keeps nothing but its message.
      error: error && { ...error, message: error.message },
      complete: this.#complete,
      cursor: this.#feed.cursor,
      running: asked.fresh && this.#complete ? this.#running() : null,
    };
    this.#say({ term: this.#term, seq: this.#seq, beat });
  }

  // Following

  #ask() {
    this.#askedAt = Date.now();
    this.#heardAt = this.#askedAt;
    this.#say({ hello: true, fresh: this.#place === '', user: this.#user() });
  }

  #hear(message) {
    const user = message.hello ? message.user : message.beat?.user;
    if (user && this.#user() && user !== this.#user()) {
      this.#askWhoIsRight();
      return;
    }
    if (message.hello) {
      if (this.#leading) {
        this.#beat(message);
      }
    } else if (message.term >= this.#term) {
      this.#follow(message);
    }
  }

  // Tabs share the cookie, so the server tells one of them something new.
  async #askWhoIsRight() {
    if (!this.#isAsking) {
      this.#isAsking = true;
      const knows = await this.#onOtherUser();
      this.#isAsking = false;
      // Who could not find out keeps silent: to say again what is in doubt would make the other ask again, and so on without end.
      if (knows) {
        this.#say({ hello: true, fresh: false, user: this.#user() });
      }
    }
  }

  #follow({ term, seq, event, beat }) {
    if (this.#leading) {
      // Taken away while this tab stood still; that the lock is lost it learns later.
      this.#stepDown();
    }
    this.#heardAt = Date.now();
    this.#askedAt = 0;
    if (term > this.#term) {
      this.#enter(term, seq, beat);
    }
    if (this.#place === '') {
      this.#takeOver(seq, event, beat);
    } else if (this.#place === null && !this.#missed) {
      this.#catchUp(seq, beat);
    } else if (event && seq === this.#seq + 1) {
      this.#seq = seq;
      if (this.#missed) {
        this.#missed.push(event);
      } else {
        this.#take(event);
      }
    } else if (seq !== this.#seq) {
      this.#lose();
    }
    if (beat) {
      this.#leaderState = { ...beat, error: beat.error && new AiJobsError(beat.error.message, beat.error) };
      this.#tellLeaderState();
    }
  }

  #enter(term, seq, beat) {
    const goesOn = seq === 0 && beat && beat.from !== null && beat.from === this.#place;
    this.#term = term;
    this.#seq = 0;
    if (goesOn) {
      this.#place = `${term}/0`;
    } else if (this.#place !== '') {
      this.#lose();
    }
  }

  #takeOver(seq, event, beat) {
    if (beat?.running) {
      this.#seq = seq;
      this.#place = `${this.#term}/${seq}`;
      this.#complete = true;
      this.#feed.cursor = beat.cursor;
      for (const { job, text, attempt } of beat.running) {
        this.#onEvent('job', job);
        this.#onEvent('delta', { jobId: job.id, attempt, offset: 0, text });
      }
      if (beat.state === 'live') {
        this.#onEvent('ready', {});
      }
    } else if (this.#wanted && (beat?.complete || event?.[0] === 'ready')) {
      this.#ask();
    }
  }

  #lose() {
    this.#place = null;
    this.#missed = null;
    if (!this.#leading) {
      this.#feed.stop();
    }
    if (this.#wanted) {
      this.#ask();
    }
  }

  #catchUp(seq, beat) {
    if (beat && this.#wanted) {
      this.#seq = seq;
      this.#missed = [];
      this.#feed.start();
    }
  }

  #caughtUp() {
    const missed = this.#missed;
    this.#missed = null;
    this.#place = `${this.#term}/${this.#seq}`;
    this.#complete = true;
    this.#feed.stop();
    missed.forEach(event => this.#take(event));
    this.#tellLeaderState();
  }

  #take([name, id, data]) {
    this.#apply(name, data);
    this.#feed.cursor = id || this.#feed.cursor;
  }

  // Both

  #apply(name, data) {
    this.#place = `${this.#term}/${this.#seq}`;
    this.#complete = name === 'ready' || (this.#complete && name !== 'reset');
    this.#onEvent(name, data);
  }

  #look() {
    const now = Date.now();
    if (this.#leading) {
      if (now - this.#saidAt > beatMs) {
        this.#beat();
      }
    } else if (now - this.#heardAt > (this.#askedAt ? answerMs : silenceMs)) {
      this.#heardAt = now;
      this.#stand(true);
    }
  }

  #tellLeaderState() {
    if (this.#wanted && !this.#missed && this.#leaderState) {
      const { state, transport, error } = this.#leaderState;
      this.#tell(this.#place || state !== 'live' ? { state, transport, error } : { state: 'connecting', transport: null, error: null });
    }
  }

  #say(message) {
    this.#saidAt = Date.now();
    this.#channel.postMessage(message);
  }

  #tell(state) {
    const before = this.#state;
    this.#state = state;
    if (before.state !== state.state || before.transport !== state.transport || before.error?.message !== state.error?.message) {
      this.#onState(state);
    }
  }
}
