// Finds names by their words as they are typed: complete, begun, misspelt or spelt another way.
// The files are those of whodex/render/lookup.py; each is loaded when a query first needs it.

const root = new URL("../data/", import.meta.url);
const SHARDS = 6; // loaded for one query at most
const LIKELIEST = 30; // readings of a word whose shards are considered
const PREFIXED = 400; // words that a beginning may lead to

const loaded = new Map();
function file(name) {
  if (!loaded.has(name)) {
    const asked = fetch(new URL(name, root)).then((got) => got.ok ? got.json() : Promise.reject(new Error(got.status)));
    asked.catch(() => loaded.delete(name));
    loaded.set(name, asked);
  }
  return loaded.get(name);
}

// What is typed, taken apart by the rules by which the build took the names apart: once these are
// loaded, with the first query.
let rules;
export function words(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const plain = [...bare].map((letter) => rules.plain[letter] ?? letter).join("");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
const short = (word) => word.length <= rules.short;
const joined = (list) => list.slice(1).flatMap((word, i) => short(list[i]) ? [list[i] + word] : []);

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

// Whether any article has tags to filter by.
export const tagged = async () => (await file("names/top.json")).tagged;

let index;
async function vocabulary() {
  index ??= file("names/top.json").then(async (top) => {
    rules = top.rules;
    const rows = top.names.map(row);
    if (top.complete) {
      const own = lexicon([...new Set(rows.flatMap((one) => one.own))]);
      return { rows, shards: {}, lexicons: async () => [own] };
    }
    const { shards, groups } = await file("names/words.json");
    const group = (n) => (grouped[n] ??= file(`names/words-${n}.json`).then((text) => lexicon(unpacked(text))));
    const grouped = [];
    const lexicons = (word, far) => {
      const own = groups.indexOf(word[0]);
      const all = [...groups, ""].map((_, n) => n);
      return Promise.all((far ? all : [all.at(own)]).map(group));
    };
    return { rows, shards, lexicons };
  });
  index.catch(() => (index = undefined));
  return index;
}

// Words in order: those that begin alike stand together, as in a tree of their letters.
const lexicon = (list) => ({ list: list.sort(), all: new Set(list) });

// Where, between two places of an ordered list, the first word stands of which something isn't so.
function firstNot(list, from, to, so) {
  while (from < to) {
    const middle = (from + to) >> 1;
    if (so(list[middle])) from = middle + 1;
    else to = middle;
  }
  return from;
}

// The words that begin as typed; of very many the shortest, which it fits best.
function begun({ list }, typed) {
  const from = firstNot(list, 0, list.length, (word) => word < typed);
  const to = firstNot(list, from, list.length, (word) => word.startsWith(typed));
  return list.slice(from, to).sort((a, b) => a.length - b.length).slice(0, PREFIXED);
}

// The words that are at most so many letters from a typed one. A beginning is compared once for
// all words that have it, and none of them further when it is too far already.
// Levenshtein distance, https://en.wikipedia.org/wiki/Levenshtein_distance
function near({ list }, typed, most) {
  const found = [];
  const look = (from, to, n, above) => {
    if (list[from].length === n && above[typed.length] <= most) found.push(list[from]);
    for (let at = from + (list[from].length === n); at < to;) {
      const letter = list[at][n];
      const end = firstNot(list, at, to, (word) => word[n] === letter);
      const line = [n + 1];
      let least = n + 1;
      for (let j = 1; j <= typed.length; j++) {
        line[j] = Math.min(above[j] + 1, line[j - 1] + 1, above[j - 1] + (letter !== typed[j - 1]));
        if (line[j] < least) least = line[j];
      }
      if (least <= most) look(at, end, n + 1, line);
      at = end;
    }
  };
  if (list.length) look(0, list.length, 0, Array.from({ length: typed.length + 1 }, (_, j) => j));
  return found;
}

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

function row([n, id, name, forms, about, near, articles, label]) {
  const [kind, folder] = rules.kinds[n];
  const own = new Set();
  for (const form of [name, ...forms]) {
    const list = words(form);
    for (const word of [...list, ...joined(list)]) own.add(word);
  }
  return { kind, address: `${folder}/${id}/`, name, about, articles,
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
  const known = lexicons.some(({ all }) => all.has(typed));
  for (const lexicon of lexicons) {
    for (const word of begun(lexicon, typed)) put(word, word === typed ? 1 : 0.9 + 0.09 * typed.length / word.length);
    if (typed.length < 3) continue;
    for (const word of known ? [] : soundingLike(lexicon, typed)) if (word.length > 2) put(word, Math.max(0.7, alike(typed, word)));
    const most = typed.length < 5 ? 1 : typed.length < 6 ? 2 : 3;
    for (const word of near(lexicon, typed, most)) put(word, alike(typed, word));
  }
  return new Map([...found].filter(([, quality]) => quality >= 0.5).sort(([, a], [, b]) => b - a));
}

// A word that stands for nothing, cut in two where one part is a word of names: a missed space.
function spaced(lexicons, typed) {
  if (typed.length < 7 || readings(lexicons, typed).size) return [typed];
  const known = (part) => lexicons.some(({ all }) => all.has(part));
  for (let n = 3; n <= typed.length - 3; n++) {
    const parts = [typed.slice(0, n), typed.slice(n)];
    if (parts.some(known) && parts.every((part) => readings(lexicons, part).size)) return parts;
  }
  return [typed];
}

// The file that holds what begins as a word does.
const shardOf = (word, shards) => {
  for (let n = word.length; n >= 0; n--) {
    const beginning = word.slice(0, n);
    if (Object.hasOwn(shards, beginning)) return shards[beginning];
  }
};

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
  for (const shard of await Promise.all(needed(known, read).map((name) => file(`names/${name}.json`)))) {
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
    if (short(typed[i]) && i + 1 < typed.length) list.push(typed[i] + typed[++i]);
    else list.push(typed[i]);
  }
  return list;
}

// The shards of the most likely readings; long words tell more than short ones.
function needed({ shards }, read) {
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

// What somebody said: words, address, paragraph, title, source, date of each quote.
export async function said(speaker) {
  const [name] = await Promise.all([file("said/files.json").then((files) => shardOf(speaker, files)), vocabulary()]);
  return name ? (await file(`said/${name}.json`))[speaker] ?? [] : [];
}
