// Follow the feed in a page; each resolves with its events once so many jobs are finished. `window.ready` lists who has had `ready`.
const names = ['ready', 'job', 'deleted', 'progress', 'delta', 'reset', 'ping'];
window.ready = [];

function listener(client, count, close) {
  const events = [];
  const finished = new Set();
  return (event, id, data) => {
    events.push({ event, id, data });
    if (event === 'ready') {
      window.ready.push(client);
    }
    if (event === 'job' && data.terminal) {
      finished.add(data.id);
    }
    if (finished.size === count) {
      close(events);
    }
  };
}

export const followByEventSource = count => new Promise(resolve => {
  const source = new EventSource('/api/ai/events');
  const hear = listener('EventSource', count, events => { source.close(); resolve(events); });
  names.forEach(name => source.addEventListener(name, message => hear(name, message.lastEventId, JSON.parse(message.data))));
});

export const followBySocket = count => new Promise(resolve => {
  const socket = new WebSocket(new URL('/api/ai/ws', location.href.replace(/^http/, 'ws')));
  const hear = listener('WebSocket', count, events => { socket.close(); resolve(events); });
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    hear(message.event, message.id ?? '', message.data);
  };
});

export const followByFetch = count => new Promise(resolve => {
  const end = new AbortController();
  const hear = listener('fetch-event-source', count, events => { end.abort(); resolve(events); });
  import('/npm/@microsoft/fetch-event-source/lib/esm/index.js').then(({ fetchEventSource }) => fetchEventSource('/api/ai/events', {
    signal: end.signal,
    openWhenHidden: true,
    onmessage: message => message.event && hear(message.event, message.id, JSON.parse(message.data)),
  }));
});
