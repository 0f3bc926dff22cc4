// The search in the header of every page: names first, then passages of articles.
// Pagefind finds; nothing of it is loaded before someone searches. All text is put in as text.

const root = new URL("../", import.meta.url);
export const NAMES = { any: ["Person", "Organization", "Place"] };

let loading;
export function pagefind() {
  loading ??= import(new URL("pagefind/pagefind.js", root)).then(async (index) => {
    const ranking = { metaWeights: { title: 10 } };
    await index.options({ baseUrl: root.pathname, ranking });
    await index.init();
    return index;
  });
  loading.catch(() => (loading = undefined));
  return loading;
}

export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export const load = (results) => Promise.all(results.map((result) => result.data()));
const day = (date) => new Date(date).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
const counted = ({ results: { length } }, what) => length ? [`${length} ${what}${length === 1 ? "" : "s"}`] : [];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The words around the hits, marked, from the paragraph that has most of them, and its id;
// the title is shown anyway, so that a paragraph with as many is preferred to it.
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
  const from = Math.max(best.from, (best.hits[0] ?? best.from) - 8);
  const to = Math.min(best.to, from + 32);
  const shown = text.slice(from, to).flatMap((word, i) =>
    [best.hits.includes(from + i) ? el("mark", {}, word) : word, " "]);
  if (from > best.from) shown.unshift("… ");
  if (to < best.to) shown.push("…");
  return { id: best.id, shown };
}

export function hit(found, heading) {
  const { kind, source, date, title } = found.meta;
  const { id, shown } = passage(found);
  const link = el("a", { href: id ? `${found.url}#${id}` : found.url }, title ?? found.url);
  return el("li", { class: "wx-hit" },
    el("p", { class: "wx-hit__about" }, [kind, source, date && day(date)].filter(Boolean).join(" · ")),
    el(heading, { class: "wx-hit__title" }, link),
    el("p", { class: "wx-hit__text" }, ...shown));
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
    await pause(120);
    if (!late()) await show(late).catch(() => late() || place.replaceChildren(failed()));
  };
}

function header(box, list) {
  const close = () => (list.hidden = true);
  const update = typing(async (late) => {
    const query = box.value.trim();
    if (query.length < 2) return close();
    const index = await pagefind();
    const [names, articles] = await Promise.all([NAMES, "Article"].map((kind) =>
      index.search(query, { filters: { kind } })));
    const found = await load([...names.results.slice(0, 5), ...articles.results.slice(0, 5)]);
    if (late()) return;
    const all = new URL(`search/?${new URLSearchParams({ q: query })}`, root);
    list.replaceChildren(
      el("p", { class: "wx-found__count", role: "status" },
        [...counted(names, "name"), ...counted(articles, "article")].join(", ") || "Nothing found"),
      el("ul", {}, ...found.map((each) => hit(each, "p"))),
      el("a", { class: "wx-found__all", href: all }, `All results for “${query}”`));
    list.hidden = false;
  }, list);

  box.addEventListener("focus", () => pagefind().catch(() => {}), { once: true });
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
