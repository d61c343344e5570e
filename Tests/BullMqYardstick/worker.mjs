// Runs jobs: asks the AI, and hands BullMQ the titles it gave.
import { Worker } from 'bullmq';

// With the provider's SDK or by node:http alone, which costs far less.
const { ask } = await import(process.env.AI_CLIENT === 'http' ? './ask-by-http.mjs' : './ask-by-sdk.mjs');
const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) };

const worker = new Worker(
  'titles',
  async ({ data: { user, content, count } }) => {
    const { titles } = JSON.parse(await ask([
      {
        role: 'system',
        content: `Write exactly ${count} different titles for the content. Answer only with JSON of the form {"titles":["…"]}, with exactly ${count} strings in the list.`,
      },
      { role: 'user', content },
    ]));
    if (titles.length !== count) {
      throw new Error('The answer has another number of titles.');
    }

    return { user, titles };
  },
  { connection, concurrency: Number(process.env.WORKERS) });
worker.on('error', error => console.error(error));
await worker.waitUntilReady();
console.log('Worker started');
