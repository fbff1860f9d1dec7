// The engine at a glance: events in, products out, latency, and what needs attention.
import { LineChart } from '../chart.js';
import { KINDS, ago, compact, count, duration, durationText, rate, words } from '../format.js';
import { html, nothing, render, svg } from '../html.js';
import { eachFrame, empty, loading, spark } from '../parts.js';

/** The three streams that meet, and the sum of all others. */
const THREADS = [
  { key: 'clicks', name: 'Clicks', kind: 'clicks', records: 'events' },
  { key: 'purchases', name: 'Purchases', kind: 'purchases', records: 'events' },
  { key: 'supportEvents', name: 'Support', kind: 'support', records: 'events' },
  { key: null, name: 'Other', kind: 'other', records: 'events' },
];
/** A product's record is a new version of something: many updates of one customer's profile. */
const PRODUCTS = [
  { key: 'recommendations', name: 'Recommendations', kind: 'clicks', view: 'shop', records: 'lists' },
  { key: 'tickets', name: 'Tickets', kind: 'support', view: 'support', records: 'triages' },
  { key: 'profiles', name: 'Profiles', kind: 'purchases', view: 'customers', records: 'updates' },
  { key: 'segments', name: 'Segments', kind: 'other', view: 'segments', records: 'updates' },
];
const ROW = 25;

function stream(overview, key) {
  if (key) return overview.streams?.[key] ?? {};
  const named = new Set(THREADS.map((t) => t.key));
  const others = Object.entries(overview.streams ?? {}).filter(([name]) => !named.has(name));
  const sum = (field) => others.reduce((total, [, s]) => total + (s[field] ?? 0), 0);
  return { total: sum('total'), perSecond: sum('perSecond') };
}

/** Thickness says how much flows: the logarithm, so that a trickle is seen beside a flood. */
const thickness = (perSecond) => (perSecond > 0 ? 1.5 + 2.6 * Math.log10(1 + perSecond) : 1);

const curve = (i, side) => {
  const y = ROW * i + ROW / 2;
  return side === 'in' ? `M0 ${y}C32 ${y} 22 50 50 50` : `M50 50C78 50 68 ${y} 100 ${y}`;
};

const strand = (row, i, side) => svg`
  <path class=${row.kind} d=${curve(i, side)} stroke-width=${thickness(row.perSecond)} />
  ${row.perSecond > 0.05 ? svg`<path class="run" d=${curve(i, side)} stroke-width="1.6" />` : nothing}`;

const side = (rows, label) => html`
  <ul aria-label=${label}>
    ${rows.map(
      (row) => html`<li>
        <div class="clip">
          <div class="name clip"><i class="dot ${row.kind}"></i>${row.view ? html`<a class="ink" href="#/${row.view}">${row.name}</a>` : row.name}</div>
          <div class="small soft clip">${compact(row.total)} ${row.records} in all</div>
        </div>
        <div class=${row.kind}>${spark(row.past)}</div>
        <div class="rate">${rate(row.perSecond)}<small>a second</small></div>
      </li>`,
    )}
  </ul>`;

const flow = (ins, outs) => html`
  <section class="panel flow" aria-label="Events in, products out">
    ${side(ins, 'Events in')}
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      ${ins.map((row, i) => strand(row, i, 'in'))} ${outs.map((row, i) => strand(row, i, 'out'))}
    </svg>
    ${side(outs, 'Products out')}
  </section>`;

const figureOf = (name, { value, unit }, note) => html`
  <div>
    <dt>${name}</dt>
    <dd>${value} ${unit ? html`<small>${unit}</small>` : nothing}</dd>
    <dd class="note">${note}</dd>
  </div>`;

function figures(o) {
  const age = o.checkpoint?.ageSeconds;
  const status = o.checkpoint?.status;
  const dead = o.products?.deadLetters;
  return html`
    <dl class="panel figures">
      ${figureOf('Event to recommendation', duration(o.latency?.p50Ms), 'p50: half are faster')}
      ${figureOf('The slowest 1 in 100', duration(o.latency?.p99Ms), `p99 of the last ${count(o.latency?.count ?? 0)}`)}
      ${figureOf(
        'Last checkpoint',
        age === null || age === undefined ? { value: 'none', unit: '' } : duration(age * 1000),
        age === null || age === undefined
          ? words(status ?? 'not known yet')
          : html`ago, took ${durationText(o.checkpoint.durationMs)}${status && !/completed/i.test(status)
                ? html` <span class="tag warn">${words(status)}</span>`
                : nothing}`,
      )}
      ${figureOf('Late events', { value: compact(o.lateness?.lateEvents), unit: '' }, 'too late to be learned from')}
      ${figureOf(
        'Dead letters',
        { value: compact(dead?.total), unit: '' },
        dead?.total ? html`<a href="#/dead-letters">See why, and replay</a>` : 'every record could be used',
      )}
    </dl>`;
}

