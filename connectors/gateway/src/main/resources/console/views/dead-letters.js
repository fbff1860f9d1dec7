// Records that could not be used: the reason, the origin, and a replay.
import { get, post } from '../api.js';
import { count, many, time, words } from '../format.js';
import { html, nothing, render, repeat } from '../html.js';
import { follow } from '../live.js';
import { attempt, eachFrame, empty, failure, loading } from '../parts.js';
import { may, needs } from '../session.js';

const PAGE = 50;
const feed = (topic) => String(topic ?? '').replace(/^.*rapport\./, '');

export function mount(root, context, first) {
  const s = { letters: null, next: null, reasons: {}, reason: first.query.get('reason') ?? '', error: null, fresh: 0, open: first.args.join('/') || null, busy: new Set(), replayed: new Set() };
  const draw = eachFrame(() => render(page(), root));
  const idOf = (l) => `${l.partition}/${l.offset}`;

  async function load(after = null) {
    try {
      const answer = await get('dead-letters', { limit: PAGE, after, reason: s.reason });
      s.letters = after ? [...s.letters, ...answer.items] : answer.items;
      s.next = answer.next;
      s.reasons = answer.reasons ?? {};
      s.error = null;
      if (!after) s.fresh = 0;
    } catch (e) {
      s.error = e;
    }
    draw();
  }

  function choose(reason) {
    context.go('dead-letters', { reason: reason === s.reason ? '' : reason });
  }

  async function replay(l) {
    const id = idOf(l);
    s.busy.add(id);
    draw();
    const went = await attempt(() => post(`dead-letters/${id}/replay`, {}), `Sent again to ${l.topic}.`);
    if (went) s.replayed.add(id);
    s.busy.delete(id);
    draw();
  }

  const letter = (l) => {
    const id = idOf(l);
    const again = s.replayed.has(id);
    return html`
      <li>
        <details ?open=${s.open === id}>
          <summary>
            <span class="soft nowrap">${time(l.time)}</span><b class="clip">${words(l.reason)}</b>
            <span class="feed clip">${feed(l.topic)} <span class="soft">· ${l.stage}</span></span>
            <span class="detail soft clip">${l.detail ?? nothing}</span>
            ${again ? html`<span class="tag good">sent again</span>` : html`<span></span>`}
          </summary>
          <div class="inside">
            <p>${l.detail ?? 'No details are known.'}</p>
            <p class="small soft">
              From <code>${l.origin}</code>, ${l.payloadBytes === null ? 'without a value' : many(l.payloadBytes, 'byte')}. The record itself may hold personal data and is not shown here; it is kept in
              <code>rapport.dead-letters</code>, partition ${l.partition}, offset ${l.offset}.
            </p>
            <div class="row">
              <button type="button" ?disabled=${again || l.replayable === false || s.busy.has(id) || !may()} title=${may() ? nothing : needs('admin')} @click=${() => replay(l)}>Replay</button>
              <span class="small soft">${l.replayable === false ? 'The record came from a file, or was too large to keep: send it from its source again.' : 'Sends the record to its topic again, byte for byte. Repair the cause first.'}</span>
            </div>
          </div>
        </details>
      </li>`;
  };

  function body() {
    if (s.error && !s.letters) return failure(s.error, () => load());
    if (!s.letters) return loading('dead letters');
    if (!s.letters.length) {
      return s.reason
        ? empty('No dead letter has this reason', 'Choose another reason, or all.')
        : empty('No dead letters', 'Every record so far could be used. The simulated shop sends bad records on purpose; without it, this list stays empty as long as producers keep to the contracts.');
    }
    return html`
      <ul class="letters">${repeat(s.letters, idOf, letter)}</ul>
      ${s.next ? html`<div class="pager"><button type="button" @click=${() => load(s.next)}>Older</button></div>` : nothing}`;
  }

  const page = () => html`
    <div class="head">
      <h1>Dead letters</h1>
      <span class="soft small">Records that could not be used, each with its reason. None is lost: repair the cause and replay.</span>
      ${s.fresh ? html`<div class="actions"><button type="button" @click=${() => load()}>Show ${count(s.fresh)} new</button></div>` : nothing}
    </div>
    <div class="stack">
      ${Object.keys(s.reasons).length
        ? html`<div class="chips" role="group" aria-label="Reasons">
            ${Object.entries(s.reasons).sort((a, b) => b[1] - a[1]).map(([reason, n]) => html`<button type="button" aria-pressed=${reason === s.reason} @click=${() => choose(reason)}>${words(reason)} <span class="soft">${count(n)}</span></button>`)}
          </div>`
        : nothing}
      <section class="panel">${body()}</section>
    </div>`;

  draw();
  load();
  const stream = follow('dead-letters', {}, {
    onData: () => {
      s.fresh++;
      if (s.letters && !s.letters.length) load();
      draw();
    },
    onGap: () => load(),
  });
  const forget = context.onReturn(() => load());
  return {
    update(next) {
      s.reason = next.query.get('reason') ?? '';
      s.open = next.args.join('/') || null;
      load();
    },
    unmount() {
      forget();
      draw.stop();
      stream.close();
    },
  };
}
