// The page around the views: navigation by hash, connection, theme, and the overview that every
// view may read.
import { get, onUnknown } from './api.js';
import { recolour } from './chart.js';
import { compact, many } from './format.js';
import { html, nothing, render } from './html.js';
import { connection, follow, onConnection } from './live.js';
import { attempt, eachFrame } from './parts.js';
import { isKnown, learnSession, logOut, session } from './session.js';
import * as customers from './views/customers.js';
import * as deadLetters from './views/dead-letters.js';
import * as identities from './views/identities.js';
import * as login from './views/login.js';
import * as overview from './views/overview.js';
import * as quality from './views/quality.js';
import * as segments from './views/segments.js';
import * as shop from './views/shop.js';
import * as support from './views/support.js';

const VIEWS = [
  { path: 'overview', name: 'Overview', view: overview },
  { path: 'shop', name: 'Shop', view: shop },
  { path: 'support', name: 'Support', view: support },
  { path: 'customers', name: 'Customers', view: customers },
  { path: 'identities', name: 'Identities', view: identities },
  { path: 'segments', name: 'Segments', view: segments },
  { path: 'quality', name: 'Quality', view: quality },
  { path: 'dead-letters', name: 'Dead letters', view: deadLetters },
];

/** Seconds of overview kept for the charts. */
const HISTORY = 300;
/** The gateway sends the overview every second. */
const SILENCE_MS = 15_000;
const RETRY_MS = 1_000;

const main = document.getElementById('main');
const shell = document.getElementById('shell');

const remembered = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage may be forbidden; the page works without
  }
};
const remember = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // see above
  }
};

// --- What every view may use ------------------------------------------------------------------

const watchers = new Set();
const context = {
  site: '',
  sites: [],
  history: [],
  get overview() {
    return context.history.at(-1) ?? null;
  },
  /** Calls back at each new overview until the returned function is called. */
  watch(callback) {
    watchers.add(callback);
    return () => watchers.delete(callback);
  },
  /** Calls back when a lost connection is there again: time to ask for lists anew. */
  onReturn(callback) {
    returns.add(callback);
    return () => returns.delete(callback);
  },
  remembered,
  remember,
  go(path, params = {}) {
    const query = new URLSearchParams(Object.entries(params).filter(([, v]) => v)).toString();
    location.hash = `#/${path}${query ? `?${query}` : ''}`;
  },
};

// --- Navigation --------------------------------------------------------------------------------

let current = null;
let mounted = null;

function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...args] = path.split('/').map(decodeURIComponent);
  const entry = VIEWS.find((v) => v.path === name) ?? VIEWS[0];
  return { entry, args, query: new URLSearchParams(query) };
}

function leave() {
  mounted?.unmount?.();
  render(nothing, main);
}

