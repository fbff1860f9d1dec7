// Items have no pictures here. A sign stands for the category: its colour for the first level of the
// path, its figure for the whole path.
import { html, svg } from '../html.js';

const FIGURES = [
  svg`<circle cx="13" cy="13" r="8" />`,
  svg`<rect x="5" y="5" width="16" height="16" rx="2" />`,
  svg`<path d="M13 4l9 17H4Z" />`,
  svg`<path d="M4 9c4-6 14 14 18 8M4 17c4-6 14 14 18 8" transform="translate(0 -4)" />`,
  svg`<path d="M5 20L13 6l8 14M9 20l4-7 4 7" />`,
  svg`<path d="M13 4v18M4 13h18" /><circle cx="13" cy="13" r="5" />`,
  svg`<path d="M5 8h16M5 13h16M5 18h16" />`,
  svg`<path d="M13 4l9 9-9 9-9-9Z" />`,
];

/** 0 to 7. */
function hash(text) {
  // FNV's step, and Knuth's multiplicative hash for the high bits.
  let h = 0;
  for (const c of text) h = Math.imul(h ^ c.codePointAt(0), 0x01000193);
  return Math.imul(h, 0x9e3779b1) >>> 29;
}

export function tile(category) {
  const path = category ?? '';
  return html`<i class="tile s${hash(path.split('/')[0])}" aria-hidden="true"><svg viewBox="0 0 26 26">${FIGURES[hash(path)]}</svg></i>`;
}
