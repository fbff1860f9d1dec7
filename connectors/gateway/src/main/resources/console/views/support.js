// The support desk: triaged tickets with reasons and suggested answers, and agents' feedback.
import { get, newId, post } from '../api.js';
import { ago, count, durationText, finePercent, percent, time, words } from '../format.js';
import { html, nothing, render, repeat } from '../html.js';
import { follow } from '../live.js';
import { attempt, bar, diverging, eachFrame, empty, failure, loading } from '../parts.js';
import { may, needs } from '../session.js';
import { highlight } from './highlight.js';

const SHOWN = 60;
/** Feedback is asked for again until the ticket shows it. */
const FEEDBACK_POLLS_MS = [150, 300, 600, 1_000, 2_000, 4_000];
/** A ticket is sent without its stream if that does not open in this time. */
const STREAM_WAIT_MS = 2_000;
const PRIORITIES = ['low', 'medium', 'high', 'urgent'];
const STATUSES = ['open', 'answered', 'accepted', 'rejected', 'closed'];

const URGENCY = { URGENT: 'bad', HIGH: 'warn' };
const STATE = { accepted: 'good', answered: 'good', rejected: 'bad' };

const priorityTag = (t) => html`<span class="tag ${URGENCY[String(t.priority).toUpperCase()] ?? ''}">${words(String(t.priority ?? '').toLowerCase())}</span>`;
const intentOf = (t) => (t.abstained ? 'a person decides' : (t.intent ?? 'not known yet'));

function mood(sentiment) {
  if (sentiment === null || sentiment === undefined) return 'not known';
  if (sentiment < -0.6) return 'angry';
  if (sentiment < -0.15) return 'displeased';
  if (sentiment > 0.5) return 'pleased';
  return sentiment > 0.15 ? 'friendly' : 'neutral';
}

