// Finds names by their words as they are typed: complete, begun, misspelt or spelt another way.
// The files are those of whodex/render/lookup.py; each is loaded when a query first needs it.

import SearchableMap from "./vendor/searchable-map.js";

const root = new URL("../data/", import.meta.url);
const FOLDERS = ["people", "organizations", "places"];
export const KINDS = ["Person", "Organization", "Place"];
const SHARDS = 6; // loaded for one query at most
const LIKELIEST = 30; // readings of a word whose shards are considered
const PREFIXED = 400; // words that a beginning may lead to

const loaded = new Map();
export function file(name) {
  if (!loaded.has(name)) {
    const asked = fetch(new URL(name, root)).then((got) => got.ok ? got.json() : Promise.reject(new Error(got.status)));
    asked.catch(() => loaded.delete(name));
    loaded.set(name, asked);
  }
  return loaded.get(name);
}

const PLAIN = { ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", æ: "ae", œ: "oe", ß: "ss" };

// As `words` in lookup.py does it, there for names, here for names and what is typed.
export function words(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/[\p{M}'’‘ʼʿʾ`]/gu, "").replace(/[øłđðıæœß]/g, (c) => PLAIN[c]);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
const joined = (list) => list.slice(1).flatMap((word, i) => list[i].length <= 3 ? [list[i] + word] : []);

// What remains of a word however it was put into Latin letters: Qaddafi and Gadhafi, Jamal and
// Gamal, Yehiya and Yahya agree.
const sounded = new Map();
function sound(word) {
  if (!sounded.has(word)) sounded.set(word, soundOf(word));
  return sounded.get(word);
}
const soundOf = (word) => word
  .replace(/ph/g, "f").replace(/v/g, "f")
  .replace(/t?sch|tch|[cs]h|[sc]z|t[sz]|zh|z/g, "s")
  .replace(/dj|dzh|j|[gkc]h|ck|[gqcx]/g, "k")
  .replace(/([dt])h/g, "$1")
  .replace(/h/g, "")
  .replace(/(.)\1+/g, "$1")
  .replace(/[aeiouyw]+/g, "a")
  .replace(/(?<=.)a$/, "");

let index;
async function vocabulary() {
  index ??= file("names/top.json").then(async ({ complete, names }) => {
    const rows = names.map(row);
    if (complete) {
      const own = lexicon([...new Set(rows.flatMap((one) => one.own))]);
      return { rows, shards: new Set(), lexicons: async () => [own] };
    }
    const { shards, groups } = await file("names/words.json");
    const group = (n) => (grouped[n] ??= file(`names/words-${n}.json`).then((text) => lexicon(unpacked(text))));
    const grouped = [];
    const lexicons = (word, far) => {
      const own = groups.indexOf(word[0]);
      const all = [...groups, ""].map((_, n) => n);
      return Promise.all((far ? all : [all.at(own)]).map(group));
    };
    return { rows, shards: new Set(shards), lexicons };
  });
  index.catch(() => (index = undefined));
  return index;
}

const lexicon = (list) => ({ list, map: SearchableMap.from(list.map((word) => [word, word])) });

// The words of names that sound like a typed one; all are listened to when the first is misspelt.
function soundingLike(lexicon, typed) {
  if (!lexicon.sounds) {
    lexicon.sounds = new Map();
    for (const word of lexicon.list) {
      const key = sound(word);
      if (lexicon.sounds.has(key)) lexicon.sounds.get(key).push(word);
      else lexicon.sounds.set(key, [word]);
    }
  }
  return lexicon.sounds.get(sound(typed)) ?? [];
}

function unpacked(text) {
  let before = "";
  return text.split(" ").map((part) => (before = before.slice(0, part[0]) + part.slice(1)));
}

function row([folder, id, name, forms, about, near, articles, label]) {
  const own = new Set();
  for (const form of [name, ...forms]) {
    const list = words(form);
    for (const word of [...list, ...joined(list)]) own.add(word);
  }
  return { kind: KINDS[folder], address: `${FOLDERS[folder]}/${id}/`, name, about, articles,
    label: label || name, own: [...own], first: words(name), beside: words([about, ...near].join(" ")) };
}

// How many keys were hit wrongly: a letter too many, too few, another one, or two exchanged.
// Optimal string alignment, https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
function slips(a, b) {
  let before = [], last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const line = [i];
    for (let j = 1; j <= b.length; j++) {
      line[j] = Math.min(last[j] + 1, line[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) line[j] = Math.min(line[j], before[j - 2] + 1);
    }
    [before, last] = [last, line];
  }
  return last[b.length];
}

// How alike two words are, below 1; half of what differs counts where they sound alike.
function alike(typed, word) {
  const part = sound(typed) === sound(word) ? 0.5 : 1;
  return 0.98 - part * slips(typed, word) / Math.max(typed.length, word.length);
}

// The words of names that a typed word may stand for, from 1 (the same) down.
function readings(lexicons, typed) {
  const found = new Map();
  const put = (word, quality) => quality > (found.get(word) ?? 0) && found.set(word, quality);
  const known = lexicons.some(({ map }) => map.has(typed));
  for (const lexicon of lexicons) {
    const { map } = lexicon;
    let begun = 0;
    for (const word of map.atPrefix(typed).keys()) {
      put(word, word === typed ? 1 : 0.9 + 0.09 * typed.length / word.length);
      if (++begun === PREFIXED) break;
    }
    if (typed.length < 3) continue;
    for (const word of known ? [] : soundingLike(lexicon, typed)) if (word.length > 2) put(word, Math.max(0.7, alike(typed, word)));
    const most = typed.length < 5 ? 1 : typed.length < 6 ? 2 : 3;
    for (const word of map.fuzzyGet(typed, most).keys()) put(word, alike(typed, word));
  }
  return new Map([...found].filter(([, quality]) => quality >= 0.5).sort(([, a], [, b]) => b - a));
}

// A word that stands for nothing, cut in two where one part is a word of names: a missed space.
function spaced(lexicons, typed) {
  if (typed.length < 7 || readings(lexicons, typed).size) return [typed];
  const known = (part) => lexicons.some(({ map }) => map.has(part));
  for (let n = 3; n <= typed.length - 3; n++) {
    const parts = [typed.slice(0, n), typed.slice(n)];
    if (parts.some(known) && parts.every((part) => readings(lexicons, part).size)) return parts;
  }
  return [typed];
}

const shardOf = (word, shards) => {
  for (let n = word.length; n; n--) if (shards.has(word.slice(0, n))) return word.slice(0, n);
};
const fileOf = (prefix) => `names/-${[...prefix].map((c) =>
  c.codePointAt() < 128 ? c : `_${c.codePointAt().toString(16)}`).join("")}.json`;

// The names that a query may mean, best first, each with its score. In a large collection a word's
// first letter is taken to be right, unless `far` says to look further.
export async function find(query, far) {
  const known = await vocabulary();
  const given = words(query);
  if (!given.length) return known.rows;
  const lexicons = new Map();
  const look = async (word) => lexicons.set(word, await known.lexicons(word, far));
  await Promise.all([...given, ...joined(given)].map(look));
  const typed = given.flatMap((word) => spaced(lexicons.get(word), word));
  const pairs = joined(typed);
  await Promise.all([...typed, ...pairs].map(look));
  const read = new Map([...typed, ...pairs].map((word) => [word, readings(lexicons.get(word), word)]));
  const rows = new Map(known.rows.map((one) => [one.address, one]));
  for (const shard of await Promise.all(needed(known, read).map(fileOf).map(file))) {
    for (const each of shard) {
      const one = each.row ??= row(each);
      rows.set(one.address, one);
    }
  }
  const found = [];
  for (const one of rows.values()) {
    const score = Math.max(scored(one, typed, read), pairs.length ? scored(one, together(typed), read) : 0);
    if (score) found.push({ ...one, score });
  }
  found.sort((a, b) => b.score - a.score || b.articles - a.articles || a.name.localeCompare(b.name));
  const best = found[0]?.score ?? 0;
  return found.filter(({ score }) => score > best - 0.35);
}

// The query with each short word drawn to the next: "ben gvir" as "bengvir".
function together(typed) {
  const list = [];
  for (let i = 0; i < typed.length; i++) {
    if (typed[i].length <= 3 && i + 1 < typed.length) list.push(typed[i] + typed[++i]);
    else list.push(typed[i]);
  }
  return list;
}

// The shards of the most likely readings; long words tell more than short ones.
function needed({ shards }, read) {
  if (!shards.size) return [];
  const wanted = [...read].flatMap(([typed, found]) => {
    const [best] = found.values();
    const likely = [...found].filter(([, quality]) => quality > best - 0.12).slice(0, LIKELIEST);
    return likely.map(([word, quality]) => [shardOf(word, shards), quality + Math.min(typed.length, 6) / 20]);
  });
  wanted.sort(([, a], [, b]) => b - a);
  return [...new Set(wanted.map(([shard]) => shard).filter(Boolean))].slice(0, SHARDS);
}

// With one word found, another may be further off.
function nearest(word, own) {
  const best = Math.max(...own.map((mine) => alike(word, mine)));
  return best >= 0.4 ? best : 0;
}

// How well a name fits: each typed word counts by its length, words beside the name half.
function scored({ own, first, beside, articles }, typed, read) {
  const qualities = typed.map((word) => Math.max(0, ...own.map((mine) => read.get(word)?.get(mine) ?? 0)));
  if (Math.max(...qualities) < 0.5) return 0;
  let sum = 0, all = 0, missed = 0;
  typed.forEach((word, i) => {
    const weight = Math.min(word.length, 6);
    const quality = Math.max(qualities[i] || nearest(word, own), begins(word, beside) ? 0.5 : 0);
    if (!quality) missed++;
    sum += weight * quality;
    all += weight;
  });
  const score = sum / all;
  if (score < 0.45 || missed > typed.length / 3) return 0;
  // Of equal ones, who stands in more articles, and whose name has no word too many.
  const spare = Math.max(0, first.length - typed.length);
  return score + Math.min(0.05, Math.log2(1 + articles) / 200) - Math.min(spare, 3) / 200;
}

const begins = (typed, list) => list.some((word) => word === typed || (typed.length > 2 && word.startsWith(typed)));

// The file of what a speaker said, as `bucket` in lookup.py has it: FNV-1a.
export function bucket(label) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(label)) value = Math.imul(value ^ byte, 0x01000193);
  return (value >>> 0) % 256;
}
