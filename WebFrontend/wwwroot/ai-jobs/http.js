import { AiJobsError, refusal } from './errors.js';

const requestTimeoutMs = 30_000;

/**
 * Sends requests as one user. What proves who that is, the session's cookie or a token, is fetched on first use, and
 * again when the server no longer takes it.
 */
export class Http {
  #baseUrl;
  #token;
  #onUser;
  #pass = null;
  #skewMs = 0;

  /** @param token gives a bearer token; without it there is a session cookie */
  constructor({ baseUrl, token, onUser }) {
    this.#baseUrl = baseUrl;
    this.#token = token;
    this.#onUser = onUser;
  }

  get usesToken() {
    return Boolean(this.#token);
  }

  /** The server's time, as far as its answers tell. */
  now() {
    return Date.now() + this.#skewMs;
  }

  url(path) {
    return this.#baseUrl + path;
  }

  /** The user's id, or the token. */
  pass() {
    this.#pass ??= this.#fetchPass();
    return this.#pass;
  }

  renewPass() {
    this.#pass = null;
    return this.pass();
  }

  async send(method, path, options) {
    const response = await this.request(method, path, options);
    if (!response.ok) {
      throw await refusal(response);
    }
    return response.status === 204 ? null : response.json();
  }

  /** The answer as it comes, once there is one to somebody whom the server knows. */
  async request(method, path, options = {}) {
    const pass = this.pass();
    let response = await this.#fetch(method, path, options, await pass);
    if (response.status === 401) {
      // Several requests may learn it at once: the first to do so fetches the one new pass.
      const renewed = await (this.#pass === pass ? this.renewPass() : this.pass());
      response = await this.#fetch(method, path, options, renewed);
    }
    return response;
  }

  async #fetchPass() {
    try {
      return await (this.#token ? this.#askForToken() : this.#startSession());
    } catch (error) {
      this.#pass = null;
      throw error;
    }
  }

  async #askForToken() {
    try {
      return await this.#token();
    } catch (cause) {
      throw new AiJobsError('You are signed out. Sign in again.', { status: 401, code: 'unauthenticated', cause });
    }
  }

  async #startSession() {
    const post = async () => {
      const response = await this.#fetch('POST', '/api/session');
      if (!response.ok) {
        throw await refusal(response);
      }
      return response.json();
    };
    // Two pages that open at once would otherwise start two guests, and one would lose its jobs.
    const { userId } = await (navigator.locks ? navigator.locks.request('ai-jobs-session', post) : post());
    this.#onUser(userId);
    return userId;
  }

  /** @param signal ends a request that may last; without it there is a limit */
  async #fetch(method, path, { body, headers, keepalive = false, signal } = {}, pass = null) {
    const request = { method, headers: { ...headers }, credentials: 'same-origin', keepalive };
    if (this.#token) {
      request.credentials = 'omit';
      request.headers.Authorization = `Bearer ${pass}`;
    }
    if (body !== undefined) {
      request.headers['Content-Type'] = 'application/json';
      request.body = JSON.stringify(body);
    }
    try {
      const sentAt = Date.now();
      const response = await fetch(this.url(path), { ...request, signal: signal ?? AbortSignal.timeout(requestTimeoutMs) });
      this.#readClock(response, sentAt);
      return response;
    } catch (cause) {
      throw new AiJobsError('The server cannot be reached. Check your connection and try again.', { cause });
    }
  }

  // The header counts whole seconds, a busy server writes it a second late, and it did so at some time while this waited:
  // what that explains is no difference between the clocks.
  #readClock(response, sentAt) {
    const second = Date.parse(response.headers.get('Date') ?? '');
    const least = second - Date.now();
    const most = second + 2_000 - sentAt;
    this.#skewMs = least > 0 ? least : Math.min(most, 0) || 0;
  }
}
