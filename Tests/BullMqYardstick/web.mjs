// Accepts jobs, 202 once BullMQ has them in Redis, and tells each user's feed of those that have completed.
import http from 'node:http';
import { Queue, QueueEvents } from 'bullmq';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) };
const queue = new Queue('titles', { connection });
const ended = new QueueEvents('titles', { connection });
const feeds = new Map();
let users = 0;

ended.on('completed', ({ jobId, returnvalue }) => {
  const { user, titles } = typeof returnvalue === 'string' ? JSON.parse(returnvalue) : returnvalue;
  const job = JSON.stringify({ id: jobId, type: 'titles', status: 'completed', terminal: true, result: { titles } });
  for (const feed of feeds.get(user) ?? []) {
    feed.write(`event: job\ndata: ${job}\n\n`);
  }
});

const routes = {
  'POST /api/session'(request, response) {
    users++;
    response.writeHead(201, { 'Set-Cookie': `user=${users}; Path=/` }).end();
  },

  'GET /api/ai/events'(request, response) {
    const user = userOf(request);
    if (!feeds.has(user)) {
      feeds.set(user, new Set());
    }

    feeds.get(user).add(response);
    response.on('close', () => feeds.get(user).delete(response));
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('event: ready\ndata: {}\n\n');
  },

  async 'POST /api/ai/titles'(request, response) {
    const { content, count } = JSON.parse(await bodyOf(request));
    const job = await queue.add(
      'titles', { user: userOf(request), content, count }, { attempts: 3, backoff: { type: 'exponential', delay: 1000 } });
    response.writeHead(202, { 'Content-Type': 'application/json', Location: `/api/ai/job/${job.id}` });
    response.end(JSON.stringify({ id: job.id, type: 'titles', status: 'pending' }));
  },
};

await queue.waitUntilReady();
await ended.waitUntilReady();
const server = http.createServer(async (request, response) => {
  try {
    await routes[`${request.method} ${request.url}`](request, response);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(0, '127.0.0.1', () => console.log(`Now listening on: http://127.0.0.1:${server.address().port}`));

function userOf(request) {
  return /user=(\d+)/.exec(request.headers.cookie)[1];
}

function bodyOf(request) {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', piece => { text += piece; });
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}
