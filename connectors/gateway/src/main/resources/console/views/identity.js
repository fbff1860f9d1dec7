// The person behind a customer id: its records, the links between them, and the golden record.
import { get, post } from '../api.js';
import { ago, finePercent, many, time, words } from '../format.js';
import { html, nothing } from '../html.js';
import { attempt } from '../parts.js';
import { may, needs } from '../session.js';

const PROVENANCE = { decision: 'decided', record: 'named by a record', match: 'alike', unknown: 'unknown' };

/** Tells the gateway what somebody decided; returns whether it was taken. */
export const decide = (site, decision, first, second, comment) =>
  attempt(
    () => post(`identity-decisions?site=${encodeURIComponent(site)}`, { decision, first, second, ...(comment ? { comment } : {}) }),
    { confirm: 'They become one person.', reject: 'They stay two persons.', undo: 'Taken back.' }[decision],
  );

/** The person of a customer id; null when no record of a person has it. */
export async function person(site, id) {
  try {
    return await get(`customers/${encodeURIComponent(id)}/identity`, { site });
  } catch (e) {
    if (e.status === 404) return null;
    throw e;
  }
}

/**
 * Panels of a person.
 *
 * @param identity what the gateway tells
 * @param done called after a decision
 */
export function panels(site, identity, done) {
  const judge = async (decision, pair) => {
    if (await decide(site, decision, pair.first, pair.second)) done();
  };
  const offer = (decision, label, pair) => html`
    <button type="button" class="plain" ?disabled=${!may('desk')} title=${may('desk') ? nothing : needs('desk')} @click=${() => judge(decision, pair)}>${label}</button>`;

  const member = (m) => html`
    <tr><th scope="row"><a href=${`#/customers/${encodeURIComponent(m.customerId)}`}>${m.customerId}</a></th><td>${m.source ?? '–'}</td><td class="soft nowrap">${time(m.firstSeen)}</td></tr>`;

  const link = (l) => html`
    <li>
      <p><b>${l.first}</b> and <b>${l.second}</b> <span class="tag">${PROVENANCE[l.provenance] ?? l.provenance}</span>
        <span class="small soft">${l.provenance === 'match' ? html`confidence ${finePercent(l.confidence)}, ` : nothing}since ${time(l.since)}</span></p>
      <p class="small">${l.explanation}</p>
      <div class="row">${offer('reject', 'Two persons', l)} ${l.provenance === 'decision' ? offer('undo', 'Take the decision back', l) : nothing}</div>
    </li>`;

  const conflict = (c) => html`
    <li>
      <p><b>${c.first}</b> and <b>${c.second}</b> <span class="tag warn">kept apart</span>
        <span class="small soft">${c.decidedBy ? `by ${c.decidedBy}, ` : nothing}${time(c.since)}</span></p>
      ${c.comment ? html`<p class="small">${c.comment}</p>` : nothing}
      <div class="row">${offer('undo', 'Take the decision back', c)}</div>
    </li>`;

  const field = (f) => html`
    <tr>
      <th scope="row">${words(f.role)}</th>
      <td>${f.value}</td>
      <td>${f.source ?? '–'}<span class="small soft"> · ${f.recordId}</span></td>
      <td class="small soft">${words(f.rule).toLowerCase()}${f.agreeing > 1 ? `, ${many(f.agreeing, 'record agrees', 'records agree')}` : nothing}</td>
      <td class="small soft nowrap">${ago(f.time)}</td>
    </tr>`;

  return html`
    <section class="panel" data-identity=${identity.customerId}>
      <header><h2>Identity</h2><span class="small soft">${identity.members.length > 1 ? `${many(identity.members.length, 'customer id')}, one person` : 'one record'}</span>
        <a class="small end" href="#/identities">pairs to review</a></header>
      <div class="scroll"><table><thead><tr><th>Customer id</th><th>Source</th><th>First seen</th></tr></thead><tbody>${identity.members.map(member)}</tbody></table></div>
      ${identity.links.length || identity.conflicts.length ? html`<ul class="links">${identity.links.map(link)}${identity.conflicts.map(conflict)}</ul>` : nothing}
    </section>
    <section class="panel">
      <header><h2>Golden record</h2><span class="small soft">the value that survives of each field, and the source it comes from</span></header>
      ${identity.fields.length
        ? html`<div class="scroll"><table><thead><tr><th>Field</th><th>Value</th><th>Source</th><th>Because</th><th>As of</th></tr></thead><tbody>${identity.fields.map(field)}</tbody></table></div>`
        : html`<p class="pad soft">No record tells a field of this person.</p>`}
    </section>`;
}
