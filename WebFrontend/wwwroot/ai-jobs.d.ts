export type JobStatus = 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';

export interface TitlesInput {
  /** 1 to 100,000 characters after trimming. */
  content: string;
  /** 1 to 10, default 5. */
  count?: number;
  /** At most 40 characters, such as "playful". */
  tone?: string;
  /** A BCP 47 tag; default: the language of the content. */
  language?: string;
}

export interface SummaryInput {
  content: string;
  /** 10 to 500, default 100. */
  maxWords?: number;
  tone?: string;
  language?: string;
}

export interface JobError {
  code: string;
  /** What happened and what the person at the page can do. */
  message: string;
  retryable: boolean;
}

export interface Attempt {
  number: number;
  startedAt: string;
  endedAt: string | null;
  error: JobError | null;
  providerStatus?: number;
  providerRequestId?: string;
  /** The calls to the AI that it took, when not one. */
  calls?: number;
}

export interface Job {
  id: string;
  type: string;
  status: JobStatus;
  /** Completed, failed or cancelled: nothing more happens unless it is retried. */
  terminal: boolean;
  version: number;
  /** In history and in the feed `content` is cut to 200 characters; `job(id)` has all of it. */
  input: Record<string, unknown> & { content: string };
  progress: { message: string; percent: number };
  /** From 1, while it waits for a slot. */
  queuePosition: number | null;
  estimatedSecondsRemaining: number | null;
  attempt: number;
  maxAttempts: number;
  /** Set while a failed attempt waits for the next one. */
  nextAttemptAt: string | null;
  /** Only in answers to `job`, `titles`, `summary`, `cancel` and `retry`. */
  attempts?: Attempt[];
  result: { titles: string[] } | { summary: string } | Record<string, unknown> | null;
  error: JobError | null;
  usage: { model: string; inputTokens: number; outputTokens: number } | null;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
}

export interface JobEntry {
  readonly job: Job;
  /** What the running attempt has written so far, for people to read; empty once there is a result. */
  readonly text: string;
  /** When this was last heard of, in this machine's milliseconds. */
  readonly heardAt: number;
}

/**
 * `paused`: the page is hidden, no job runs, and so there is no connection; it catches up at once when it is shown.
 * With `polling` changes are up to 2 s old, those to older jobs (retried or deleted elsewhere) up to 30 s, and there is no
 * text so far.
 */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'paused';

export type Transport = 'sse' | 'websocket' | 'polling';

export type Update =
  /** A job is new or has changed. Updates that nobody has read yet are merged, so there is never a backlog. */
  | { kind: 'job'; id: string; job: Job; text: string }
  | { kind: 'deleted'; id: string }
  /** Everything up to here has been sent. Read history now if you show it. */
  | { kind: 'ready' }
  /** Drop all jobs; what counts now follows, then `ready`. */
  | { kind: 'reset' }
  /**
   * It reconnects by itself; `error` says why it has to, where that is known. `transport` is what carries a live feed, else
   * null. The tabs of a browser share one connection, and so its state.
   */
  | { kind: 'connection'; state: ConnectionState; transport: Transport | null; error: AiJobsError | null }
  /** The old session was lost and another user's has begun; a `reset` came before. */
  | { kind: 'session'; userId: string };

export interface HistoryQuery {
  /** Page size, 1 to 100, default 20. */
  limit?: number;
  cursor?: string;
  type?: string;
  status?: JobStatus;
}

export interface HistoryPage {
  items: Job[];
  nextCursor: string | null;
}

export interface Stats {
  pending: number;
  processing: number;
  /** The model that answers, or "local". */
  engine: string;
  medianSeconds: Record<string, number>;
}

export interface SubmitOptions {
  /** Default: a new random one. */
  idempotencyKey?: string;
}

export interface FollowOptions {
  /**
   * Ids: tells of these jobs alone, and ends once each of them is finished or gone, with the last one's `job` or `deleted`.
   * What concerns the connection is told as ever.
   */
  jobs?: Iterable<string>;
  /** Ends once it has caught up and none of the jobs known here is unfinished. */
  untilDone?: boolean;
  /** Ends it at once, without an error. */
  signal?: AbortSignal;
}

export interface AiJobsOptions {
  /** Where the server is, without a slash at the end; default: where the page comes from. */
  baseUrl?: string;
  /**
   * Gives a bearer token. It is asked once, and again when the server refuses the token. With it no cookie is sent or set,
   * and the server may be of another origin (`Cors:AllowedOrigins`). Without it, visitors are guests with a session cookie.
   */
  token?: () => string | Promise<string>;
}

/** Every call that fails rejects with this. */
export class AiJobsError extends Error {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string;
  /** By JSON path, such as `content`. */
  readonly errors: Record<string, string[]>;
  readonly retryAfterSeconds: number | null;
}

export class AiJobs {
  constructor(options?: AiJobsOptions);
  /** Everything known by now, by id. */
  readonly jobs: ReadonlyMap<string, JobEntry>;
  /** The server's clock, in milliseconds: compare a job's times with this, not with the visitor's clock. */
  now(): number;
  /** Starts the session, if need be, and gives the user's id; null with a token. */
  session(): Promise<string | null>;
  titles(input: TitlesInput, options?: SubmitOptions): Promise<Job>;
  summary(input: SummaryInput, options?: SubmitOptions): Promise<Job>;
  /** Resolves once the job is durably stored. */
  submit(type: string, input: object, options?: SubmitOptions): Promise<Job>;
  job(id: string): Promise<Job>;
  cancel(id: string): Promise<Job>;
  retry(id: string): Promise<Job>;
  /** Deletes a finished job for good; one that is gone already is as good as deleted. */
  delete(id: string, options?: { keepalive?: boolean }): Promise<void>;
  stats(): Promise<Stats>;
  historyPage(query?: HistoryQuery): Promise<HistoryPage>;
  /** All earlier jobs, newest first; pages are fetched as they are needed. */
  history(query?: HistoryQuery): AsyncGenerator<Job, void, void>;
  /**
   * Every change, as it happens, in order. There is one connection however many readers there are, and none without one:
   * it is closed when the last of them ends.
   */
  follow(options?: FollowOptions): AsyncGenerator<Update, void, void>;
}

/** A random idempotency key. */
export function newKey(): string;
