const requestTimeoutMs = 30_000;

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

/** Sends requests as one user: starts the session on first use, and again when the server no longer knows it. */
export class Http {
  #baseUrl;
  #onUser;
  #session = null;
  #skewMs = 0;

  constructor(baseUrl, onUser) {
    this.#baseUrl = baseUrl;
    this.#onUser = onUser;
  }

  /** The server's time, as far as its answers tell. */
  now() {
    return Date.now() + this.#skewMs;
  }

  url(path) {
    return this.#baseUrl + path;
  }

  session() {
    this.#session ??= this.#startSession();
    return this.#session;
  }

  renewSession() {
    this.#session = null;
    return this.session();
  }

  async send(method, path, options = {}) {
    const session = this.session();
    await session;
    let response = await this.#fetch(method, path, options);
    if (response.status === 401) {
      // Several requests may learn it at once: the first to do so starts the one new session.
      await (this.#session === session ? this.renewSession() : this.session());
      response = await this.#fetch(method, path, options);
    }
    return read(response);
  }

  async #startSession() {
    try {
      // Two pages that open at once would otherwise start two guests, and one would lose its jobs.
      const post = async () => read(await this.#fetch('POST', '/api/session'));
      const { userId } = await (navigator.locks ? navigator.locks.request('ai-jobs-session', post) : post());
      this.#onUser(userId);
      return userId;
    } catch (error) {
      this.#session = null;
      throw error;
    }
  }

  async #fetch(method, path, { body, headers, keepalive = false } = {}) {
    const request = { method, headers: { ...headers }, credentials: 'same-origin', keepalive };
    if (body !== undefined) {
      request.headers['Content-Type'] = 'application/json';
      request.body = JSON.stringify(body);
    }
    try {
      const response = await fetch(this.url(path), { ...request, signal: AbortSignal.timeout(requestTimeoutMs) });
      this.#readClock(response);
      return response;
    } catch (cause) {
      throw new AiJobsError('The server cannot be reached. Check your connection and try again.', { cause });
    }
  }

  #readClock(response) {
    const skew = Date.parse(response.headers.get('Date') ?? '') + 500 - Date.now();
    // The header counts whole seconds, so a small difference says nothing.
    this.#skewMs = Math.abs(skew) > 2_000 ? skew : 0;
  }
}

async function read(response) {
  if (response.ok) {
    return response.status === 204 ? null : response.json();
  }
  const problem = await response.json().catch(() => ({}));
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  throw new AiJobsError(problem.detail ?? problem.title ?? `The server answered ${response.status}.`, {
    status: response.status,
    code: problem.code ?? 'unknown',
    errors: problem.errors ?? {},
    retryAfterSeconds: Number.isNaN(retryAfter) ? null : retryAfter,
  });
}
