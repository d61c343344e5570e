/** What the server refused, or that it could not be reached (`status` 0). `message` is meant for people. */
export class AiJobsError extends Error {
  constructor(message, { status = 0, code = 'unreachable', errors = {}, retryAfterSeconds = null, cause } = {}) {
    super(message, { cause });
    this.name = 'AiJobsError';
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new AiJobsError(problem.detail ?? problem.title ?? `The server answered ${response.status}.`, {
    status: response.status,
    code: problem.code ?? 'unknown',
    errors: problem.errors ?? {},
    retryAfterSeconds: Number.isNaN(retryAfter) ? null : retryAfter,
  });
}
