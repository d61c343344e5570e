import { Feed } from './feed.js';
import { SharedFeed } from './shared-feed.js';
import { EventSourceTransport } from './transports/event-source.js';
import { EventStreamTransport } from './transports/event-stream.js';
import { PollingTransport } from './transports/polling.js';
import { WebSocketTransport } from './transports/web-socket.js';

/** The best feed that this browser and this way of signing in allow. */
export function openFeed({ http, book, user, onEvent, onState }) {
  const connect = callbacks => new Feed({
    transports: transports(http, book),
    prepare: () => http.pass(),
    probe: () => http.send('GET', '/api/ai/history?limit=1'),
    ...callbacks,
  });
  if (!isShareable(http)) {
    return connect({ onEvent: (name, id, data) => onEvent(name, data), onState });
  }
  return new SharedFeed({
    name: `ai-jobs ${absolute(http)}`,
    connect,
    onEvent,
    onState,
    running: () => book.unfinished().map(({ job, text, textAttempt }) => ({ job, text, attempt: textAttempt })),
    user,
    onOtherUser: () => http.renewPass().then(() => true, () => false),
  });
}

// A browser holds at most six connections to a host, and a cookie is the same in all tabs; a token need not be.
function isShareable(http) {
  return !http.usesToken && SharedFeed.isPossible() && absolute(http).origin === location.origin;
}

function absolute(http) {
  return new URL(http.url('/'), location.href);
}

function transports(http, book) {
  const polling = new PollingTransport(http, book);
  if (http.usesToken) {
    return [new EventStreamTransport(http), polling];
  }
  return [
    ...(globalThis.EventSource ? [new EventSourceTransport(http)] : []),
    ...(globalThis.WebSocket ? [new WebSocketTransport(http)] : []),
    polling,
  ];
}
