// Pairs of customer ids that may be one person: people decide what likeness cannot.
import { get } from '../api.js';
import { finePercent, many, time, words } from '../format.js';
import { html, nothing, render, repeat } from '../html.js';
import { eachFrame, empty, failure, loading } from '../parts.js';
import { may, needs } from '../session.js';
import { decide } from './identity.js';

const PAGE = 20;
const REFRESH_MS = 5_000;

export function mount(root, context) {
  const s = { pairs: null, next: null, waiting: 0, error: null, decided: new Set(), comments: new Map(), more: false };
  const draw = eachFrame(() => render(page(), root));
  const idOf = (p) => `${p.first.customerId}\n${p.second.customerId}`;

  async function load(after = null) {
    try {
      const answer = await get('identity-reviews', { site: context.site, limit: PAGE, after });
      s.pairs = after ? [...s.pairs, ...answer.items] : answer.items;
      s.more = s.more || after !== null;
      s.next = answer.next;
      s.waiting = answer.waiting;
      s.error = null;
    } catch (e) {
      s.error = e;
    }
    draw();
  }

  async function judge(decision, p) {
    const id = idOf(p);
    s.decided.add(id);
    draw();
    if (!(await decide(context.site, decision, p.first.customerId, p.second.customerId, s.comments.get(id)))) s.decided.delete(id);
    draw();
  }

  const same = (a, b) => a !== undefined && b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();

  function compare(p) {
    const roles = [...new Set([...Object.keys(p.first.fields), ...Object.keys(p.second.fields)])].sort();
    const head = (side) => html`<a href=${`#/customers/${encodeURIComponent(side.personId)}`}>${side.customerId}</a>${side.source ? html` <span class="soft">· ${side.source}</span>` : nothing}`;
    return html`
      <div class="scroll"><table>
        <thead><tr><th></th><th>${head(p.first)}</th><th>${head(p.second)}</th></tr></thead>
        <tbody>${roles.map((role) => {
          const [a, b] = [p.first.fields[role], p.second.fields[role]];
          return html`<tr class=${same(a, b) ? 'same' : a !== undefined && b !== undefined ? 'other-value' : ''}><th scope="row">${words(role)}</th><td>${a ?? '–'}</td><td>${b ?? '–'}</td></tr>`;
        })}</tbody>
      </table></div>`;
  }

  const pair = (p) => {
    const id = idOf(p);
    const done = s.decided.has(id);
    const off = done || !may('desk');
    return html`
      <li class="panel" data-pair=${id}>
        <header><h2>Perhaps one person</h2><span class="tag">${finePercent(p.confidence)}</span><span class="small soft end">${time(p.eventTime)}</span></header>
        <p class="pad small">${p.explanation}</p>
        ${compare(p)}
        <div class="row pad">
          <button type="button" class="primary" ?disabled=${off} title=${may('desk') ? nothing : needs('desk')} @click=${() => judge('confirm', p)}>Same person</button>
          <button type="button" ?disabled=${off} title=${may('desk') ? nothing : needs('desk')} @click=${() => judge('reject', p)}>Two persons</button>
          <input type="text" maxlength="500" placeholder="Reason (optional)" aria-label="Reason" ?disabled=${off} @input=${(e) => s.comments.set(id, e.target.value.trim())} />
          ${done ? html`<span class="tag good">sent</span>` : nothing}
        </div>
      </li>`;
  };

  function body() {
    if (s.error && !s.pairs) return html`<section class="panel">${failure(s.error, () => load())}</section>`;
    if (!s.pairs) return html`<section class="panel">${loading('pairs')}</section>`;
    if (!s.pairs.length) {
      return html`<section class="panel">${empty(
        'No pair waits for a decision',
        'Records of people that are alike enough to ask, and too doubtful to link, appear here. Import some to begin.',
        'deploy/rapport import FILE',
      )}</section>`;
    }
    return html`
      <ul class="pairs stack">${repeat(s.pairs, idOf, pair)}</ul>
      ${s.next ? html`<div class="pager"><button type="button" @click=${() => load(s.next)}>Older</button></div>` : nothing}`;
  }

  const page = () => html`
    <div class="head">
      <h1>Identities</h1>
      <span class="soft small">${s.waiting ? `${many(s.waiting, 'pair')} of customer ids that may be one person. ` : nothing}A decision holds whatever the records say, and can be taken back on the customer’s page.</span>
    </div>
    ${body()}`;

  draw();
  load();
  const again = setInterval(() => !s.more && load(), REFRESH_MS);
  const forget = context.onReturn(() => load());
  return {
    update() {
      load();
    },
    unmount() {
      clearInterval(again);
      forget();
      draw.stop();
    },
  };
}
