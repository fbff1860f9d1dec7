// Lines over time, drawn by uPlot in the page's own colours.
import uPlot from '../webjars/uplot/dist/uPlot.esm.js';
import { html, nothing, render } from './html.js';

const charts = new Set();
const dark = matchMedia('(prefers-color-scheme: dark)');

/** A canvas knows no light-dark(), so the computed colour is asked for. */
function colour(kind) {
  const probe = document.createElement('i');
  probe.className = kind;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

export function recolour() {
  charts.forEach((chart) => chart.build());
}
dark.addEventListener('change', recolour);

const tick = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A chart that lives until `destroy()`; `element` goes into the page. */
export class LineChart {
  /**
   * @param label what is shown, for those who do not see it
   * @param series [{name, kind}], kind being a colour's class
   * @param kind what the values are, a member of KINDS in format.js
   * @param options height, logarithmic, near (the scale need not begin at 0), points (show each),
   *     bare (a legend only under the pointer)
   */
  constructor(label, series, kind, options = {}) {
    Object.assign(this, { label, series, kind, options, text: kind.text });
    this.data = [[], ...series.map(() => [])];
    this.element = document.createElement('figure');
    this.element.className = 'chart';
    this.legend = document.createElement('div');
    this.plot = document.createElement('div');
    this.plot.className = 'plot';
    this.plot.setAttribute('role', 'img');
    this.element.append(this.legend, this.plot);
    this.sizes = new ResizeObserver(() => {
      const width = this.plot.clientWidth;
      if (width && this.chart && width !== this.chart.width) this.chart.setSize({ width, height: this.height });
      else if (width && !this.chart) this.build();
    });
    this.sizes.observe(this.plot);
    charts.add(this);
  }

  get height() {
    return this.options.height ?? 170;
  }

  build() {
    this.chart?.destroy();
    this.chart = null;
    const width = this.plot.clientWidth;
    if (!width) return;
    const ink = colour('soft');
    const grid = { stroke: colour('grid'), width: 1 };
    const axis = { stroke: ink, grid, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    const log = this.options.logarithmic;
    this.chart = new uPlot(
      {
        width,
        height: this.height,
        padding: [8, 22, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
        scales: {
          x: { time: true },
          y: log
            ? { distr: 3, log: 10, range: (u, min, max) => powers(min, max) }
            : { range: (u, min, max) => this.range(min, max) },
        },
        axes: [
          { ...axis, size: 26, space: 90, values: (u, ts) => ts.map((t) => tick.format(new Date(t * 1000))) },
          {
            ...axis,
            size: 56,
            space: 34,
            ...(this.kind.whole ? { incrs: WHOLE_STEPS } : {}),
            filter: (u, vs) => vs.map((v) => (log && !isPower(v) ? null : v)),
            grid: { ...grid, filter: (u, vs) => vs.map((v) => (log && !isPower(v) ? null : v)) },
            values: (u, vs) => vs.map((v) => (v === null ? '' : this.text(v))),
          },
        ],
        series: [
          {},
          ...this.series.map((s) => ({
            label: s.name,
            stroke: colour(s.kind),
            width: 1.75,
            spanGaps: true,
            points: { show: this.options.points ?? false, size: 5 },
          })),
        ],
        hooks: { setCursor: [(u) => this.tell(u.cursor.idx)] },
      },
      this.data,
      this.plot,
    );
    this.tell(null);
  }

  /** Never narrower than the kind's span: the labels of the axis then differ, and mean something. */
  range(min, max) {
    const { span, most = Infinity } = this.kind;
    if (min === null || max === null || min === undefined || Math.abs(max) + Math.abs(min) < span / 1000) return [0, 1];
    if (!this.options.near) return [0, Math.max(max * 1.08, span)];
    const room = Math.max((max - min) * 0.15, Math.abs(max) * 0.02, (span - (max - min)) / 2);
    const top = Math.min(max + room, Math.max(most, max));
    return [Math.max(Math.min(0, min), Math.min(min - room, top - span)), top];
  }

  /** The legend shows the values under the pointer, else the newest. */
  tell(index) {
    if (this.options.bare && index == null) {
      render(nothing, this.legend);
      return;
    }
    const at = index ?? this.data[0].length - 1;
    const value = (i) => {
      const v = this.data[i + 1]?.[at];
      return v === null || v === undefined ? '–' : this.text(v);
    };
    render(
      html`<ul class="legend">${this.series.map(
        (s, i) => html`<li class=${s.kind}><i class="dot"></i><span>${s.name}</span><b>${value(i)}</b></li>`,
      )}</ul>`,
      this.legend,
    );
  }

  /** @param data [times in seconds, values of each series] */
  set(data) {
    this.data = data;
    if (!this.chart) this.build();
    else this.chart.setData(data);
    const last = this.series.map((s, i) => `${s.name} ${data[i + 1].length ? this.text(data[i + 1].at(-1) ?? 0) : 'none yet'}`);
    this.plot.setAttribute('aria-label', `${this.label}; newest: ${last.join(', ')}`);
    if (this.chart && this.chart.cursor.idx == null) this.tell(null);
  }

  destroy() {
    this.sizes.disconnect();
    this.chart?.destroy();
    charts.delete(this);
  }
}

/** Steps of an axis of counts: there is no half of a customer. */
const WHOLE_STEPS = Array.from({ length: 12 }, (_, i) => 10 ** i).flatMap((power) => [power, 2 * power, 5 * power]);

/** Whole powers of ten around the values; at least one apart. */
function powers(min, max) {
  const low = Math.floor(Math.log10(Math.max(min ?? 1, 0.1)));
  const high = Math.ceil(Math.log10(Math.max(max ?? 10, 0.1)));
  return [10 ** low, 10 ** Math.max(high, low + 1)];
}

const isPower = (v) => Math.abs(Math.log10(v) - Math.round(Math.log10(v))) < 1e-9;