/** Processes of the local stack that were started again; most days there are none. */
const restarts = (all) =>
  all?.length
    ? html`<section class="panel">
        <header><h2>Processes started again</h2><span class="small soft end">they ended by themselves</span></header>
        <ul class="legend">
          ${all
            .slice(-5)
            .reverse()
            .map(
              (r) => html`<li>
                <b>${r.process}</b> ${ago(r.endedAt)}, away for ${durationText(r.outageMs)} <span class="soft">${r.reason}</span>
              </li>`,
            )}
        </ul>
      </section>`
    : nothing;

export function mount(root, context) {
  const events = new LineChart(
    'Events in a second, by stream',
    THREADS.slice(0, 3).map((t) => ({ name: t.name, kind: t.kind })),
    KINDS.rate,
    { logarithmic: true, height: 210 },
  );
  const latency = new LineChart(
    'Time from event to recommendation',
    [
      { name: 'p50', kind: 'clicks' },
      { name: 'p99', kind: 'other' },
    ],
    KINDS.duration,
    { logarithmic: true, height: 210 },
  );

  const rows = (defined, pick) =>
    defined.map((d) => {
      const now = pick(context.overview, d.key);
      return { ...d, total: now.total, perSecond: now.perSecond ?? 0, past: context.history.slice(-60).map((o) => pick(o, d.key).perSecond ?? 0) };
    });
  const product = (o, key) => o.products?.[key] ?? {};

  function body() {
    const o = context.overview;
    if (!o) return html`<div class="panel">${loading('the engine’s figures')}</div>`;
    const ins = rows(THREADS, stream);
    const silent = ins.every((row) => !row.total);
    return html`
      <div class="stack">
        ${silent
          ? html`<div class="panel">
              ${empty(
                'No events yet',
                'Start the simulated shop, or send an event of your own; this page moves with the first one.',
                `deploy/rapport demo\n\ncurl -H 'Content-Type: application/json' ${new URL('events/clicks', document.baseURI)} \\\n  -d '{"visitorId":"me","action":"VIEW","itemId":"sku-1"}'`,
              )}
            </div>`
          : nothing}
        ${flow(ins, rows(PRODUCTS, product))} ${figures(o)} ${restarts(o.restarts)}
        <div class="cols two">
          <section class="panel"><header><h2>Events in a second</h2><span class="small soft end">last 5 minutes, logarithmic</span></header>${events.element}</section>
          <section class="panel"><header><h2>Event to recommendation</h2><span class="small soft end">last 5 minutes, logarithmic</span></header>${latency.element}</section>
        </div>
      </div>`;
  }

  const draw = eachFrame(() => {
    const o = context.overview;
    render(
      html`
        <div class="head">
          <h1>Overview</h1>
          ${o ? html`<span class="soft small">as of ${ago(o.time)}</span>` : nothing}
          <div class="actions">
            ${o?.links?.flink ? html`<a class="button" href=${o.links.flink} target="_blank" rel="noopener">Flink dashboard</a>` : nothing}
            ${o?.links?.grafana ? html`<a class="button" href=${o.links.grafana} target="_blank" rel="noopener">Grafana</a>` : nothing}
            <a class="button" href=${o?.links?.docs ?? 'docs'} target="_blank" rel="noopener">API</a>
          </div>
        </div>
        ${body()}`,
      root,
    );
    if (!o) return;
    const seconds = context.history.map((h) => new Date(h.time).getTime() / 1000);
    const positive = (x) => (x > 0 ? x : null); // a logarithm knows no zero
    events.set([seconds, ...THREADS.slice(0, 3).map((t) => context.history.map((h) => positive(stream(h, t.key).perSecond)))]);
    latency.set([
      seconds,
      context.history.map((h) => positive(h.latency?.p50Ms)),
      context.history.map((h) => positive(h.latency?.p99Ms)),
    ]);
  });

  draw();
  const forget = context.watch(draw);
  return {
    unmount() {
      forget();
      draw.stop();
      events.destroy();
      latency.destroy();
    },
  };
}
