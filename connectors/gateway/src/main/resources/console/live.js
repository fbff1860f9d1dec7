// Server-sent events that come back: after a restart of the gateway, after sleep, after a
// "not ready". The browser's EventSource retries a broken connection but gives up on an answer
// that is not 200, so a closed one is opened anew with the last id seen.
import { address, get } from './api.js';

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5_000;
/** A hidden page lets go of its connections after this time: browsers have six a host. */
const HIDDEN_MS = 15_000;

const streams = new Set();
const listeners = new Set();

/** How the page is connected: {state: 'connecting' | 'live' | 'reconnecting', reason}. */
export const connection = { state: 'connecting', reason: '' };

export function onConnection(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function settle() {
  const all = [...streams];
  const broken = all.find((s) => s.broken);
  const state = broken ? 'reconnecting' : all.some((s) => s.open) ? 'live' : 'connecting';
  const reason = broken?.reason ?? '';
  if (state === connection.state && reason === connection.reason) return;
  connection.state = state;
  connection.reason = reason;
  listeners.forEach((tell) => tell(connection));
}

class Stream {
  constructor(path, params, { onData, onGap, silenceMs }) {
    Object.assign(this, { path, params, onData, onGap, silenceMs });
    this.lastId = null;
    this.wait = FIRST_WAIT_MS;
    this.open = false;
    this.broken = false;
    this.reason = '';
    /** Resolved once the stream was open for the first time. */
    this.opened = new Promise((resolve) => (this.tellOpened = resolve));
    streams.add(this);
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    this.source?.close();
    const source = new EventSource(address(this.path, { ...this.params, lastEventId: this.lastId }));
    this.source = source;
    this.watch();
    source.onopen = () => {
      this.open = true;
      this.broken = false;
      this.wait = FIRST_WAIT_MS;
      this.tellOpened();
      settle();
    };
    source.onmessage = (event) => {
      this.watch();
      if (event.lastEventId) this.lastId = event.lastEventId;
      let value;
      try {
        value = JSON.parse(event.data);
      } catch {
        return; // a line that is no JSON is nothing to show
      }
      this.onData(value);
    };
    source.addEventListener('start', (event) => {
      this.watch();
      if (event.lastEventId) this.lastId = event.lastEventId;
    });
    source.addEventListener('gap', (event) => {
      this.watch();
      if (event.lastEventId) this.lastId = event.lastEventId;
      this.onGap?.();
    });
    source.onerror = () => {
      this.open = false;
      this.broken = true;
      if (!this.reason) this.reason = 'The gateway does not answer.';
      settle();
      if (source.readyState === EventSource.CLOSED) this.later();
    };
  }

  /** A stream known to speak all the time is opened anew when it falls silent. */
  watch() {
    if (!this.silenceMs) return;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.open = false;
      this.broken = true;
      this.reason = 'The gateway stopped sending.';
      settle();
      this.connect();
    }, this.silenceMs);
  }

  async later() {
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 1.7, LONGEST_WAIT_MS);
    this.reason = await whyNotReady();
    settle();
  }

  pause() {
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    this.source?.close();
    this.open = false;
  }

  close() {
    this.pause();
    this.onData = () => {};
    streams.delete(this);
    settle();
  }
}

async function whyNotReady() {
  try {
    const answer = await fetch(address('health/ready'), { signal: AbortSignal.timeout(2_000) });
    if (answer.ok) {
      // A stream does not tell the page its status; a session that has ended shows here.
      await get('sites').catch(() => {});
      return 'The gateway is back; connecting.';
    }
    const body = await answer.json().catch(() => ({}));
    return body.detail ?? 'The gateway is not ready yet.';
  } catch {
    return 'The gateway cannot be reached.';
  }
}

let hidden;
document.addEventListener('visibilitychange', () => {
  clearTimeout(hidden);
  if (document.hidden) {
    hidden = setTimeout(() => streams.forEach((s) => s.pause()), HIDDEN_MS);
  } else {
    streams.forEach((s) => s.source?.readyState === EventSource.CLOSED && s.connect());
  }
});

/** Leaving the page is no failure to report. */
addEventListener('pagehide', () => streams.forEach((s) => s.pause()));
addEventListener('pageshow', (event) => event.persisted && streams.forEach((s) => s.connect()));

/**
 * Opens `streams/{product}` and keeps it open until `close()`.
 *
 * @param site only records of it; empty for those of all
 * @param handlers onData(value); onGap() when records were missed and the view should ask again
 */
export function follow(product, { site, ...params }, handlers) {
  const onData = (value) => {
    if (!site || !value.site || value.site === site) handlers.onData(value);
  };
  return new Stream(`streams/${product}`, params, { ...handlers, onData });
}
