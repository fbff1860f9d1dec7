// How good the engine is, by its own measurements of what happened after it had answered.
import { get } from '../api.js';
import { LineChart } from '../chart.js';
import { ago, compact, durationText, figure, finePercent, words } from '../format.js';
import { html, nothing, render, repeat } from '../html.js';
import { follow } from '../live.js';
import { eachFrame, empty, failure, loading } from '../parts.js';

const POINTS = 300;

/** What is known of a metric by its name: a plain title, what it says, and how it is written. */
function about(metric) {
  const name = metric.split('.').pop();
  if (/hit.?rate|^hr/i.test(name)) return { title: 'Hit rate', says: 'how often the next item was in the list shown before', text: finePercent, kind: 'clicks' };
  if (/mrr|reciprocal/i.test(name)) return { title: 'Reciprocal rank', says: 'how high the next item stood in the list; 1 is first', text: figure, kind: 'clicks' };
  if (/click.?through/i.test(name)) return { title: 'Click-through rate', says: 'clicks on recommended items among those seen', text: finePercent, kind: 'clicks' };
  if (/selective/i.test(name)) return { title: 'Accuracy when sure', says: 'how often the intent was right where triage did not abstain', text: finePercent, kind: 'support' };
  if (/coverage/i.test(name)) return { title: 'Coverage', says: 'on how many tickets triage did not abstain', text: finePercent, kind: 'support' };
  if (/confidence/i.test(name)) return { title: 'Confidence', says: 'stated on average; well calibrated when it equals the accuracy', text: finePercent, kind: 'support' };
  if (/brier/i.test(name)) return { title: 'Brier score', says: 'how far stated confidence is from what proved right, squared; less is better', text: figure, kind: 'support' };
  if (/acceptance/i.test(name)) return { title: 'Acceptance', says: 'suggested answers accepted among those judged', text: finePercent, kind: 'support' };
  if (/accuracy/i.test(name)) return { title: words(name), says: 'how often triage named the intent a person gave', text: finePercent, kind: 'support' };
  if (/calibration|ece/i.test(name)) return { title: 'Calibration error', says: 'how far stated confidence is from being right; less is better', text: finePercent, kind: 'support' };
  if (/abst|coverage|accept|share|rate|precision|recall/i.test(name)) return { title: words(name), says: '', text: finePercent, kind: 'support' };
  if (/ms$|latency|millis/i.test(name)) return { title: words(name), says: '', text: durationText, kind: 'other' };
  return { title: words(name), says: '', text: figure, kind: 'other' };
}

const keyOf = (m) => `${m.metric}|${m.site ?? ''}|${Object.entries(m.dimensions ?? {}).sort().join()}`;
const AREAS = { recommendation: 'Recommendations', support: 'Support', segment: 'Segments', customer: 'Customers' };

export function mount(root, context) {
  const s = { metrics: null, error: null };
  const charts = new Map();
  const draw = eachFrame(() => render(page(), root));

  function chartOf(m) {
    const key = keyOf(m);
    if (!charts.has(key)) {
      const { title, text, kind } = about(m.metric);
      charts.set(key, new LineChart(title, [{ name: title, kind }], text, { height: 140, near: true, bare: true, points: m.points.length < 3 }));
    }
    return charts.get(key);
  }

  function plot(m) {
    chartOf(m).set([m.points.map((p) => new Date(p.time).getTime() / 1000), m.points.map((p) => p.value)]);
  }

  async function load() {
    try {
      const answer = await get('quality');
      s.metrics = (answer.items ?? []).filter((m) => m.points?.length && (!context.site || !m.site || m.site === context.site));
      s.error = null;
      s.metrics.forEach(plot);
    } catch (e) {
      s.error = e;
    }
    draw();
  }

  function take(report) {
    if (!s.metrics) return;
    const key = keyOf(report);
    let m = s.metrics.find((x) => keyOf(x) === key);
    if (!m) {
      m = { metric: report.metric, site: report.site, dimensions: report.dimensions, points: [] };
      s.metrics.push(m);
    }
    if (m.points.at(-1)?.time === report.time) return; // already there from the first answer
    m.points.push({ time: report.time, value: report.value, count: report.count });
    m.points.sort((a, b) => new Date(a.time) - new Date(b.time));
    if (m.points.length > POINTS) m.points.shift();
    plot(m);
    draw();
  }

  const card = (m) => {
    const { title, says, text } = about(m.metric);
    const last = m.points.at(-1);
    const dimensions = Object.entries(m.dimensions ?? {});
    return html`
      <section class="panel">
        <header>
          <div class="clip"><h3>${title}</h3><code class="soft small">${m.metric}</code></div>
          <span class="value end" data-metric=${m.metric}>${text(last.value)}</span>
        </header>
        ${chartOf(m).element}
        <p class="small soft pad">
          ${says ? html`${says.charAt(0).toUpperCase() + says.slice(1)}. ` : nothing}On ${compact(last.count)} observations, ${ago(last.time)}${dimensions.length ? `; ${dimensions.map(([k, v]) => `${words(k).toLowerCase()} ${v}`).join(', ')}` : nothing}.
        </p>
      </section>`;
  };

  function body() {
    if (s.error && !s.metrics) return html`<div class="panel">${failure(s.error, load)}</div>`;
    if (!s.metrics) return html`<div class="panel">${loading('measurements')}</div>`;
    if (!s.metrics.length) {
      return html`<div class="panel">${empty('No measurements yet', 'The first report comes when the engine’s answers have met what visitors and agents did next, some twenty seconds after the start.', 'deploy/rapport demo')}</div>`;
    }
    const areas = Map.groupBy
      ? Map.groupBy(s.metrics, (m) => m.metric.split('.')[0])
      : s.metrics.reduce((map, m) => map.set(m.metric.split('.')[0], [...(map.get(m.metric.split('.')[0]) ?? []), m]), new Map());
    return html`<div class="stack">
      ${[...areas].map(([area, metrics]) => html`
        <div class="stack">
          <h2>${AREAS[area] ?? words(area)}</h2>
          <div class="metrics">${repeat(metrics, keyOf, card)}</div>
        </div>`)}
    </div>`;
  }

  const page = () => html`
    <div class="head"><h1>Quality</h1><span class="soft small">Measured in the stream: each answer against what happened next.</span></div>
    ${body()}`;

  draw();
  load();
  const stream = follow('quality-reports', { site: context.site }, { onData: take, onGap: load });
  const forget = context.onReturn(load);
  return {
    unmount() {
      forget();
      draw.stop();
      stream.close();
      charts.forEach((chart) => chart.destroy());
    },
  };
}
