// How numbers, times and names are written. Everything here is a pure function of its arguments,
// but `ago`, which asks the clock.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compactForm = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const fineShare = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clockForm = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayForm = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export const NONE = '–';

const known = (x) => x !== null && x !== undefined && !Number.isNaN(Number(x));

export const count = (n) => (known(n) ? whole.format(n) : NONE);
export const compact = (n) => (!known(n) ? NONE : n < 10_000 ? whole.format(n) : compactForm.format(n));
export const percent = (x) => (known(x) ? share.format(x) : NONE);
export const finePercent = (x) => (known(x) ? fineShare.format(x) : NONE);

/** Events a second: one decimal only where it says something. */
export const rate = (n) => (!known(n) ? NONE : n > 0 && n < 10 ? n.toFixed(1) : whole.format(n));

/** Up to three significant digits, for figures of unknown size. */
export const figure = (n) =>
  !known(n) ? NONE : Math.abs(n) >= 1000 ? compactForm.format(n) : String(Number(Number(n).toPrecision(3)));

/** Milliseconds as a person reads them: {value, unit}. */
export function duration(ms) {
  if (!known(ms)) return { value: NONE, unit: '' };
  if (ms < 1000) return { value: ms < 10 ? ms.toFixed(1) : whole.format(ms), unit: 'ms' };
  if (ms < 60_000) return { value: (ms / 1000).toFixed(ms < 10_000 ? 2 : 1), unit: 's' };
  if (ms < 3_600_000) return { value: (ms / 60_000).toFixed(1), unit: 'min' };
  return { value: (ms / 3_600_000).toFixed(1), unit: 'h' };
}

export const durationText = (ms) => {
  const { value, unit } = duration(ms);
  return unit ? `${value} ${unit}` : value;
};

export function money(price, currency) {
  if (!known(price)) return '';
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency: currency || 'EUR' }).format(price);
  } catch {
    return `${Number(price).toFixed(2)} ${currency}`; // a currency code that does not exist
  }
}

/**
 * What a chart's values are: how they are written, the least span of their axis, the greatest
 * value there can be, and whether they are whole numbers.
 */
export const KINDS = {
  count: { text: compact, span: 1, whole: true },
  rate: { text: rate, span: 1 },
  share: { text: finePercent, span: 0.02, most: 1 },
  duration: { text: durationText, span: 1 },
  figure: { text: figure, span: 0.01 },
};

/** The time of day; with the date where it is not of the last 24 hours. */
export function time(iso) {
  if (!iso) return NONE;
  const t = new Date(iso);
  if (Number.isNaN(t.getTime())) return NONE;
  return Math.abs(Date.now() - t.getTime()) < 86_400_000 ? clockForm.format(t) : dayForm.format(t);
}

export function ago(iso) {
  const ms = Date.now() - new Date(iso).getTime();
  if (Number.isNaN(ms)) return NONE;
  if (ms < 5_000) return 'just now';
  if (ms < 90_000) return `${Math.round(ms / 1000)} s ago`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min ago`;
  if (ms < 129_600_000) return `${Math.round(ms / 3_600_000)} h ago`;
  return `${Math.round(ms / 86_400_000)} d ago`;
}

/** "dead-lettered", "ADD_TO_CART" -> "Dead lettered", "Add to cart". */
export function words(name) {
  if (!name) return NONE;
  const text = String(name).replace(/[-_]+/g, ' ').trim();
  const lower = text === text.toUpperCase() ? text.toLowerCase() : text;
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** The last level of a category path. */
export const leaf = (path) => (path ? path.split('/').pop() : '');

export const many = (n, one, more = `${one}s`) => `${count(n)} ${n === 1 ? one : more}`;
