// The search in the header of every page: names first, then passages of articles.
// Pagefind finds the passages, names.js the names; nothing of them is loaded before someone
// searches. All text is put in as text.

const root = new URL("../", import.meta.url);

// All articles, as a query. Without one Pagefind would load all of its index; this character is
// white space to Pagefind and none to a browser.
const ALL = "\x85";

// The index of the newest articles and, where there are more, that of the older ones. The second
// one uses the program that the first one has loaded.
let loading;
function indexes() {
  loading ??= opened();
  loading.catch(() => (loading = undefined));
  return loading;
}

async function opened() {
  const tag = Date.now(); // so that Pagefind asks for the entry by the same address
  const [{ createInstance }, entry] = await Promise.all([
    import(new URL("pagefind/pagefind.js", root)),
    fetch(new URL(`pagefind/pagefind-entry.json?ts=${tag}`, root)).then((got) => got.json()),
  ]);
  const open = async (folder, articles) => {
    // A search takes milliseconds; Pagefind's worker is another twelfth of the bytes to load.
    const index = createInstance({ basePath: new URL(folder, root).pathname, baseUrl: root.pathname, metaCacheTag: tag,
      ranking: { metaWeights: { title: 10 } }, noWorker: true });
    await index.search(""); // until it is loaded
    return { index, articles, counts: new Map() };
  };
  const newest = await open("pagefind/", entry.languages.en.page_count);
  return entry.older ? [newest, await open("pagefind-older/", entry.older)] : [newest];
}

// Loads the values of a filter.
export const preload = async (filter) =>
  Promise.all((await indexes()).map(({ index }) => index.preload(ALL, { filters: { [filter]: "" } })));

export const names = () => import("./names.js");

// The names that a query means. Where there is neither a good one nor an article, the first letter
// may be wrong as well.
export async function named(query, articles) {
  const { find } = await names();
  const [near, { results }] = await Promise.all([find(query), articles]);
  return results.length || near[0]?.score > 0.75 ? near : find(query, true);
}

// Words that stand in every article: Pagefind's lists of where they stand are long.
const SMALL = new Set("a an and are as at be by for from he in is it its of on or that the to was were with".split(" "));

// What Pagefind is asked: each phrase in quotation marks, and the other words together.
export function parts(query) {
  const plain = query.replace(/[“”„«»]/g, '"');
  const phrases = plain.match(/"[^"]*[^"\s][^"]*"/g) ?? [];
  const rest = plain.replace(/"[^"]*"/g, " ").replace(/"/g, " ").trim();
  const telling = rest.split(/\s+/).filter((word) => !SMALL.has(word.toLowerCase())).join(" ") || rest;
  return telling ? [...phrases, telling] : phrases;
}

// The articles that have all parts of a query, best first; without one, all. Of several parts
// together Pagefind can't count what filters would leave.
export async function search(query, options) {
  const asked = parts(query);
  const all = await indexes();
  const [worth, ...found] = await Promise.all([worths(all, asked), ...all.map(({ index }) => within(index, asked, options))]);
  const results = found.flatMap((one, i) => worth[i] ? one.results.map((each) => ({ ...each, score: each.score * worth[i] })) : []);
  if (!options?.sort?.date) results.sort((a, b) => b.score - a.score);
  return { results, filters: found.some(({ filters }) => !filters) ? null : summed(found, worth) };
}

async function within(index, asked, options) {
  const [first, ...others] = await Promise.all((asked.length ? asked : [ALL]).map((part) => index.search(part, options)));
  if (!others.length) return first;
  const found = others.map(({ results }) => new Map(results.map((one) => [one.id, one])));
  const results = first.results.filter(({ id }) => found.every((map) => map.has(id)));
  return { results: results.map((one) => together([one, ...found.map((map) => map.get(one.id))])), filters: null };
}

// Pagefind gives the same object to all who ask for a page, with their own locations put in.
function together(same) {
  return { ...same[0], data: async () => {
    const locations = [];
    let page;
    for (const one of same) locations.push(...(page = await one.data()).locations);
    return { ...page, locations: [...new Set(locations)].sort((a, b) => a - b) };
  } };
}

