// The deciding words of a text, as parts of the text: [{text, weight}], weight 0 for the rest.

const LETTER = /[\p{L}\p{N}]/u;

/** Positions of the words of a text: runs of letters and digits, apostrophes inside included. */
function wordsOf(text) {
  const words = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*/gu)) {
    words.push({ from: match.index, to: match.index + match[0].length, word: match[0].normalize('NFKC').toLowerCase() });
  }
  return words;
}

/**
 * A feature is one word or a run of words as the classifier names them: lower case, joined by a
 * blank. Where features overlap, the stronger one wins.
 *
 * @param reasons [{feature, weight}]
 */
export function highlight(text, reasons) {
  const words = wordsOf(text);
  const weights = new Float64Array(words.length);
  for (const { feature, weight } of reasons) {
    if (feature.startsWith('rule:')) continue;
    const run = wordsOf(feature).map((w) => w.word);
    if (!run.length) continue;
    for (let i = 0; i + run.length <= words.length; i++) {
      if (!run.every((word, j) => words[i + j].word === word)) continue;
      for (let j = i; j < i + run.length; j++) {
        if (Math.abs(weight) > Math.abs(weights[j])) weights[j] = weight;
      }
    }
  }
  const parts = [];
  let end = 0;
  for (let i = 0; i < words.length; i++) {
    if (!weights[i]) continue;
    let last = i;
    while (last + 1 < words.length && weights[last + 1] === weights[i] && !LETTER.test(text.slice(words[last].to, words[last + 1].from))) last++;
    if (words[i].from > end) parts.push({ text: text.slice(end, words[i].from), weight: 0 });
    parts.push({ text: text.slice(words[i].from, words[last].to), weight: weights[i] });
    end = words[last].to;
    i = last;
  }
  if (end < text.length) parts.push({ text: text.slice(end), weight: 0 });
  return parts;
}
