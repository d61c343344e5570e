import { AiJobsError, refusal } from '../errors.js';
import { EventStreamParser } from '../event-stream.js';

/** Server-sent events read by fetch, since EventSource cannot send a token. */
export class EventStreamTransport {
  name = 'sse';
  #http;

  constructor(http) {
    this.#http = http;
  }

  open(cursor, handlers) {
    const closing = new AbortController();
    this.#read(cursor, handlers, closing.signal).then(handlers.onEnd, handlers.onEnd);
    return () => closing.abort();
  }

  async #read(cursor, { onEvent, onRetry }, signal) {
    const headers = { Accept: 'text/event-stream', ...(cursor && { 'Last-Event-ID': cursor }) };
    const response = await this.#http.request('GET', '/api/ai/events', { headers, signal });
    if (!response.ok) {
      throw await refusal(response);
    }
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      throw new AiJobsError('The answer is no feed.', { status: response.status, code: 'no_feed' });
    }
    const parser = new EventStreamParser((name, id, data) => onEvent(name, id, JSON.parse(data)), onRetry);
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      parser.push(piece.value);
    }
  }
}