function summed(found, worth) {
  const sums = {};
  found.forEach(({ filters }, i) => {
    for (const [name, counts] of Object.entries(filters)) {
      sums[name] ??= {};
      for (const [value, n] of Object.entries(counts)) sums[name][value] = (sums[name][value] ?? 0) + (worth[i] && n);
    }
  });
  return sums;
}

// What a score in each index is worth: Pagefind weighs a word by how rare it is in the index that
// it searches, and it is as rare as it is in all. Nothing, where an index lacks a word that
// another one has: Pagefind would search for the word's beginning.
async function worths(all, asked) {
  const words = asked.filter((part) => !part.startsWith('"')).flatMap((part) => part.split(/\s+/));
  if (all.length === 1 || !words.length) return all.map(() => 1);
  const counts = await Promise.all(words.map((word) => Promise.all(all.map((one) => having(one, word)))));
  const known = counts.filter((each) => sum(each));
  const articles = sum(all.map((one) => one.articles));
  const weight = sum(known.map((each) => rarity(sum(each), articles)));
  return all.map((one, i) => {
    if (!known.every((each) => each[i])) return 0;
    return asked[0].startsWith('"') || !known.length ? 1 : weight / sum(known.map((each) => rarity(each[i], one.articles)));
  });
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
// As Pagefind has it, https://en.wikipedia.org/wiki/Okapi_BM25
const rarity = (having, articles) => Math.log((articles - having + 0.5) / (having + 0.5) + 1);

// How many articles of an index have a word or, where none has, one that begins with it. Where
// there is neither Pagefind counts those that have its beginning; so it does for a longer one.
function having({ index, counts }, word) {
  const count = async (query) => (await index.search(query, { filters: { nothing: "-" } })).unfilteredResultCount;
  const counted = async () => {
    const [begun, beginning] = await Promise.all([word, `${word}\x01`].map(count));
    return begun === beginning ? 0 : begun;
  };
  if (!counts.has(word)) counts.set(word, count(`"${word}"`).then((whole) => whole || counted()));
  return counts.get(word);
}

export const load = (results) => Promise.all(results.map((result) => result.data()));

export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export const number = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const day = (date) => new Date(date).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const ENDS = /[.!?…]["”’»)\]]*$/;
const SHOWN = 40; // words of a long sentence

// The sentence around the first hit in the paragraph that has most of them, and its id; the title
// is shown anyway, so that a paragraph with as many is preferred to it.
function passage({ content, anchors, locations }) {
  const text = content.split(/\s+/);
  const starts = anchors.filter(({ id }) => /^p\d+$/.test(id));
  let best = { from: 0, to: text.length, hits: locations };
  starts.forEach(({ id, location: from }, i) => {
    const to = starts[i + 1]?.location ?? text.length;
    const hits = locations.filter((at) => at >= from && at < to);
    const better = hits.length - (best.id ? best.hits.length : 0);
    if (better > 0 || (hits.length && !better && best.id === "p0")) best = { id, from, to, hits };
  });
  const hit = best.hits[0] ?? best.from;
  let [from, to] = [hit, hit + 1];
  while (from > best.from && hit - from < SHOWN / 2 && !ENDS.test(text[from - 1])) from--;
  while (to < best.to && to - from < SHOWN && !ENDS.test(text[to - 1])) to++;
  const shown = text.slice(from, to).flatMap((word, i) =>
    [best.hits.includes(from + i) ? el("mark", {}, word) : word, " "]);
  if (from > best.from && !ENDS.test(text[from - 1])) shown.unshift("… ");
  if (to < best.to && !ENDS.test(text[to - 1])) shown.push("…");
  return { id: best.id, shown, words: best.hits.map((at) => text[at]) };
}

// The address of a paragraph, with the words that are to be marked in it.
export function at(url, block, words) {
  const plain = new Set(words.flatMap((word) => word.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
  const find = plain.size && block ? `?${new URLSearchParams({ find: [...plain].join(" ") })}` : "";
  return `${url}${find}${block ? `#${block}` : ""}`;
}

export function entry(heading, about, title, href, text) {
  return el("li", { class: "wx-hit" },
    el("p", { class: "wx-hit__about" }, about.filter(Boolean).join(" · ")),
    el(heading, { class: "wx-hit__title" }, el("a", { href }, title)),
    el("p", { class: "wx-hit__text" }, ...text));
}

export function hit(found, heading) {
  const { source, date, title } = found.meta;
  const { id, shown, words } = passage(found);
  return entry(heading, ["Article", source, date && day(date)], title ?? found.url, at(found.url, id, words), shown);
}

export function quoted([text, address, block, title, source, date], who, words, heading) {
  return entry(heading, [`Said by ${who}`, source, date && day(date)], title,
    at(new URL(address, root), `p${block}`, words), ["“", ...marked(text, words), "”"]);
}

export function person({ kind, name, about, articles, address }, heading) {
  const count = articles ? number(articles, "article") : "perhaps meant";
  return entry(heading, [kind, count], name, new URL(address, root), about ? [`“${about}”`] : []);
}

// A text with words marked in it.
export function marked(text, words) {
  if (!words.length) return [text];
  const all = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|");
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${all})(?![\\p{L}\\p{N}])`, "iu"))
    .map((part, i) => i % 2 ? el("mark", {}, part) : part);
}

// Marks in the paragraph that a result led to the words for which it did.
function mark() {
  const words = new URLSearchParams(location.search).get("find")?.match(/[\p{L}\p{N}]+/gu);
  const block = words && /^#p\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (!block) return;
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const one of found) one.replaceWith(...marked(one.data, words));
}

const failed = () => el("p", {}, "The search can’t be loaded. Look through the ",
  el("a", { href: new URL("people/", root) }, "people"), " and the ",
  el("a", { href: new URL("articles/", root) }, "articles"), ".");

// Calls `show` shortly after the last keystroke; `show` asks `late()` whether it was overtaken.
export function typing(show, place) {
  let turn = 0;
  return async () => {
    const mine = ++turn;
    const late = () => mine !== turn;
    await pause(80);
    if (!late()) await show(late).catch(() => late() || place.replaceChildren(failed()));
  };
}

function header(box, list) {
  const close = () => (list.hidden = true);
  const part = (label, entries) => entries.length ? [el("ul", { "aria-label": label }, ...entries)] : [];
  const update = typing(async (late) => {
    const query = box.value.trim();
    if (query.length < 2) return close();
    const asked = search(query);
    const [articles, people] = await Promise.all([asked, named(query, asked)]);
    const found = await load(articles.results.slice(0, 5));
    if (late()) return;
    const counts = [people.length && number(people.length, "name"), found.length && number(articles.results.length, "article")];
    const all = new URL(`search/?${new URLSearchParams({ q: query })}`, root);
    list.replaceChildren(
      el("p", { class: "wx-found__count", role: "status" }, counts.filter(Boolean).join(", ") || "Nothing found"),
      ...part("Names", people.slice(0, 5).map((one) => person(one, "p"))),
      ...part("Articles", found.map((each) => hit(each, "p"))),
      el("a", { class: "wx-found__all", href: all }, `All results for “${query}”`));
    list.hidden = false;
  }, list);

  const warm = () => Promise.all([indexes(), names().then(({ find }) => find(""))]).catch(() => {});
  box.addEventListener("focus", warm, { once: true });
  box.addEventListener("input", update);
  const around = box.closest(".wx-find");
  around.addEventListener("focusout", ({ relatedTarget: to }) => to && !around.contains(to) && close());
  document.addEventListener("click", ({ target }) => around.contains(target) || close());
  around.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); box.focus(); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || list.hidden) return;
    const stops = [box, ...list.querySelectorAll("a")];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
  });
}

mark();
const box = document.querySelector(".wx-find__box");
if (box) header(box, document.querySelector("#wx-found"));
const place = document.querySelector("#wx-results");
if (place) import("./search-page.js").then(({ page }) => page(place));
document.addEventListener("keydown", (event) => {
  const free = !event.target.closest("input, textarea, select") && !event.ctrlKey && !event.metaKey;
  if (event.key !== "/" || !free) return;
  (box ?? place.querySelector("input"))?.focus();
  event.preventDefault();
});
