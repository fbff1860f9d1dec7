// One customer: who they are, what they did in the three streams, and which segment they are in.
import { get } from '../api.js';
import { ago, count, figure, many, money, percent, time, words } from '../format.js';
import { html, nothing, render, repeat, svg } from '../html.js';
import { follow } from '../live.js';
import { bar, eachFrame, empty, failure, loading, settled } from '../parts.js';
import { panels, person } from './identity.js';

const SHOWN = 50;
const EVENTS = 200;
/** A customer who is doing something is asked for again at most so often. */
const REFRESH_MS = 1_500;
const LANES = ['clicks', 'purchases', 'support'];
const LANE_NAMES = { clicks: 'Clicks', purchases: 'Purchases', support: 'Support' };

const laneLine = (i) => svg`<line x1="0" x2="1000" y1=${20 + i * 38} y2=${20 + i * 38} />`;

/** The plot is stretched to the panel's width, so a dot is drawn as a stroke that is not. */
const laneDot = (e, x) => {
  const y = 20 + LANES.indexOf(e.stream) * 38;
  return svg`<path class="event ${e.stream}" d="M${x.toFixed(1)} ${y - 8}v16"><title>${words(e.type)} ${e.text ?? ''}</title></path>`;
};

export function mount(root, context, first) {
  const s = { query: first.query.get('query') ?? '', found: null, error: null, id: first.args[0] ?? null, customer: null, events: null, identity: null, customerError: null };
  let stream;
  let refreshing;
  const draw = eachFrame(() => render(page(), root));

  let asked = 0;
  async function find() {
    const mine = ++asked;
    try {
      const answer = await get('customers', { site: context.site, query: s.query, limit: SHOWN });
      if (mine !== asked) return;
      s.found = answer.items;
      s.error = null;
      if (!s.id && s.found.length && innerWidth > 1100) {
        history.replaceState(null, '', link(s.found[0].customerId));
        open(s.found[0].customerId);
      }
    } catch (e) {
      s.error = e;
    }
    draw();
  }

  const search = settled((text) => {
    s.query = text.trim();
    context.go(s.id ? `customers/${encodeURIComponent(s.id)}` : 'customers', { query: s.query });
  }, 300);

  const link = (id) => `#/customers/${encodeURIComponent(id)}${s.query ? `?query=${encodeURIComponent(s.query)}` : ''}`;

  function open(id) {
    Object.assign(s, { id, customer: null, events: null, identity: null, customerError: null });
    draw();
    refresh();
  }

  async function refresh() {
    const id = s.id;
    try {
      const [customer, timeline] = await Promise.all([
        get(`customers/${encodeURIComponent(id)}`, { site: context.site }),
        get(`customers/${encodeURIComponent(id)}/timeline`, { site: context.site, limit: EVENTS }),
      ]);
      const identity = customer.hasIdentity ? await person(context.site, id) : null;
      if (id !== s.id) return;
      Object.assign(s, { customer, events: timeline.items ?? [], identity, customerError: null });
    } catch (e) {
      if (id === s.id && !s.customer) s.customerError = e;
    }
    draw();
  }

  /** The stream is a sample; a record about the customer shown makes the page ask for all of them. */
  function take(profile) {
    if (profile.customerId !== s.id || refreshing) return;
    refreshing = setTimeout(() => {
      refreshing = null;
      refresh();
    }, REFRESH_MS);
  }

  // --- Drawing ---

  const entry = (c) => html`
    <li>
      <a href=${link(c.customerId)} aria-current=${c.customerId === s.id ? 'true' : nothing}>
        <span class="line"><b class="clip">${c.customerId}</b><span class="small soft nowrap">${ago(c.eventTime)}</span></span>
        <span class="line small"><span class="soft clip">${c.segmentName ?? 'no segment yet'}</span><span class="nowrap">${c.orders ? `${many(c.orders, 'order')}, ${money(c.spend, c.currency)}` : many(c.views ?? 0, 'view')}</span></span>
      </a>
    </li>`;

  function list() {
    if (s.error && !s.found) return failure(s.error, find);
    if (!s.found) return loading('customers');
    if (!s.found.length) {
      return s.query
        ? empty('No customer found', 'Search for a part of a customer’s or visitor’s id.')
        : empty('No customers yet', 'A visitor’s first event makes a profile. Send one, or start the simulated shop.', 'deploy/rapport demo');
    }
    return html`<ul class="list">${repeat(s.found, (c) => c.customerId, entry)}</ul>`;
  }

  function lanes(events) {
    const times = events.map((e) => new Date(e.time).getTime());
    const from = Math.min(...times);
    const span = Math.max(Math.max(...times) - from, 1);
    const x = (t) => 6 + (988 * (t - from)) / span;
    return html`
      <div class="scroll pad">
        <svg class="lanes" viewBox="0 0 1000 118" preserveAspectRatio="none" role="img" aria-label="${many(events.length, 'event')} in three lanes from ${time(from)} to ${time(from + span)}">
          ${LANES.map((lane, i) => laneLine(i))} ${events.map((e, i) => laneDot(e, x(times[i])))}
        </svg>
        <div class="row small soft"><span>${time(from)}</span><span class="end">${time(from + span)}</span></div>
      </div>`;
  }

  /** The text without the type, which stands before it. */
  const what = (e) => {
    const type = words(e.type).toLowerCase();
    const text = e.text ?? '';
    return text.toLowerCase().startsWith(type) ? text.slice(type.length).replace(/^:? ?/, '') : text;
  };
  const amount = (e) => (e.amount === null || e.amount === undefined ? nothing : money(e.amount, e.currency));

  const happened = (e) => html`
    <li>
      <span class="soft nowrap">${time(e.time)}</span>
      <span class="nowrap"><i class="dot ${e.stream}"></i>${words(e.type)}</span>
      <span class="what clip">${e.ticketId ? html`<a href="#/support/${encodeURIComponent(e.ticketId)}">${what(e) || e.ticketId}</a>` : what(e) || e.itemId || nothing}</span>
      <span class="num">${amount(e)}</span>
    </li>`;

  const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const consent = (given) => (given === null || given === undefined ? 'never asked' : given ? 'given' : 'refused');
  const score = (p) => (p.recencyScore ? html`${p.recencyScore} · ${p.frequencyScore} · ${p.monetaryScore}` : 'no order yet');

  function detail() {
    if (!s.id) return html`<section class="panel">${empty('No customer chosen', 'Choose a customer on the left, or search for a part of an id.')}</section>`;
    if (s.customerError) {
      return html`<section class="panel">${s.customerError.status === 404
        ? empty('This customer is not known', 'No profile with this id is in memory. It may have been erased, or merged into an account’s.')
        : failure(s.customerError, refresh)}</section>`;
    }
    if (!s.customer) return html`<section class="panel">${loading('the customer')}</section>`;
    const p = s.customer.profile ?? s.customer;
    const segment = s.customer.segment;
    const categories = p.topCategories ?? [];
    const top = Math.max(...categories.map((c) => c.weight), 1e-9);
    return html`
      <div class="stack" data-open=${s.id}>
        <section class="panel">
          <header>
            <h2>${p.customerId ?? s.id}</h2>
            <span class="tag">${p.identified ? 'account' : 'anonymous'}</span>
            <span class="small soft end">first seen ${ago(p.firstSeen)}, last ${ago(p.eventTime)}</span>
          </header>
          <dl class="facts pad">
            ${fact('Spend', money(p.spend, p.currency) || '–')} ${fact('Orders', count(p.orders))} ${fact('Returns', count(p.returns))}
            ${fact('Views', count(p.views))} ${fact('Carts and wishes', count((p.cartAdds ?? 0) + (p.wishes ?? 0)))} ${fact('Searches', count(p.searches))}
            ${fact('Open tickets', `${count(p.ticketsOpen)} of ${count(p.ticketsTotal)}`)}
            ${fact(html`<abbr title="Recency, frequency, monetary value: quintiles, 5 is best">R · F · M</abbr>`, score(p))}
            ${fact('Marketing', consent(p.marketingConsent))} ${fact('Personalisation', consent(p.personalisationConsent))}
          </dl>
        </section>
        <section class="panel">
          <header><h2>Timeline</h2><span class="small soft">${s.events?.length ? `last ${many(s.events.length, 'event')}` : nothing}</span>
            <ul class="legend end">${LANES.map((lane) => html`<li class=${lane}><i class="dot"></i><span>${LANE_NAMES[lane]}</span></li>`)}</ul>
          </header>
          ${s.events?.length
            ? html`${lanes(s.events)}<ol class="events" tabindex="0" aria-label="Events, newest first">${s.events.map(happened)}</ol>`
            : html`<p class="pad soft">No event of this customer is in the gateway’s memory.</p>`}
        </section>
        ${s.identity ? panels(context.site, s.identity, refresh) : nothing}
        <div class="cols two">
          <section class="panel">
            <header><h2>Segment</h2></header>
            ${segment
              ? html`<div class="pad stack">
                  <p><b>${words(segment.segmentName)}</b> <a class="small" href="#/segments">all segments</a></p>
                  <ul class="weights">
                    ${(segment.reasons ?? []).map((r) => html`<li><span>${words(r.feature)}</span><b>${figure(r.value)}</b><span class="small soft">${r.zScore >= 0 ? '+' : '−'}${Math.abs(r.zScore).toFixed(1)} σ</span></li>`)}
                  </ul>
                  <p class="small soft">σ: how many standard deviations the segment’s centre lies from the average customer.</p>
                </div>`
              : html`<p class="pad soft">None yet: segments are assigned once the first model is published.</p>`}
          </section>
          <section class="panel">
            <header><h2>Interests</h2></header>
            ${categories.length
              ? html`<ul class="weights pad">${categories.map((c) => html`<li><span>${c.category.replaceAll('/', ' › ')}</span>${bar(c.weight / top)}<span class="num soft">${percent(c.weight / categories.reduce((sum, x) => sum + x.weight, 0))}</span></li>`)}</ul>`
              : html`<p class="pad soft">No category is known yet.</p>`}
          </section>
        </div>
      </div>`;
  }

  const page = () => html`
    <div class="head"><h1>Customers</h1><span class="soft small">Clicks, purchases and support of each person, joined as they happen.</span></div>
    <div class="cols desk">
      <section class="panel" aria-label="Customers">
        <header><input type="search" placeholder="Id of a customer or visitor" aria-label="Search customers" .value=${s.query} @input=${(e) => search(e.target.value)} /></header>
        ${list()}
      </section>
      ${detail()}
    </div>`;

  stream = follow('customer-profiles', { site: context.site }, { onData: take });
  if (s.id) open(s.id);
  find();
  draw();
  const again = setInterval(() => s.id && refresh(), 5_000);
  const forget = context.onReturn(() => (find(), s.id && refresh()));
  return {
    update(next) {
      const query = next.query.get('query') ?? '';
      const id = next.args[0] ?? null;
      const changed = query !== s.query;
      s.query = query;
      if (id && id !== s.id) open(id);
      if (!id) s.id = null;
      if (changed) find();
      draw();
    },
    unmount() {
      clearInterval(again);
      clearTimeout(refreshing);
      forget();
      draw.stop();
      stream.close();
    },
  };
}