function navigate() {
  if (current && location.hash && !location.hash.startsWith('#/')) return; // an anchor, no view
  const next = route();
  document.title = `${next.entry.name} · Rapport`;
  if (current === next.entry && mounted?.update) {
    mounted.update(next);
    return;
  }
  const first = current === null;
  leave();
  current = next.entry;
  drawShell();
  mounted = next.entry.view.mount(main, context, next);
  if (!first) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

// --- Shell -------------------------------------------------------------------------------------

const mark = html`
  <svg viewBox="0 0 34 26" fill="none" stroke-width="3" stroke-linecap="round" aria-hidden="true">
    <path class="clicks" stroke="currentColor" d="M2 4C13 4 14 13 23 13" />
    <path class="purchases" stroke="currentColor" d="M2 13H23" />
    <path class="support" stroke="currentColor" d="M2 22C13 22 14 13 23 13" />
    <circle class="ink" cx="27" cy="13" r="4" fill="currentColor" />
  </svg>`;

const STATES = { live: 'Live', connecting: 'Connecting', reconnecting: 'Reconnecting' };
const THEMES = { '': 'auto', light: 'light', dark: 'dark' };

let theme = remembered('rapport.theme') ?? '';

function applyTheme() {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  recolour();
}

function nextTheme() {
  const names = Object.keys(THEMES);
  theme = names[(names.indexOf(theme) + 1) % names.length];
  remember('rapport.theme', theme);
  applyTheme();
  drawShell();
}

/** Distinct things in the gateway's memory, of the site shown; a lower bound where some were evicted. */
function known(name) {
  const { total = 0, bySite = {}, complete = true } = context.overview?.known?.[name] ?? {};
  const number = context.site ? bySite[context.site] : total;
  return { number, complete };
}

const BADGES = {
  support: () => ({ ...known('tickets'), noun: 'triaged ticket' }),
  customers: () => ({ ...known('customers'), noun: 'customer with a profile', more: 'customers with a profile' }),
  'dead-letters': () => ({ number: context.overview?.products?.deadLetters?.total, complete: true, noun: 'dead letter' }),
};

function badge(path) {
  const { number, complete, noun, more } = BADGES[path]?.() ?? {};
  if (!number) return nothing;
  const title = `${complete ? '' : 'At least '}${many(number, noun, more)}`;
  return html`<span class="count" title=${title}>${compact(number)}${complete ? '' : '+'}</span>`;
}

const drawShell = eachFrame(() => {
  render(
    html`
      <a class="brand" href="#/overview">${mark}<b>Rapport</b></a>
      <nav aria-label="Views">
        <ul>
          ${VIEWS.filter((v) => isKnown() && (v.view !== deadLetters || session.allSites)).map(
            (v) => html`<li>
              <a href="#/${v.path}" aria-current=${v === current ? 'page' : nothing}><span>${v.name}</span>${badge(v.path)}</a>
            </li>`,
          )}
        </ul>
      </nav>
      <div class="foot">
        ${context.sites.length > 1
          ? html`<label class="field site">Site
              <select @change=${(e) => chooseSite(e.target.value)}>
                ${context.sites.map((s) => html`<option ?selected=${s === context.site}>${s}</option>`)}
              </select></label>`
          : nothing}
        ${who()}
        <div class="row">
          <span class="pill" role="status" data-state=${connection.state} title=${connection.reason || nothing}>${STATES[connection.state]}</span>
          <button type="button" class="plain small" @click=${nextTheme} aria-label="Theme: ${THEMES[theme]}. Change it.">
            ${theme === 'dark' ? '☾' : theme === 'light' ? '☀' : '◐'} ${THEMES[theme]}
          </button>
        </div>
      </div>`,
    shell,
  );
});

/** Who is logged in, or that nobody has to be. */
function who() {
  if (session.open) {
    return html`<p class="who small soft" title="No keys are set up: whoever reaches this address may do everything. deploy/rapport keys create changes that.">Open: no keys are asked for</p>`;
  }
  if (!isKnown()) return nothing;
  return html`<div class="row who">
    <span class="clip small" title=${`Key ${session.id}`}>${session.label || session.id} <span class="soft">${session.roles.join(', ')}</span></span>
    <button type="button" class="plain small" @click=${() => attempt(logOut).then((went) => went && location.reload())}>Log out</button>
  </div>`;
}

function chooseSite(site) {
  context.site = site;
  remember('rapport.site', site);
  if (current === null) return; // The first view is still to come, and will be of this site.
  leave();
  mounted = current.view.mount(main, context, route());
}

/** Why the page stands still, above whatever view is open. */
const banner = document.getElementById('banner');
const returns = new Set();

let broken;
let lost = false;
onConnection((now) => {
  drawShell();
  clearTimeout(broken);
  if (now.state !== 'reconnecting') {
    banner.hidden = true;
    if (lost && now.state === 'live') {
      lost = false;
      returned();
    }
    return;
  }
  lost = true;
  broken = setTimeout(() => {
    banner.hidden = false;
    banner.textContent = `Reconnecting. ${now.reason} The page shows the last known state and will go on by itself.`;
  }, 700);
});

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the hash is the view's
  main.focus();
});

// --- Start -------------------------------------------------------------------------------------

function learn(overviewNow) {
  context.history.push(overviewNow);
  if (context.history.length > HISTORY) context.history.shift();
  watchers.forEach((tell) => tell(overviewNow));
  drawShell();
}

async function learnSites() {
  try {
    const { items } = await get('sites');
    context.sites = (items ?? []).map((s) => s.site ?? s);
  } catch {
    // Not reachable, which the streams say; or not ready yet, which they do not.
    setTimeout(returned, RETRY_MS);
    return false;
  }
  const wanted = context.site || remembered('rapport.site');
  context.site = context.sites.includes(wanted) ? wanted : (context.sites[0] ?? '');
  drawShell();
  return true;
}

async function returned() {
  if (await learnSites()) returns.forEach((tell) => tell());
}

/** The page begins anew at the login; the view stays in the address's hash. */
onUnknown(() => {
  if (isKnown()) location.reload();
});

async function start() {
  applyTheme();
  drawShell();
  try {
    await learnSession();
  } catch (e) {
    setTimeout(start, RETRY_MS);
    banner.hidden = false;
    banner.textContent = `${e.message} The page will go on by itself.`;
    return;
  }
  banner.hidden = true;
  if (isKnown()) {
    await run();
  } else {
    document.title = 'Log in · Rapport';
    login.mount(main, () => {
      render(nothing, main);
      run();
    });
  }
}

async function run() {
  drawShell();
  await learnSites();
  try {
    const past = await get('overview/history');
    context.history.push(...(past.items ?? []).slice(-HISTORY));
  } catch {
    // The charts then begin now.
  }
  addEventListener('hashchange', navigate);
  navigate();
  follow('overview', {}, { onData: learn, silenceMs: SILENCE_MS });
}

start();
