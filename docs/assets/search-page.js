// The search page: filters with counts, and a state that stands in the address.

import { el, hit, load, named, names, number, parts, person, preload, quoted, search, typing } from "./search.js";

const FILTERS = { kind: "Names and articles", source: "All sources", year: "All years", tag: "All tags",
  person: "Everyone", organization: "All organizations", place: "All places" };
const PAGE = 20;
const FIRST_NAMES = 6;

export function page(place) {
  const given = new URLSearchParams(location.search);
  const box = el("input", { class: "wx-query__box", type: "search", name: "q",
    "aria-label": "Search names and articles", placeholder: "A name, words, or “words in quotes”" });
  const selects = Object.fromEntries(Object.entries(FILTERS).map(([name, any]) => {
    const chosen = given.get(name);
    const select = el("select", { name, "aria-label": `Filter by ${name}` }, el("option", { value: "" }, any));
    if (chosen) select.append(el("option", { value: chosen, selected: "" }, chosen));
    return [name, select];
  }));
  const order = el("select", { name: "sort", "aria-label": "Order" },
    el("option", { value: "" }, "Best first"), el("option", { value: "date" }, "Newest articles first"));
  const said = el("input", { type: "checkbox", name: "said", value: "1" });
  const who = el("span", {});
  const only = el("label", { class: "wx-query__said" }, said, " Only what ", who, " said");
  const form = el("form", { class: "wx-query", role: "search" }, box, ...Object.values(selects), order, only);
  const count = el("p", { class: "wx-total", role: "status" });
  const list = el("ol", { class: "wx-hits" });
  const more = el("button", { class: "wx-button", type: "button" }, "Show more");
  box.value = given.get("q") ?? "";
  order.value = given.get("sort") ?? "";
  said.checked = given.has("said");
  more.hidden = true;
  selects.tag.hidden = !selects.tag.value;
  names().then(async ({ tagged }) => { if (await tagged()) selects.tag.hidden = false; }).catch(() => {});
  place.replaceChildren(form, count, list, more);

  const update = typing(async (late) => {
    only.hidden = !selects.person.value;
    if (only.hidden) said.checked = false;
    who.textContent = selects.person.value;
    for (const name of ["kind", "tag", "organization", "place"]) selects[name].disabled = said.checked;
    const state = [...new FormData(form)].filter(([, value]) => value.trim());
    history.replaceState(null, "", state.length ? `?${new URLSearchParams(state)}` : location.pathname);
    const { q = "", ...chosen } = Object.fromEntries(state);
    const found = await (chosen.said ? spoken(q, chosen) : everything(q, chosen));
    const next = async () => {
      const entries = await Promise.all(found.entries.splice(0, PAGE).map((make) => make()));
      if (late()) return;
      list.append(...entries);
      more.hidden = !found.entries.length;
    };
    if (late()) return;
    for (const [name, select] of Object.entries(selects)) {
      if (found.counts[name]) choices(select, found.counts[name]);
    }
    count.textContent = found.entries.length ? number(found.entries.length, "result") : "No results";
    list.replaceChildren();
    more.onclick = next;
    await next();
  }, count);

  // What there is to choose from is loaded when somebody wants to choose.
  for (const name of Object.keys(FILTERS).slice(1)) {
    const fetched = async () => {
      await preload(name);
      update();
    };
    selects[name].addEventListener("focus", () => fetched().catch(() => {}), { once: true });
  }
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
  box.focus();
  update();
}

