// The search page: filters with counts, and a state that stands in the address.

import { NAMES, el, hit, load, pagefind, typing } from "./search.js";

const FILTERS = { kind: "Names and articles", source: "All sources", year: "All years", person: "Everyone" };

export function page(place) {
  const given = new URLSearchParams(location.search);
  const box = el("input", { class: "wx-query__box", type: "search", name: "q",
    "aria-label": "Search names and articles", placeholder: "A name, words, or “words in quotes”" });
  const selects = Object.entries(FILTERS).map(([name, any]) =>
    el("select", { name, "aria-label": `Filter by ${name}` },
      el("option", { value: given.get(name) ?? "" }, given.get(name) ?? any)));
  const order = el("select", { name: "sort", "aria-label": "Order" },
    el("option", { value: "" }, "Best first"), el("option", { value: "date" }, "Newest articles first"));
  const form = el("form", { class: "wx-query", role: "search" }, box, ...selects, order);
  const count = el("p", { class: "wx-total", role: "status" });
  const list = el("ol", { class: "wx-hits" });
  const more = el("button", { class: "wx-button", type: "button" }, "Show more");
  box.value = given.get("q") ?? "";
  order.value = given.get("sort") ?? "";
  more.hidden = true;
  place.replaceChildren(form, count, list, more);

  const update = typing(async (late) => {
    const state = [...new FormData(form)].filter(([, value]) => value.trim());
    history.replaceState(null, "", state.length ? `?${new URLSearchParams(state)}` : location.pathname);
    const { q = null, sort, ...filters } = Object.fromEntries(state);
    const index = await pagefind();
    await index.filters();
    const search = (chosen) => index.search(q, { filters: chosen, sort: sort ? { date: "desc" } : {} });
    const found = await search(filters);
    let first = [];
    if (q && !sort && !filters.kind) {
      first = (await search({ ...filters, kind: NAMES })).results.slice(0, 10);
    }
    // A filter's own counts are those of the search without it.
    const counts = await Promise.all(Object.keys(FILTERS).map(async (name) => {
      const { [name]: own, ...others } = filters;
      return (own ? await search(others) : found).filters[name] ?? {};
    }));
    const ids = new Set(first.map(({ id }) => id));
    const left = first.concat(found.results.filter(({ id }) => !ids.has(id)));
    const total = left.length;
    const next = async () => {
      const hits = (await load(left.splice(0, 20))).map((each) => hit(each, "h2"));
      if (late()) return;
      list.append(...hits);
      more.hidden = !left.length;
    };
    if (late()) return;
    selects.forEach((select, i) => choices(select, counts[i]));
    list.replaceChildren();
    more.onclick = next;
    count.textContent = total === 1 ? "1 result" : `${total || "No"} results`;
    await next();
  }, count);

  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
  box.focus();
  update();
}

// The most frequent values with their counts; years from the newest. The chosen one stays.
function choices(select, counts) {
  const chosen = select.value;
  const sorted = Object.entries(counts).filter(([value, n]) => n || value === chosen);
  sorted.sort(([a, n], [b, m]) =>
    select.name === "year" ? b.localeCompare(a) : (b === chosen) - (a === chosen) || m - n || a.localeCompare(b));
  const options = sorted.slice(0, 200).map(([value, n]) => el("option", { value }, `${value} (${n})`));
  select.replaceChildren(el("option", { value: "" }, FILTERS[select.name]), ...options);
  select.value = chosen;
}
