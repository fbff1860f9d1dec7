// The engine's quality, by its own measurements of what happened after its answers.
import { get } from '../api.js';
import { LineChart } from '../chart.js';
import { KINDS, ago, compact, finePercent, words } from '../format.js';
import { html, nothing, render, repeat } from '../html.js';
import { follow } from '../live.js';
import { eachFrame, empty, failure, loading } from '../parts.js';

const POINTS = 300;

/** A metric by its name: a plain title, what it says, the kind of its values, and its colour. */
function about(metric) {
  const name = metric.split('.').pop();
  if (/hit.?rate|^hr/i.test(name)) return { title: 'Hit rate', says: 'how often the next item was in the list shown before', values: KINDS.share, kind: 'clicks' };
  if (/mrr|reciprocal/i.test(name)) return { title: 'Reciprocal rank', says: 'how high the next item stood in the list; 1 is first', values: KINDS.figure, kind: 'clicks' };
  if (/click.?through/i.test(name)) return { title: 'Click-through rate', says: 'clicks on recommended items among those seen', values: KINDS.share, kind: 'clicks' };
  if (/^gini$/.test(name)) return { title: 'Gini coefficient', says: 'how unequally items are exposed; 0: all alike, 1: one item only', values: KINDS.figure, kind: 'clicks' };
  if (/^novelty$/.test(name)) return { title: 'Novelty', says: 'how rarely visited the recommended items are, in bits; one bit more means half the visits', values: KINDS.figure, kind: 'clicks' };
  if (metric === 'exposure.coverage') return { title: 'Catalogue coverage', says: 'share of the catalogue that was recommended at all', values: KINDS.share, kind: 'clicks' };
  if (/drift/i.test(name)) return { title: 'Drift', says: 'how near the hit rate is to the alarm of a lasting fall; 1 is the alarm', values: KINDS.figure, kind: 'other' };
  if (/selective/i.test(name)) return { title: 'Accuracy when sure', says: 'how often the intent was right on tickets where triage did not abstain', values: KINDS.share, kind: 'support' };
  if (/coverage/i.test(name)) return { title: 'Coverage', says: 'share of tickets on which triage did not abstain', values: KINDS.share, kind: 'support' };
  if (/confidence/i.test(name)) return { title: 'Confidence', says: 'the average stated confidence; well calibrated when it equals the accuracy', values: KINDS.share, kind: 'support' };
  if (/brier/i.test(name)) return { title: 'Brier score', says: 'mean squared error of the stated confidence; less is better', values: KINDS.figure, kind: 'support' };
  if (/acceptance/i.test(name)) return { title: 'Acceptance', says: 'suggested answers accepted among those judged', values: KINDS.share, kind: 'support' };
  if (/accuracy/i.test(name)) return { title: words(name), says: 'how often triage named the intent a person gave', values: KINDS.share, kind: 'support' };
  if (/calibration|ece/i.test(name)) return { title: 'Calibration error', says: 'distance between stated confidence and accuracy; less is better', values: KINDS.share, kind: 'support' };
  if (/abst|coverage|accept|share|rate|precision|recall/i.test(name)) return { title: words(name), says: '', values: KINDS.share, kind: 'support' };
  if (/ms$|latency|millis/i.test(name)) return { title: words(name), says: '', values: KINDS.duration, kind: 'other' };
  return { title: words(name), says: '', values: KINDS.figure, kind: 'other' };
}

const keyOf = (m) => `${m.metric}|${m.site ?? ''}|${Object.entries(m.dimensions ?? {}).sort().join()}`;

/** Shares of one whole, and the variants of an experiment, are shown together. */
const SHARES = { 'exposure.category-share': 'category', 'exposure.seller-share': 'seller', 'exposure.decile-share': 'decile' };
const isShown = (m) => !(m.metric in SHARES) && !m.metric.startsWith('experiment.') && !m.metric.startsWith('data.');
const newestOf = (metrics) => metrics.reduce((a, m) => (m.points.at(-1).time > a ? m.points.at(-1).time : a), '');

const AREAS = { exposure: 'Exposure', recommendation: 'Recommendations', support: 'Support', segment: 'Segments', customer: 'Customers' };