export function mount(root, context, first) {
  const s = {
    queue: first.query.get('queue') ?? '',
    status: first.query.get('status') ?? '',
    tickets: null,
    queues: {},
    error: null,
    held: [],
    id: first.args[0] ?? null,
    ticket: null,
    ticketError: null,
    waitingFor: null,
    editing: null,
    relabelling: false,
    busy: false,
    intents: new Set(),
  };
  let listStream;
  let ticketStream;
  const draw = eachFrame(() => render(page(), root));

  // --- List ---

  let asked = 0;
  async function load() {
    const mine = ++asked;
    try {
      const answer = await get('tickets', { site: context.site, queue: s.queue, status: s.status, limit: SHOWN });
      if (mine !== asked) return;
      s.tickets = answer.items;
      s.queues = answer.queues ?? {};
      s.held = [];
      s.error = null;
      s.tickets.forEach(remember);
      if (!s.id && s.tickets.length && innerWidth > 1100) open(s.tickets[0].ticketId, true);
    } catch (e) {
      s.error = e;
    }
    draw();
  }

  function remember(ticket) {
    if (ticket.intent) s.intents.add(ticket.intent);
    (ticket.alternatives ?? []).forEach((a) => s.intents.add(a.intent));
  }

  const fits = (t) => (!s.queue || t.queue === s.queue) && (!s.status || t.status === s.status) && (!context.site || t.site === context.site);

  /** New tickets wait while somebody points at or works in the list, so that nothing moves away under them. */
  function busyInList() {
    const list = root.querySelector('.list');
    return list && (list.matches(':hover') || list.contains(document.activeElement) || list.scrollTop > 20);
  }

  function take(ticket) {
    remember(ticket);
    if (ticket.ticketId === s.id && s.ticket) s.ticket = { ...s.ticket, ...ticket };
    const at = s.tickets?.findIndex((t) => t.ticketId === ticket.ticketId) ?? -1;
    if (at >= 0) {
      if (fits(ticket)) s.tickets[at] = ticket;
      else s.tickets.splice(at, 1);
    } else if (s.tickets && fits(ticket)) {
      s.held = [ticket, ...s.held.filter((t) => t.ticketId !== ticket.ticketId)].slice(0, SHOWN);
      if (!busyInList()) release();
    }
    draw();
  }

  function release() {
    s.tickets = [...s.held, ...s.tickets].slice(0, SHOWN);
    s.held = [];
    draw();
  }

  function choose() {
    context.go(s.id ? `support/${encodeURIComponent(s.id)}` : 'support', { queue: s.queue, status: s.status });
  }

  // --- One ticket ---

  const link = (id) => {
    const query = new URLSearchParams(Object.entries({ queue: s.queue, status: s.status }).filter(([, v]) => v)).toString();
    return `#/support/${encodeURIComponent(id)}${query ? `?${query}` : ''}`;
  };

  async function open(id, quietly = false) {
    Object.assign(s, { id, ticket: null, ticketError: null, editing: null, relabelling: false, busy: false });
    if (quietly) history.replaceState(null, '', link(id));
    ticketStream?.close();
    const asked = id;
    const show = (ticket) => {
      if (asked !== s.id) return;
      s.ticket = ticket;
      s.ticketError = null;
      if (s.waitingFor?.id === id) {
        s.waitingFor = { ...s.waitingFor, ms: s.waitingFor.ms ?? performance.now() - s.waitingFor.at };
      }
      remember(ticket);
      draw();
    };
    ticketStream = follow('triaged-tickets', { site: context.site, ticket: id }, { onData: show });
    draw();
    if (s.waitingFor?.id === id && !s.waitingFor.ms) return; // it is not there yet: the stream will bring it
    try {
      show(await get(`tickets/${encodeURIComponent(id)}`, { site: context.site }));
    } catch (e) {
      if (asked === s.id && !s.ticket) s.ticketError = e;
      draw();
    }
  }

  async function feedback(body, done) {
    const id = s.id;
    const before = (s.ticket.feedback ?? []).length;
    s.busy = true;
    draw();
    const went = await attempt(() => post(`tickets/${encodeURIComponent(id)}/feedback?site=${encodeURIComponent(context.site)}`, body), done);
    if (went) {
      s.editing = null;
      s.relabelling = false;
      for (const wait of FEEDBACK_POLLS_MS) {
        await new Promise((go) => setTimeout(go, wait));
        if (s.id !== id) return;
        try {
          const ticket = await get(`tickets/${encodeURIComponent(id)}`, { site: context.site });
          if (s.id !== id) return;
          s.ticket = ticket;
          const at = s.tickets?.findIndex((t) => t.ticketId === id) ?? -1;
          if (at >= 0) s.tickets[at] = ticket;
          if ((ticket.feedback ?? []).length > before) break;
        } catch {
          break; // what is shown stays; the connection's state says the rest
        }
      }
    }
    s.busy = false;
    draw();
  }

  async function write(event) {
    event.preventDefault();
    const form = event.target;
    const data = Object.fromEntries(new FormData(form));
    const ticketId = newId('ticket');
    const before = s.id;
    // The stream is opened first, so that the triage cannot come before somebody listens.
    s.waitingFor = { id: ticketId };
    open(ticketId);
    await Promise.race([ticketStream.opened, new Promise((go) => setTimeout(go, STREAM_WAIT_MS))]);
    s.waitingFor.at = performance.now();
    const went = await attempt(() =>
      post('events/support-events', {
        eventId: newId('console'),
        site: context.site || 'default',
        ticketId,
        kind: 'OPENED',
        channel: 'web',
        language: data.language,
        subject: data.subject || null,
        body: data.body,
        requesterEmail: data.email || null,
        visitorId: data.email ? null : newId('visitor'),
      }),
    );
    if (!went) {
      s.waitingFor = null;
      if (before) open(before);
      else s.id = null;
      return;
    }
    form.closest('dialog').close();
    form.reset();
    context.go(`support/${ticketId}`, { queue: s.queue, status: s.status });
  }

  // --- Drawing ---

  const entry = (t) => html`
    <li>
      <a href=${link(t.ticketId)} aria-current=${t.ticketId === s.id ? 'true' : nothing} data-ticket=${t.ticketId}>
        <span class="line"><b class="clip">${t.subject || t.text || t.ticketId}</b><span class="small soft nowrap" title=${time(t.eventTime)}>${ago(t.eventTime)}</span></span>
        <span class="line small">
          <span class="clip ${t.abstained ? 'soft' : ''}">${t.abstained ? intentOf(t) : words(intentOf(t))}</span>
          <span class="nowrap soft">${t.confidence ? percent(t.confidence) : nothing}</span>
        </span>
        <span class="row">
          ${priorityTag(t)}<span class="tag">${t.queue}</span>
          ${t.status && t.status !== 'open' ? html`<span class="tag ${STATE[t.status] ?? ''}">${t.status}</span>` : nothing}
        </span>
      </a>
    </li>`;

  function list() {
    if (s.error && !s.tickets) return failure(s.error, load);
    if (!s.tickets) return loading('tickets');
    if (!s.tickets.length) {
      return s.queue || s.status
        ? empty('No ticket here', 'No ticket in memory has this queue and status. Choose another, or all.')
        : empty('No tickets yet', 'Write one yourself, connect your desk, or start the simulated shop.', 'deploy/rapport demo');
    }
    return html`
      ${s.held.length ? html`<button type="button" class="held" @click=${release}>Show ${count(s.held.length)} new</button>` : nothing}
      <ul class="list">${repeat(s.tickets, (t) => t.ticketId, entry)}</ul>`;
  }

  function marked(text, reasons) {
    const top = Math.max(...reasons.map((r) => Math.abs(r.weight)), 1e-9);
    return highlight(text, reasons).map(({ text: part, weight }) => {
      if (!weight) return part;
      const strength = Math.abs(weight) / top > 0.66 ? 3 : Math.abs(weight) / top > 0.33 ? 2 : 1;
      const what = `${weight > 0 ? 'speaks for' : 'speaks against'} it with weight ${weight.toFixed(2)}`;
      return html`<mark class=${weight > 0 ? `w${strength}` : 'against'} title=${what}>${part}</mark>`;
    });
  }

  const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

  function why(t) {
    const rules = t.reasons.filter((r) => r.feature.startsWith('rule:'));
    const told = t.reasons.filter((r) => !r.feature.startsWith('rule:'));
    const top = Math.max(...told.map((r) => Math.abs(r.weight)), 1e-9);
    return html`
      <section class="panel">
        <header><h2>Why</h2><span class="small soft">deciding words, and the model’s other guesses; model ${t.modelVersion}</span></header>
        <div class="cols two pad">
          <div class="stack">
            ${told.length
              ? html`<ul class="weights">
                  ${told.map((r) => html`<li><b>${r.feature}</b><span class="clicks">${diverging(r.weight, top, 'bar')}</span><span class="num soft">${r.weight > 0 ? '+' : '−'}${Math.abs(r.weight).toFixed(2)}</span></li>`)}
                </ul>`
              : html`<p class="soft">No word decided: the model has learned too little yet.</p>`}
            ${rules.map((r) => html`<p class="small">${words(r.feature.slice(5))}</p>`)}
          </div>
          <ul class="weights">
            ${(t.alternatives ?? []).slice(0, 5).map((a) => html`<li><span>${words(a.intent)}</span>${bar(a.probability)}<span class="num soft">${finePercent(a.probability)}</span></li>`)}
          </ul>
        </div>
      </section>`;
  }

  function answer(t, a) {
    const mine = (t.feedback ?? []).filter((f) => f.answerId === a.answerId).at(-1);
    const said = { accept: 'accepted', reply: 'answered', reject: 'rejected' }[mine?.action];
    const over = s.busy || said || !may('desk') || ['accepted', 'answered', 'closed'].includes(t.status);
    if (s.editing === a.answerId) {
      return html`<form
        class="answer"
        @submit=${(e) => {
          e.preventDefault();
          feedback({ action: 'edit', answerId: a.answerId, text: new FormData(e.target).get('text') }, 'Answered with your words.');
        }}
      >
        <label class="field">Your answer<textarea name="text" required maxlength="20000" rows="6">${a.text}</textarea></label>
        <div class="row">
          <button class="primary" ?disabled=${s.busy}>Send this</button>
          <button type="button" @click=${() => ((s.editing = null), draw())}>Cancel</button>
        </div>
      </form>`;
    }
    return html`
      <article class="answer ${said ?? ''}" data-answer=${a.answerId}>
        <div class="row"><h3>${a.title}</h3><span class="tag">${percent(Math.min(1, a.score))} fit</span>${said ? html`<span class="tag ${STATE[said]}">${said}</span>` : nothing}</div>
        <p>${a.text}</p>
        <div class="row">
          <button type="button" class="primary" ?disabled=${over} @click=${() => feedback({ action: 'accept', answerId: a.answerId }, 'Accepted. The model learns from it.')}>Accept</button>
          <button type="button" ?disabled=${over} @click=${() => ((s.editing = a.answerId), draw())}>Edit</button>
          <button type="button" ?disabled=${over} @click=${() => feedback({ action: 'reject', answerId: a.answerId }, 'Rejected. The model learns from it.')}>Reject</button>
        </div>
      </article>`;
  }

  const relabelForm = (t) => html`
    <form
      class="row pad"
      @submit=${(e) => {
        e.preventDefault();
        const data = Object.fromEntries([...new FormData(e.target)].filter(([, v]) => v));
        feedback({ action: 'relabel', ...data }, 'Relabelled. The model learns from it.');
      }}
    >
      <label class="field">Intent<input name="label" required maxlength="200" list="intents" .value=${t.intent ?? ''} /></label>
      <datalist id="intents">${[...s.intents].sort().map((i) => html`<option value=${i}></option>`)}</datalist>
      <label class="field">Queue<input name="queue" maxlength="200" list="queues" placeholder="unchanged" /></label>
      <datalist id="queues">${Object.keys(s.queues).map((q) => html`<option value=${q}></option>`)}</datalist>
      <label class="field">Priority<select name="priority"><option value="">unchanged</option>${PRIORITIES.map((p) => html`<option>${p}</option>`)}</select></label>
      <button class="primary" ?disabled=${s.busy}>Relabel</button>
      <button type="button" @click=${() => ((s.relabelling = false), draw())}>Cancel</button>
    </form>`;

  function detail() {
    const waiting = s.waitingFor?.id === s.id ? s.waitingFor : null;
    if (!s.id) return html`<section class="panel">${empty('No ticket chosen', 'Choose a ticket on the left, or write one and see its triage.')}</section>`;
    if (s.ticketError) {
      return html`<section class="panel">${s.ticketError.status === 404
        ? empty('This ticket is not in memory', 'It has expired or was never triaged. Choose another from the list.')
        : failure(s.ticketError, () => open(s.id))}</section>`;
    }
    if (!s.ticket) {
      return html`<section class="panel" role="status">${waiting ? html`<p class="loading">Your ticket is sent. Waiting for its triage…</p>` : loading('the ticket')}</section>`;
    }
    const t = s.ticket;
    const latest = (t.feedback ?? []).at(-1);
    return html`
      <div class="stack" data-open=${t.ticketId}>
        <section class="panel">
          <header>
            <h2>${t.subject ? marked(t.subject, t.reasons ?? []) : 'Without a subject'}</h2>
            ${t.status ? html`<span class="tag ${STATE[t.status] ?? ''}" data-status=${t.status}>${t.status}</span>` : nothing}
            ${waiting?.ms ? html`<span class="small soft" role="status">triaged ${durationText(waiting.ms)} after you sent it</span>` : nothing}
            <span class="small soft end">${time(t.eventTime)}</span>
          </header>
          <p class="pad words">${marked(t.text ?? '', t.reasons ?? [])}</p>
          <dl class="facts pad">
            ${fact('Intent', t.abstained ? html`${t.intent ? `${words(t.intent)}?` : 'not known'} <span class="tag warn">a person decides</span>` : words(intentOf(t)))}
            ${fact('Confidence', html`${percent(t.confidence)} ${bar(t.confidence, 'thin')}`)}
            ${fact('Queue', t.queue)} ${fact('Priority', priorityTag(t))} ${fact('Tone', mood(t.sentiment))}
            ${t.customerId ? fact('Customer', html`<a href="#/customers/${encodeURIComponent(t.customerId)}">${t.customerId}</a>`) : nothing}
            ${t.language ? fact('Language', t.language) : nothing}
            ${Object.keys(t.redactions ?? {}).length ? fact('Redacted', Object.entries(t.redactions).map(([k, n]) => `${n} ${k}`).join(', ')) : nothing}
          </dl>
          ${s.relabelling
            ? relabelForm(t)
            : html`<div class="row pad">
                <button type="button" ?disabled=${s.busy || !may('desk')} title=${may('desk') ? nothing : needs('desk')} @click=${() => ((s.relabelling = true), draw())}>Relabel</button>
                ${latest ? html`<span class="small soft">Last action: ${{ accept: 'answer accepted', reply: 'answered in a person’s words', close: 'closed', reject: 'answer rejected', relabel: `relabelled as ${latest.label}` }[latest.action] ?? latest.action}, ${ago(latest.time)}</span>` : nothing}
              </div>`}
        </section>
        <section class="panel">
          <header><h2>Suggested answers</h2></header>
          ${(t.suggestions ?? []).length
            ? repeat(t.suggestions, (a) => a.answerId, (a) => answer(t, a))
            : html`<p class="pad soft">${t.status === 'open' ? 'No article of the knowledge base fits. Send articles to rapport.knowledge-articles.' : 'None: a person has answered already.'}</p>`}
        </section>
        ${why({ ...t, reasons: t.reasons ?? [] })}
      </div>`;
  }

  const option = (value, text, chosen) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`;

  const page = () => html`
    <div class="head">
      <h1>Support</h1>
      <span class="soft small">Tickets as they are triaged. Personal data is redacted before anything is stored.</span>
      <div class="actions"><button type="button" class="primary" ?disabled=${!may('desk', 'ingest')} title=${may('desk', 'ingest') ? nothing : needs('desk')} @click=${() => root.querySelector('dialog').showModal()}>Write a ticket</button></div>
    </div>
    <div class="cols desk">
      <section class="panel" aria-label="Tickets">
        <header>
          <select aria-label="Queue" @change=${(e) => ((s.queue = e.target.value), choose())}>
            ${option('', 'All queues', s.queue)}
            ${[...new Set([...Object.keys(s.queues), ...(s.queue ? [s.queue] : [])])].sort().map((q) => option(q, s.queues[q] === undefined ? q : `${q} (${count(s.queues[q])})`, s.queue))}
          </select>
          <select aria-label="Status" @change=${(e) => ((s.status = e.target.value), choose())}>
            ${option('', 'Any status', s.status)} ${STATUSES.map((x) => option(x, words(x), s.status))}
          </select>
        </header>
        ${list()}
      </section>
      ${detail()}
    </div>
    <dialog aria-labelledby="write">
      <form @submit=${write}>
        <h2 id="write">Write a ticket</h2>
        <label class="field">Subject<input name="subject" maxlength="300" placeholder="Where is my order?" /></label>
        <label class="field">Message<textarea name="body" required maxlength="20000" rows="6" placeholder="I ordered last week and the tracking link shows nothing."></textarea></label>
        <div class="row">
          <label class="field">Your e-mail (optional)<input name="email" type="email" maxlength="200" autocomplete="off" /></label>
          <label class="field">Language<select name="language"><option value="en">English</option><option value="de">German</option><option value="fr">French</option><option value="es">Spanish</option></select></label>
        </div>
        <div class="row">
          <button class="primary">Send</button>
          <button type="button" @click=${(e) => e.target.closest('dialog').close()}>Cancel</button>
        </div>
      </form>
    </dialog>`;

  listStream = follow('triaged-tickets', { site: context.site }, { onData: take, onGap: load });
  if (s.id) open(s.id);
  load();
  draw();
  const minute = setInterval(draw, 10_000); // "2 min ago" grows old
  const forget = context.onReturn(() => ((s.waitingFor = null), load(), s.id && open(s.id)));
  return {
    update(next) {
      const queue = next.query.get('queue') ?? '';
      const status = next.query.get('status') ?? '';
      const changed = queue !== s.queue || status !== s.status;
      Object.assign(s, { queue, status });
      const id = next.args[0] ?? null;
      if (id && id !== s.id) open(id);
      if (!id) s.id = null;
      if (changed) load();
      draw();
    },
    unmount() {
      clearInterval(minute);
      forget();
      draw.stop();
      listStream.close();
      ticketStream?.close();
    },
  };
}
