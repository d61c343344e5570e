// The AI, asked through the provider's SDK.
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'a-key', baseURL: process.env.AI_BASE_URL });

/** The text of the answer. */
export async function ask(messages) {
  const chunks = await client.chat.completions.create({
    model: 'gpt-4.1-mini', stream: true, stream_options: { include_usage: true }, messages,
  });
  let text = '';
  for await (const chunk of chunks) {
    text += chunk.choices[0]?.delta.content ?? '';
  }

  return text;
}
