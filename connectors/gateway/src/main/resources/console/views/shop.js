// Act as a visitor: actions go in as events, and the list that comes out is shown with its reasons
// and with the time it took.
import { get, newId, post } from '../api.js';
import { count, durationText, leaf, many, money, percent, time } from '../format.js';
import { html, nothing, render, repeat } from '../html.js';
import { follow } from '../live.js';
import { attempt, eachFrame, empty, failure, loading, settled, toast } from '../parts.js';
import { may, needs } from '../session.js';
import { tile } from './tile.js';

const PAGE = 24;
const SHOWN = 10;
const TRAIL = 20;
/** After this long without an answer the page says so. */
const PATIENCE_MS = 10_000;

const DID = { VIEW: 'Viewed', ADD_TO_CART: 'Put in cart', WISH: 'Wished for', RECOMMENDATION_CLICK: 'Chose', BUY: 'Bought', SEARCH: 'Searched' };

/** Why an item is in the list, as a sentence. */
export function why(item) {
  const reasons = item.reasons ?? [];
  const named = reasons.filter((r) => r.itemId);
  if (!named.length) {
    const source = reasons[0]?.source ?? item.source;
    return ['trending', 'popular'].includes(source) ? html`Many visitors are viewing it now.` : html`Suggested by ${source || 'the engine'}.`;
  }
  if (named[0].source === 'revisit') return html`You were interested in it before.`; // the reason names the item itself
  const how = {
    'co-occurrence': 'Often viewed after',
    'session-neighbours': 'Similar visitors went on to it after',
    content: 'Described much like',
    'bought-together': 'Bought together with',
    neighbours: 'Often viewed after',
  };
  const verb = how[named[0].source] ?? 'Because of';
  // Several sources may name the same item: it is told once.
  const items = new Map();
  for (const r of named) {
    const same = items.get(r.itemId);
    items.set(r.itemId, { title: r.title ?? r.itemId, weight: (same?.weight ?? 0) + r.weight });
  }
  return html`${verb}
  ${[...items.values()].slice(0, 2).map(
    (r, i) => html`${i ? ' and ' : nothing}<b>${r.title}</b>${items.size > 1 ? ` (${percent(r.weight)})` : nothing}`,
  )}.`;
}

