const events = ['ready', 'job', 'deleted', 'progress', 'delta', 'reset', 'ping'];

/** Server-sent events as browsers read them; they send the cookie along and say nothing of why it failed. */
export class EventSourceTransport {
  name = 'sse';
  #url;

  constructor(http) {
    this.#url = http.url('/api/ai/events');
  }

  open(cursor, { onEvent, onEnd }) {
    const source = new EventSource(this.#url + (cursor && `?after=${encodeURIComponent(cursor)}`));
    for (const name of events) {
      source.addEventListener(name, message => onEvent(name, message.lastEventId, JSON.parse(message.data)));
    }
    // Also after a mere cut, which the browser would mend by itself: the waits between attempts are ours to choose.
    source.addEventListener('error', () => onEnd());
    return () => source.close();
  }
}
