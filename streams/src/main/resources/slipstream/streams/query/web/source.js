// Where the data comes from: loaded whole, again after each change the server tells of, and each five seconds where it cannot tell.

const POLL_MILLIS = 5_000;
const CHECK_MILLIS = 30_000;
const SHORTEST_GAP_MILLIS = 1_000;
const PATIENCE_MILLIS = 10_000;
const LISTEN_AGAIN_MILLIS = 30_000;

export async function load(path) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.error?.message ?? `the server answered ${response.status}`);
  }
  return body;
}

export class Source {
  #onData;
  #onState;
  #slosPath;
  #events;
  #live = false;
  #loading = false;
  #wanted = false;
  #lastStart = -Infinity;
  #timer;

  /**
   * @param onData called with {slos, alerts} after each load
   * @param onState called with "live", "polling" or "lost", and the reason when lost
   * @param slosPath called for the path that answers the SLOs which are to be seen
   */
  constructor(onData, onState, slosPath) {
    this.#onData = onData;
    this.#onState = onState;
    this.#slosPath = slosPath;
  }

  start() {
    this.#listen();
    this.refresh();
    setInterval(() => this.#tick(), POLL_MILLIS);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) {
        this.refresh();
      }
    });
  }

  /** Loads soon: at once, or when the shortest gap is over. */
  refresh() {
    if (this.#loading) {
      this.#wanted = true;
      return;
    }
    if (this.#timer === undefined) {
      const wait = Math.max(0, this.#lastStart + SHORTEST_GAP_MILLIS - performance.now());
      this.#timer = setTimeout(() => this.#load(), wait);
    }
  }

  #tick() {
    if (!this.#live || performance.now() - this.#lastStart > CHECK_MILLIS) {
      this.refresh();
    }
  }

  async #load() {
    this.#timer = undefined;
    this.#loading = true;
    this.#wanted = false;
    this.#lastStart = performance.now();
    try {
      const [slos, alerts] = await Promise.all([load(this.#slosPath()), load("/api/v1/alerts")]);
      this.#onData({ slos, alerts });
      this.#onState(this.#live ? "live" : "polling");
    } catch (problem) {
      this.#onState("lost", problem.message);
    } finally {
      this.#loading = false;
      if (this.#wanted) {
        this.refresh();
      }
    }
  }

  #listen() {
    this.#events = new EventSource("/api/v1/events");
    this.#events.addEventListener("open", () => {
      this.#live = true;
      this.refresh();
    });
    this.#events.addEventListener("changed", () => this.refresh());
    this.#events.addEventListener("error", () => {
      this.#live = false;
      // A browser gives up for good when it is answered with an error, for example because too many listen.
      if (this.#events.readyState === EventSource.CLOSED) {
        setTimeout(() => this.#listen(), LISTEN_AGAIN_MILLIS);
      }
      this.refresh();
    });
  }
}
