// Follows the feed with npm's eventsource and prints each event as a line of JSON, until so many jobs are finished.
import { EventSource } from 'eventsource';

const [url, cookie, count] = process.argv.slice(2);
const finished = new Set();
const source = new EventSource(url, { fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, Cookie: cookie } }) });
for (const name of ['ready', 'job', 'deleted', 'progress', 'delta', 'reset', 'ping']) {
  source.addEventListener(name, event => {
    const data = JSON.parse(event.data);
    console.log(JSON.stringify({ event: name, id: event.lastEventId, data }));
    if (name === 'job' && data.terminal) {
      finished.add(data.id);
    }
    if (finished.size === Number(count)) {
      source.close();
    }
  });
}