export function mount(root, context) {
  const s = { metrics: null, error: null };
  const charts = new Map();
  const draw = eachFrame(() => render(page(), root));

  function chartOf(m) {
    const key = keyOf(m);
    if (!charts.has(key)) {
      const { title, values, kind } = about(m.metric);
      charts.set(key, new LineChart(title, [{ name: title, kind }], values, { height: 140, near: true, bare: true, points: m.points.length < 3 }));
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
      s.metrics.filter(isShown).forEach(plot);
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
    // One that is there from the first answer, or comes again after a failure, takes its place.
    m.points = m.points.filter((p) => p.time !== report.time);
    m.points.push({ time: report.time, value: report.value, count: report.count });
    m.points.sort((a, b) => new Date(a.time) - new Date(b.time));
    if (m.points.length > POINTS) m.points.shift();
    if (isShown(m)) plot(m);
    draw();
  }

  const card = (m) => {
    const { title, says, values } = about(m.metric);
    const last = m.points.at(-1);
    const dimensions = Object.entries(m.dimensions ?? {});
    return html`
      <section class="panel">
        <header>
          <div class="clip"><h3>${title}</h3><code class="soft small">${m.metric}</code></div>
          <span class="value end" data-metric=${m.metric}>${values.text(last.value)}</span>
        </header>
        ${chartOf(m).element}
        <p class="small soft pad">
          ${says ? html`${says.charAt(0).toUpperCase() + says.slice(1)}. ` : nothing}On ${compact(last.count)} observations, ${ago(last.time)}${dimensions.length ? `; ${dimensions.map(([k, v]) => `${words(k).toLowerCase()} ${v}`).join(', ')}` : nothing}.
        </p>
      </section>`;
  };

  /** Shares of exposure as bars; the newest interval only. */
  function shares(metric, dimension) {
    const all = s.metrics.filter((m) => m.metric === metric);
    const time = newestOf(all);
    const rows = all
      .filter((m) => m.points.at(-1).time === time)
      .map((m) => ({ name: m.dimensions[dimension], value: m.points.at(-1).value }))
      .sort((a, b) => (dimension === 'decile' ? a.name - b.name : b.value - a.value));
    if (!rows.length) return nothing;
    return html`
      <section class="panel" data-exposure=${dimension}>
        <header><div class="clip"><h3>Exposure by ${dimension === 'decile' ? 'decile of popularity' : dimension}</h3><code class="soft small">${metric}</code></div></header>
        <table class="pad small"><tbody>${rows.map((r) => html`
          <tr><th scope="row">${dimension === 'decile' ? `${r.name}${r.name === '1' ? ' (least visited)' : r.name === '10' ? ' (most visited)' : ''}` : r.name}</th>
          <td><meter min="0" max="1" value=${r.value} aria-label=${r.name}></meter></td><td class="end">${finePercent(r.value)}</td></tr>`)}</tbody></table>
        <p class="small soft pad">Share of all exposure; an item at a rank counts 1/log2(1 + rank). ${ago(time)}.</p>
      </section>`;
  }

  const valueOf = (metric, site, experiment, variant) =>
    s.metrics.find((m) => m.metric === metric && m.site === site && m.dimensions.experiment === experiment && m.dimensions.variant === variant)?.points.at(-1);

  /** Variants with their 95% intervals, and in words whether they differ from the first. */
  function experiments() {
    const rates = s.metrics.filter((m) => m.metric === 'experiment.click-through-rate' || m.metric === 'experiment.conversion-rate');
    const names = [...new Set(rates.map((m) => `${m.site}|${m.dimensions.experiment}|${m.metric}`))].sort();
    return names.map((name) => {
      const [site, experiment, metric] = name.split('|');
      const rows = rates.filter((m) => m.site === site && m.dimensions.experiment === experiment && m.metric === metric);
      return html`
        <section class="panel" data-experiment=${experiment}>
          <header><div class="clip"><h3>${experiment}: ${metric.includes('click') ? 'click-through' : 'conversion'}</h3><code class="soft small">${metric}</code></div></header>
          <table class="pad small">
            <thead><tr><th scope="col">Variant</th><th scope="col">Rate</th><th scope="col">95% interval</th><th scope="col">Items shown</th><th scope="col">Against the first</th></tr></thead>
            <tbody>${rows.map((m) => {
              const v = m.dimensions.variant;
              const of = (suffix) => valueOf(metric + suffix, site, experiment, v);
              return html`<tr><th scope="row">${v}</th><td>${finePercent(m.points.at(-1).value)}</td>
                <td>${finePercent(of('-lower')?.value ?? 0)} to ${finePercent(of('-upper')?.value ?? 1)}</td>
                <td>${compact(m.points.at(-1).count)}</td><td>${verdict(of('-difference-lower'), of('-difference-upper'))}</td></tr>`;
            })}</tbody>
          </table>
        </section>`;
    });
  }

  /** What came in, by source and field: the newest interval of each source, and its alarms. */
  function incoming() {
    const data = s.metrics.filter((m) => m.metric.startsWith('data.'));
    const sources = [...new Set(data.map((m) => `${m.site ?? ''}|${m.dimensions.source}`))].sort();
    return sources.map((name) => {
      const [site, source] = name.split('|');
      const own = data.filter((m) => (m.site ?? '') === site && m.dimensions.source === source);
      const of = (measure, field) => own.find((m) => m.metric === `data.${measure}` && m.dimensions.field === field)?.points.at(-1);
      const share = (point) => (point ? finePercent(point.value) : '–');
      const fields = [...new Set(own.filter((m) => m.metric !== 'data.drift').map((m) => m.dimensions.field).filter(Boolean))];
      const whole = of('timeliness');
      const alarms = own.filter((m) => m.metric === 'data.drift');
      return html`
        <section class="panel" data-source=${source}>
          <header><div class="clip"><h3>${words(source)}</h3><code class="soft small">${site}</code></div>
            <span class="value end">${whole ? `${compact(whole.count)} records` : nothing}</span></header>
          <table class="pad small">
            <thead><tr><th scope="col">Field</th><th scope="col">Complete</th><th scope="col">Valid</th><th scope="col">Unique</th></tr></thead>
            <tbody>${fields.map((field) => html`
              <tr data-field=${field}><th scope="row">${field}</th><td>${share(of('completeness', field))}</td>
              <td>${share(of('validity', field))}</td><td>${share(of('uniqueness', field))}</td></tr>`)}</tbody>
          </table>
          ${whole ? html`<p class="small soft pad">${finePercent(whole.value)} in time; from event to broker
            ${KINDS.duration.text(of('delay-p50')?.value ?? 0)} at the median, ${KINDS.duration.text(of('delay-p99')?.value ?? 0)} at the 99th percentile. ${ago(own.find((m) => m.metric === 'data.timeliness').points.at(-1).time)}.</p>` : nothing}
          ${alarms.map((m) => html`<p class="small pad" role="alert"><strong>Fallen for good:</strong> ${words(m.dimensions.measure).toLowerCase()}${m.dimensions.field ? html` of <code>${m.dimensions.field}</code>` : nothing}, ${ago(m.points.at(-1).time)}.</p>`)}
        </section>`;
    });
  }

  function verdict(lower, upper) {
    if (!lower || !upper) return '–';
    if (lower.value > 0) return 'Better: the interval of the difference is above zero';
    if (upper.value < 0) return 'Worse: the interval of the difference is below zero';
    return 'No significant difference';
  }

  function body() {
    if (s.error && !s.metrics) return html`<div class="panel">${failure(s.error, load)}</div>`;
    if (!s.metrics) return html`<div class="panel">${loading('measurements')}</div>`;
    if (!s.metrics.length) {
      return html`<div class="panel">${empty('No measurements yet', 'Reports compare the engine’s answers with what visitors and agents did next. The first comes some twenty seconds after the start.', 'deploy/rapport demo')}</div>`;
    }
    const single = s.metrics.filter(isShown);
    const areas = Map.groupBy
      ? Map.groupBy(single, (m) => m.metric.split('.')[0])
      : single.reduce((map, m) => map.set(m.metric.split('.')[0], [...(map.get(m.metric.split('.')[0]) ?? []), m]), new Map());
    return html`<div class="stack">
      ${[...areas].map(([area, metrics]) => html`
        <div class="stack">
          <h2>${AREAS[area] ?? words(area)}</h2>
          <div class="metrics">${repeat(metrics, keyOf, card)}</div>
        </div>`)}
      ${s.metrics.some((m) => m.metric.startsWith('data.'))
        ? html`<div class="stack"><h2>Incoming data</h2><div class="metrics">${incoming()}</div></div>`
        : nothing}
      ${s.metrics.some((m) => m.metric in SHARES)
        ? html`<div class="stack"><h2>Exposure by group</h2><div class="metrics">${Object.entries(SHARES).map(([metric, dimension]) => shares(metric, dimension))}</div></div>`
        : nothing}
      ${s.metrics.some((m) => m.metric.startsWith('experiment.'))
        ? html`<div class="stack"><h2>Experiments</h2><div class="metrics">${experiments()}</div></div>`
        : nothing}
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