export function mount(root, context, first) {
  const s = {
    visitor: first.query.get('visitor') || context.remembered('rapport.console.visitor') || newId('visitor'),
    category: first.query.get('category') ?? '',
    query: first.query.get('query') ?? '',
    categories: [],
    items: null,
    after: [null],
    next: null,
    error: null,
    current: null,
    cart: 0,
    list: null,
    listError: null,
    before: new Map(),
    pending: new Map(),
    waiting: null,
    lastMs: null,
    slow: false,
    trail: [],
    changing: false,
  };
  let stream;
  const draw = eachFrame(() => render(page(), root));

  // --- Catalogue ---

  let asked = 0;
  async function load() {
    const mine = ++asked;
    try {
      const answer = await get('items', { site: context.site, category: s.category, query: s.query, limit: PAGE, after: s.after.at(-1) });
      if (mine !== asked) return; // a newer question was asked meanwhile
      s.items = answer.items;
      s.next = answer.next;
      s.error = null;
    } catch (e) {
      s.error = e;
    }
    draw();
  }

  async function loadCategories() {
    try {
      s.categories = (await get('categories', { site: context.site })).items ?? [];
      draw();
    } catch {
      // The list then is without a filter; the items say what is wrong.
    }
  }

  function filter() {
    s.after = [null];
    context.go('shop', { category: s.category, query: s.query });
  }

  const search = settled((text) => {
    s.query = text.trim();
    filter();
    if (s.query) send('clicks', { action: 'SEARCH', query: s.query.slice(0, 200) }, { did: 'SEARCH', title: s.query, answered: false });
  }, 400);

  // --- The visitor ---

  function become(visitor) {
    s.visitor = visitor;
    context.remember('rapport.console.visitor', visitor);
    Object.assign(s, { list: null, listError: null, before: new Map(), waiting: null, lastMs: null, slow: false, trail: [], current: null, cart: 0, changing: false });
    s.pending.clear();
    stream?.close();
    stream = follow('recommendations', { site: context.site, visitor }, { onData: take, onGap: refresh });
    refresh();
    draw();
  }

  async function refresh() {
    const visitor = s.visitor;
    try {
      const list = await get(`visitors/${encodeURIComponent(visitor)}/recommendations`, { site: context.site, limit: SHOWN });
      if (visitor === s.visitor && !s.pending.size) show(list);
      s.listError = null;
    } catch (e) {
      s.listError = e;
    }
    draw();
  }

  /** A list came by the stream; one that answers an event of this page is timed. */
  function take(list) {
    const sent = s.pending.get(list.triggerEventId);
    if (sent) {
      const ms = performance.now() - sent.at;
      sent.entry.ms = ms;
      s.pending.delete(list.triggerEventId);
      s.lastMs = ms;
      s.slow = false;
      if (s.waiting === list.triggerEventId) s.waiting = null;
    }
    show(list);
    draw();
  }

  function show(list) {
    s.before = new Map((s.list?.items ?? []).slice(0, SHOWN).map((item, i) => [item.itemId, i]));
    s.first = s.list === null;
    s.list = list;
  }

  async function send(feed, record, { did, title, answered = true }) {
    const eventId = newId('console');
    const entry = { id: eventId, did, title, at: new Date().toISOString(), ms: null, answered };
    s.trail.unshift(entry);
    s.trail.length = Math.min(s.trail.length, TRAIL);
    if (answered) {
      s.pending.set(eventId, { at: performance.now(), entry });
      s.waiting = eventId;
      setTimeout(() => {
        if (!s.pending.delete(eventId)) return;
        if (s.waiting === eventId) {
          s.waiting = null;
          s.slow = true;
        }
        draw();
      }, PATIENCE_MS);
    }
    draw();
    const went = await attempt(() => post(`events/${feed}`, { eventId, site: context.site || 'default', visitorId: s.visitor, ...record }));
    if (!went) {
      s.pending.delete(eventId);
      if (s.waiting === eventId) s.waiting = null;
      entry.failed = true;
      draw();
    }
    return went;
  }

  /** Whether this person may send events as a visitor would. */
  const acts = () => may('ingest');
  const about = (item) => ({ itemId: item.itemId, category: item.category, price: item.price, currency: item.currency });
  const nameOf = (item) => item.title ?? item.itemId;

  function look(item) {
    if (!acts()) return;
    s.current = item.itemId;
    send('clicks', { action: 'VIEW', ...about(item) }, { did: 'VIEW', title: nameOf(item) });
  }

  function followed(item, slot) {
    if (!acts()) return;
    s.current = item.itemId;
    send(
      'clicks',
      { action: 'RECOMMENDATION_CLICK', recommendationId: s.list.recommendationId, slot, ...about(item) },
      { did: 'RECOMMENDATION_CLICK', title: nameOf(item) },
    );
  }

  async function act(action, item) {
    if (await send('clicks', { action, ...about(item) }, { did: action, title: nameOf(item) })) {
      if (action === 'ADD_TO_CART') s.cart++;
      draw();
    }
  }

  async function buy(item) {
    const went = await send(
      'purchases',
      { orderId: newId('order'), kind: 'ORDER', currency: item.currency, lines: [{ itemId: item.itemId, quantity: 1, unitPrice: item.price }] },
      { did: 'BUY', title: nameOf(item), answered: false },
    );
    if (went) toast(`Bought: ${nameOf(item)}. It will not be recommended again.`);
  }

  // --- Drawing ---

  const card = (item) => html`
    <li class="item ${item.itemId === s.current ? 'now' : ''}">
      <button type="button" class="open" @click=${() => look(item)} data-item=${item.itemId}>
        ${tile(item.category)}<span>${nameOf(item)}</span>
      </button>
      <span class="soft small clip">${leaf(item.category)}${item.brand ? ` · ${item.brand}` : nothing}</span>
      <span class="price">${money(item.price, item.currency)} ${item.stock === 0 ? html`<span class="tag warn">sold out</span>` : nothing}</span>
      <div class="does">
        <button type="button" ?disabled=${!acts()} @click=${() => act('ADD_TO_CART', item)} aria-label="Put ${nameOf(item)} in the cart">Cart</button>
        <button type="button" ?disabled=${!acts()} @click=${() => act('WISH', item)} aria-label="Wish for ${nameOf(item)}">Wish</button>
        <button type="button" @click=${() => buy(item)} ?disabled=${item.stock === 0 || !acts()} aria-label="Buy ${nameOf(item)}">Buy</button>
      </div>
    </li>`;

  function catalogue() {
    if (s.error && !s.items) return failure(s.error, load);
    if (!s.items) return loading('the catalogue');
    if (!s.items.length) {
      return s.query || s.category
        ? empty('Nothing found', 'No item has these words. Use fewer words, or search in all categories.')
        : empty('The catalogue is empty', 'Send items to the topic rapport.catalogue, or let the simulated shop fill it.', 'deploy/rapport demo');
    }
    return html`
      <ul class="items">${repeat(s.items, (i) => i.itemId, card)}</ul>
      ${s.next || s.after.length > 1
        ? html`<div class="pager">
            <button type="button" ?disabled=${s.after.length < 2} @click=${() => (s.after.pop(), load())}>Back</button>
            <span class="small soft">Page ${s.after.length}</span>
            <button type="button" ?disabled=${!s.next} @click=${() => (s.after.push(s.next), load())}>More</button>
          </div>`
        : nothing}`;
  }

  function change(item, i) {
    if (s.first || s.list.fallback) return nothing;
    const was = s.before.get(item.itemId);
    if (was === undefined) return html`<span class="move new">new</span>`;
    if (was === i) return nothing;
    return was > i
      ? html`<span class="move up"><span aria-hidden="true">▲</span><span class="visually-hidden">up</span> ${was - i}</span>`
      : html`<span class="move"><span aria-hidden="true">▼</span><span class="visually-hidden">down</span> ${i - was}</span>`;
  }

  const recommended = (item, i) => html`
    <li class=${s.before.has(item.itemId) || s.first ? '' : 'fresh'} data-item=${item.itemId}>
      <span class="rank">${i + 1}</span>
      <button type="button" class="open" @click=${() => followed(item, i)}>${nameOf(item)}</button>
      <span class="num">${change(item, i)} ${money(item.price, item.currency)}</span>
      <span class="why">${why(item)}</span>
    </li>`;

  function took() {
    if (s.waiting) return html`<span class="soft">Waiting for a new list…</span>`;
    if (s.slow) return html`<span class="tag warn">No new list within 10 s</span> <span class="small soft">The job may be catching up; see <a href="#/overview">Overview</a>.</span>`;
    if (s.lastMs !== null) return html`<b data-ms=${Math.round(s.lastMs)}>${durationText(s.lastMs)}</b><span class="soft">from your click to this list</span>`;
    return html`<span class="soft">${s.list?.fallback === false ? 'Made from your session so far.' : 'Click an item, and the list changes.'}</span>`;
  }

  function list() {
    if (s.listError && !s.list) return failure(s.listError, refresh);
    if (!s.list) return loading('recommendations');
    const items = (s.list.items ?? []).slice(0, SHOWN);
    if (!items.length) {
      return empty('Nothing to recommend yet', 'The engine has seen too little of this shop. View a few items, or start the simulated shop.', 'deploy/rapport demo');
    }
    return html`<ol class="recs" tabindex="0" aria-label="Recommendations">${repeat(items, (i) => i.itemId, recommended)}</ol>`;
  }

  const whoForm = () => html`
    <form
      class="row pad"
      @submit=${(e) => {
        e.preventDefault();
        const id = new FormData(e.target).get('visitor').trim();
        if (id) become(id);
      }}
    >
      <label class="field">Visitor id <input name="visitor" required maxlength="200" .value=${s.visitor} /></label>
      <button class="primary">Act as this visitor</button>
      <button type="button" @click=${() => become(newId('visitor'))}>New visitor</button>
    </form>`;

  const page = () => html`
    <div class="head">
      <h1>Shop</h1>
      <span class="soft small">${acts() ? 'Act as a visitor. Your actions are sent as events, as a website would send them.' : `The list of a visitor. To act as one is to send events: ${needs('admin').toLowerCase()}`}</span>
      ${s.cart ? html`<span class="tag">${many(s.cart, 'item')} in the cart</span>` : nothing}
    </div>
    <div class="cols shop">
      <section class="panel" aria-label="Catalogue">
        <header>
          <input type="search" placeholder="Search the catalogue" aria-label="Search the catalogue" .value=${s.query} @input=${(e) => search(e.target.value)} />
          <select aria-label="Category" @change=${(e) => ((s.category = e.target.value), filter())}>
            <option value="">All categories</option>
            ${s.categories.map((c) => html`<option value=${c.category} ?selected=${c.category === s.category}>${c.category.replaceAll('/', ' › ')} (${count(c.count)})</option>`)}
          </select>
        </header>
        ${catalogue()}
      </section>
      <div class="stack sticky">
        <section class="panel" aria-label="Recommended for you">
          <header>
            <h2>Recommended for you</h2>
            ${s.list?.fallback ? html`<span class="tag">most visited: no history yet</span>` : nothing}
            <button type="button" class="plain small end" aria-expanded=${s.changing} @click=${() => ((s.changing = !s.changing), draw())}>
              ${s.visitor.length > 18 ? `${s.visitor.slice(0, 16)}…` : s.visitor}<span class="visually-hidden">: change the visitor</span> ✎
            </button>
          </header>
          ${s.changing ? whoForm() : nothing}
          <div class="ms" role="status">${took()}</div>
          ${list()}
        </section>
        ${s.trail.length
          ? html`<section class="panel">
              <header><h2>Your session</h2><span class="small soft end">time from event to list</span></header>
              <ol class="trail" tabindex="0" aria-label="Your session">
                ${repeat(
                  s.trail,
                  (t) => t.id,
                  (t) => html`<li>
                    <span class="soft">${DID[t.did]}</span><span class="clip" title=${time(t.at)}>${t.title}</span>
                    <span class="num soft">${t.failed ? 'refused' : t.ms !== null ? durationText(t.ms) : s.pending.has(t.id) ? '…' : t.answered ? 'no list' : 'sent'}</span>
                  </li>`,
                )}
              </ol>
            </section>`
          : nothing}
      </div>
    </div>`;

  become(s.visitor);
  load();
  loadCategories();
  const forget = context.onReturn(() => (load(), loadCategories(), refresh()));
  return {
    update(next) {
      const category = next.query.get('category') ?? '';
      const query = next.query.get('query') ?? '';
      const visitor = next.query.get('visitor');
      if (category !== s.category || query !== s.query) s.after = [null];
      s.category = category;
      s.query = query;
      if (visitor && visitor !== s.visitor) become(visitor);
      load();
    },
    unmount() {
      forget();
      draw.stop();
      stream?.close();
    },
  };
}