// Names, where no filter asks for articles alone, and articles.
async function everything(q, { kind, sort, said, ...filters }) {
  const options = { sort: sort ? { date: "desc" } : {} };
  const asked = search(q, { ...options, filters });
  const [articles, people] = await Promise.all([asked, matching(q, kind, filters, asked)]);
  // A filter's own counts are those of the search without it.
  const loaded = parts(q).length > 1 ? (await search("", {})).filters : {};
  const counts = Object.fromEntries(await Promise.all(Object.keys(FILTERS).slice(1).map(async (name) => {
    const { [name]: own, ...others } = filters;
    const { filters: all } = own ? await search(q, { filters: others }) : articles;
    return [name, all === null ? withoutCounts(loaded, name) : all[name]];
  })));
  counts.kind = { Article: articles.results.length };
  for (const one of people.all) counts.kind[one.kind] = (counts.kind[one.kind] ?? 0) + 1;
  const plain = !sort && !Object.keys(filters).length;
  const first = kind ? people.of(kind) : plain && q ? people.all.slice(0, FIRST_NAMES) : [];
  const entries = first.map((one) => async () => withLink(person(one, "h2"), one));
  if (!kind || kind === "Article") {
    entries.push(...articles.results.map((result) => async () => hit((await load([result]))[0], "h2")));
  }
  return { entries, counts };
}

const withoutCounts = (all, name) => all[name] && Object.fromEntries(Object.keys(all[name]).map((value) => [value, null]));

// The names that a query means; of one kind and with filters, those in the articles that are left.
async function matching(q, kind, filters, articles) {
  const all = await named(q, articles);
  if (!kind || kind === "Article" || !Object.keys(filters).length) {
    return { all: q ? all : [], of: (one) => all.filter((name) => name.kind === one) };
  }
  const what = kind.toLowerCase();
  await preload(what);
  const left = (await search("", { filters })).filters[what] ?? {};
  const there = all.filter((name) => name.kind === kind && left[name.label]);
  return { all: there, of: () => there };
}

function withLink(element, { kind, label }) {
  const address = `?${new URLSearchParams({ [kind.toLowerCase()]: label })}`;
  element.append(el("p", { class: "wx-hit__more" }, el("a", { href: address }, `Articles that name ${label}`)));
  return element;
}

// What somebody said, from a file that holds it: all words of the query, and phrases as they are.
async function spoken(q, { person, source, year, sort }) {
  const { said, words } = await names();
  const all = await said(person);
  const asked = parts(q).flatMap((part) => part.startsWith('"') ? [words(part)] : words(part).map((word) => [word, "…"]));
  const matches = all.map((quote) => [quote, fitting(words(quote[0]), asked)]).filter(([, hits]) => hits);
  const fits = ([quote], but) => (but === "source" || !source || quote[4] === source)
    && (but === "year" || !year || quote[5]?.startsWith(year));
  const tally = (name, value) => {
    const counts = {};
    for (const match of matches) if (fits(match, name) && value(match[0])) counts[value(match[0])] = (counts[value(match[0])] ?? 0) + 1;
    return counts;
  };
  const found = matches.filter((match) => fits(match));
  if (!sort) found.sort(([, a], [, b]) => b.length - a.length);
  return {
    entries: found.map(([quote, hits]) => async () => quoted(quote, person, hits, "h2")),
    counts: { source: tally("source", (quote) => quote[4]), year: tally("year", (quote) => quote[5]?.slice(0, 4)) },
  };
}

// The words of a text that are asked for, or nothing where one isn't there. A word may go on.
function fitting(text, asked) {
  const hits = [];
  for (const phrase of asked) {
    const goesOn = phrase.at(-1) === "…";
    const start = text.findIndex((word, i) => goesOn ? word.startsWith(phrase[0]) : phrase.every((one, j) => text[i + j] === one));
    if (start < 0) return null;
    hits.push(...(goesOn ? text.filter((word) => word.startsWith(phrase[0])) : phrase));
  }
  return [...new Set(hits)];
}

// The most frequent values with their counts; years from the newest. The chosen one stays.
function choices(select, counts) {
  const chosen = select.value;
  const sorted = Object.entries(counts).filter(([value, n]) => n !== 0 || value === chosen);
  if (chosen && !(chosen in counts)) sorted.push([chosen, 0]);
  sorted.sort(([a, n], [b, m]) =>
    select.name === "year" ? b.localeCompare(a) : (b === chosen) - (a === chosen) || m - n || a.localeCompare(b));
  const options = sorted.slice(0, 300).map(([value, n]) =>
    el("option", { value }, n === null ? value : `${value} (${n.toLocaleString("en")})`));
  select.replaceChildren(el("option", { value: "" }, FILTERS[select.name]), ...options);
  select.value = chosen;
}
