// The segments: their sizes, how those changed, and what sets each segment apart.
import { get } from '../api.js';
import { LineChart } from '../chart.js';
import { KINDS, ago, count, many, percent, words } from '../format.js';
import { html, nothing, render, repeat } from '../html.js';
import { diverging, eachFrame, empty, failure, loading } from '../parts.js';

const REFRESH_MS = 3_000;
const TELLING = 5;
/** Beyond so many standard deviations a bar is full. */
const BOUND = 3;

export function mount(root, context) {
  const s = { model: null, history: [], error: null };
  let chart;
  let drawn = '';
  const draw = eachFrame(() => render(page(), root));

  const kind = (id) => `s${((id % 8) + 8) % 8}`;

  async function load() {
    try {
      const [model, past] = await Promise.all([get('segments', { site: context.site }), get('segments/history', { site: context.site })]);
      Object.assign(s, { model, history: past.items ?? [], error: null });
      plot();
    } catch (e) {
      s.error = e;
    }
    draw();
  }

  /** A segment may come and go, so the chart is made anew when the set of them changes. */
  function plot() {
    const ids = s.model.items.map((x) => x.segmentId).sort((a, b) => a - b);
    const names = new Map(s.model.items.map((x) => [x.segmentId, words(x.name)]));
    const key = ids.map((id) => `${id} ${names.get(id)}`).join();
    if (key !== drawn) {
      chart?.destroy();
      chart = new LineChart('Customers in each segment', ids.map((id) => ({ name: names.get(id), kind: kind(id) })), KINDS.count, { height: 210 });
      drawn = key;
    }
    chart.set([s.history.map((h) => new Date(h.time).getTime() / 1000), ...ids.map((id) => s.history.map((h) => h.sizes?.[id] ?? null))]);
  }

  const card = (x) => html`
    <section class="panel" aria-labelledby="segment-${x.segmentId}">
      <header>
        <h2 id="segment-${x.segmentId}"><i class="dot ${kind(x.segmentId)}"></i>${words(x.name)}</h2>
      </header>
      <div class="pad stack">
        <p><b>${count(x.size)}</b> ${x.size === 1 ? 'customer' : 'customers'}, ${percent(x.share ?? x.size / Math.max(1, s.model.total))} of all</p>
        <ul class="apart ${kind(x.segmentId)}">
          ${(x.apart ?? []).slice(0, TELLING).map(
            (a) => html`<li>
              <span class="ink clip">${words(a.feature)}</span>${diverging(a.zScore, BOUND)}
              <span class="num ink">${a.zScore < 0 ? '−' : '+'}${Math.abs(a.zScore).toFixed(1)} σ</span>
            </li>`,
          )}
        </ul>
      </div>
    </section>`;

  function body() {
    if (s.error && !s.model) return html`<div class="panel">${failure(s.error, load)}</div>`;
    if (!s.model) return html`<div class="panel">${loading('segments')}</div>`;
    if (!s.model.items.length) {
      return html`<div class="panel">${empty('No segments yet', 'The first model needs five customers with a profile for each segment. Send events, or start the simulated shop.', 'deploy/rapport demo')}</div>`;
    }
    const total = s.model.total || s.model.items.reduce((sum, x) => sum + x.size, 0);
    return html`
      <div class="stack">
        <div class="shares" role="img" aria-label="Shares: ${s.model.items.map((x) => `${words(x.name)} ${percent(x.size / Math.max(1, total))}`).join('; ')}">
          ${s.model.items.map((x) => html`<svg class=${kind(x.segmentId)} width="${(100 * x.size) / Math.max(1, total)}%"><title>${words(x.name)}: ${count(x.size)}</title></svg>`)}
        </div>
        <section class="panel"><header><h2>Customers in each segment</h2><span class="small soft end">over time</span></header>${chart.element}</section>
        <div class="segments">${repeat(s.model.items, (x) => x.segmentId, card)}</div>
        <p class="small soft">Bars show how far the segment’s centre lies from the average customer, in standard deviations (σ): left is less, right is more, and a full bar is ${BOUND}.</p>
      </div>`;
  }

  const page = () => html`
    <div class="head">
      <h1>Segments</h1>
      ${s.model?.items.length ? html`<span class="soft small">${many(s.model.total ?? 0, 'customer')} in ${many(s.model.items.length, 'segment')}; model ${s.model.modelVersion}, ${ago(s.model.eventTime)}</span>` : nothing}
    </div>
    ${body()}`;

  draw();
  load();
  const again = setInterval(load, REFRESH_MS);
  const forget = context.onReturn(load);
  return {
    unmount() {
      clearInterval(again);
      forget();
      draw.stop();
      chart?.destroy();
    },
  };
}
