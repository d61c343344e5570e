// The AI, asked with as little as it takes: no SDK, no fetch, and the answer is looked at once it is all there.
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true });
const completions = new URL(`${process.env.AI_BASE_URL}/chat/completions`);

/** The text of the answer. */
export async function ask(messages) {
  const events = await post(JSON.stringify({ model: 'gpt-4.1-mini', stream: true, stream_options: { include_usage: true }, messages }));
  return events.split('\n')
    .filter(line => line.startsWith('data: {'))
    .map(line => JSON.parse(line.slice('data: '.length)).choices[0]?.delta.content ?? '')
    .join('');
}

function post(body) {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), Authorization: 'Bearer a-key' };
  return new Promise((resolve, reject) => {
    const request = http.request(completions, { method: 'POST', agent, headers }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', piece => { text += piece; });
      response.on('end', () => response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
