// Small pieces that several views are made of.
import { html, nothing } from './html.js';

/** A placeholder where there is nothing yet: a title, advice, and a command to copy. */
export const empty = (title, advice, command) => html`
  <div class="empty">
    <h2>${title}</h2>
    <p class="soft">${advice}</p>
    ${command ? html`<pre>${command}</pre>` : nothing}
  </div>`;

export const failure = (error, again) => html`
  <div class="empty" role="alert">
    <h2>This could not be loaded</h2>
    <p class="error">${error.sentence ?? error.message}</p>
    <button type="button" @click=${again}>Try again</button>
  </div>`;

export const loading = (what) => html`<p class="loading">Loading ${what}…</p>`;

/** A bar from 0 to 1; the number itself stands beside it, so it is hidden from readers. */
export const bar = (value, kind = '') => html`
  <svg class="bar ${kind}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect width="${100 * Math.max(0, Math.min(1, value || 0))}" height="6" />
  </svg>`;

/** A bar that grows from the middle: left for below, right for above. */
export function diverging(value, bound, kind = '') {
  const length = 50 * Math.min(1, Math.abs(value) / bound);
  return html`
    <svg class="${kind}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect x="${value < 0 ? 50 - length : 50}" width="${length}" height="8" />
    </svg>`;
}

/** The last values as a line without axes. */
export function spark(values, top = Math.max(...values, 1e-9)) {
  if (values.length < 2) return html`<svg class="spark" viewBox="0 0 100 26" aria-hidden="true"></svg>`;
  const step = 100 / (values.length - 1);
  const line = values.map((v, i) => `${(i * step).toFixed(2)} ${(24 - (22 * (v ?? 0)) / top).toFixed(2)}`).join('L');
  return html`
    <svg class="spark" viewBox="0 0 100 26" preserveAspectRatio="none" aria-hidden="true">
      <path class="area" d="M${line}L100 26L0 26Z" />
      <path d="M${line}" />
    </svg>`;
}

let holder;

/** Says something once, for a few seconds, also to screen readers. */
export function toast(text, kind = '') {
  holder ??= document.getElementById('toasts');
  const element = document.createElement('div');
  element.className = `toast ${kind}`;
  element.textContent = text;
  holder.append(element);
  while (holder.children.length > 3) holder.firstChild.remove();
  setTimeout(() => element.remove(), kind === 'bad' ? 9_000 : 4_500);
}

/** Runs an action; a refusal is told, not thrown. Returns whether it went well. */
export async function attempt(action, done) {
  try {
    await action();
    if (done) toast(done);
    return true;
  } catch (e) {
    toast(e.sentence ?? e.message, 'bad');
    return false;
  }
}

/** Draws at most once a frame, however often it is asked to. */
export function eachFrame(draw) {
  let asked = false;
  let stopped = false;
  const ask = () => {
    if (asked || stopped) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (!stopped) draw();
    });
  };
  ask.stop = () => (stopped = true);
  return ask;
}

/** Calls `action` when nothing more was asked for `ms`. */
export function settled(action, ms = 250) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...args), ms);
  };
}
