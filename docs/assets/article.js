// An article: remembers which marks are shown, previews names, leads on and cites paragraphs.
// Without this script the marks can be switched (by the style sheet) and every link works.

import { loaded } from "./pages.js";

const page = document.querySelector(".wx-article");
const text = page.querySelector(".wx-text");

const MENTIONS = ":is(h1, .wx-text) :is(.person, .organization, .place)";

// Which marks are shown. Storage may be forbidden: then it is not remembered.

const KEY = "whodex-marks";
const boxes = [...page.querySelectorAll("[data-mark]")];
try {
  const off = localStorage.getItem(KEY)?.split(" ") ?? [];
  for (const box of boxes) box.checked = !off.includes(box.dataset.mark);
} catch {}
page.querySelector(".wx-marks").addEventListener("change", () => {
  const off = boxes.filter((box) => !box.checked).map((box) => box.dataset.mark);
  try { localStorage.setItem(KEY, off.join(" ")); } catch {}
});

// A card below a name or a paragraph's number. It stands behind its link in the page's order,
// so that Tab leads into it; Escape closes it.

let card, owner, timer;
let pinned = false; // by a click: the page then scrolls, and the pointer is elsewhere

function el(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter(Boolean));
  return element;
}

function button(label, act) {
  const element = el("button", "", label);
  element.type = "button";
  element.addEventListener("click", () => act(element));
  return element;
}

function close() {
  clearTimeout(timer);
  card?.remove();
  card = owner = undefined;
  pinned = false;
}

function open(link) {
  if (owner === link) return;
  close();
  const content = link.matches(".wx-here") ? cite(link) : about(link);
  if (!content) return;
  owner = link;
  card = el("span", "wx-card", ...content);
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", later);
  const block = link.closest("[id]");
  link.after(card);
  const [edge, line] = [block.getBoundingClientRect(), [...link.getClientRects()].pop()];
  const room = Math.min(edge.width, innerWidth - edge.left) - card.offsetWidth;
  card.style.left = `${Math.max(0, Math.min(line.left - edge.left, room))}px`;
  card.style.top = `${line.bottom - edge.top + 4}px`;
}

const later = () => { clearTimeout(timer); if (!pinned) timer = setTimeout(close, 300); };

// Who is meant: as the name's own page says it, with the reason for the link and the way to the
// next mention. Without that page there is what this article says.

function collected(href, words) {
  const line = el("span", "wx-card__sum", "…");
  loaded(href).then((found) => {
    const card = found.querySelector(".wx-profile").dataset;
    line.textContent = card.counts;
    if (card.words) words.textContent = `“${card.words}”`;
  }).catch(() => line.remove());
  return line;
}

function about(link) {
  const same = [...page.querySelectorAll(MENTIONS)].filter(({ href }) => href === link.href);
  const at = same.indexOf(link);
  const why = el("span", "wx-card__why", `Linked because ${link.closest("[data-rule]").dataset.rule}.`);
  if (link.matches(".unsure")) return [el("b", "", link.title), why];
  const row = [...page.querySelectorAll(".wx-rail li")].find((li) => li.querySelector("a").href === link.href);
  if (!row) return;
  const words = el("span", "wx-words", row.querySelector(".wx-words")?.textContent ?? "");
  return [
    el("b", "", row.querySelector("a").textContent),
    words,
    collected(link.href, words),
    why,
    same.length > 1 && button(`Next mention here (${at + 1} of ${same.length})`, () => {
      const next = same[(at + 1) % same.length];
      close();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "center" });
      open(next);
    }),
  ];
}

// A paragraph with its source, ready to be pasted.

function cite(link) {
  const block = link.parentElement;
  const words = () => {
    const copy = block.cloneNode(true);
    copy.querySelectorAll(".wx-here, .wx-card").forEach((one) => one.remove());
    return copy.textContent.trim();
  };
  const source = page.querySelector(".wx-kicker").textContent.trim();
  const title = page.querySelector("h1").textContent.trim();
  const copy = (say) => (pressed) => navigator.clipboard.writeText(say())
    .then(() => (pressed.textContent = "Copied"), () => (pressed.textContent = "Not allowed to copy"));
  return [
    button("Cite this paragraph", copy(() => `“${words()}” (${title}, ${source}, ${link.href})`)),
    button("Copy the link", copy(() => link.href)),
  ];
}

// Hover, focus, long touch.

const named = (event) => event.target.closest?.(`${MENTIONS}, .wx-here`);
page.addEventListener("mouseover", (event) => {
  const link = named(event);
  if (link && !pinned) { clearTimeout(timer); timer = setTimeout(open, 350, link); }
});
page.addEventListener("mouseout", (event) => named(event) && later());
page.addEventListener("focusin", (event) => {
  const link = named(event);
  if (link?.matches(":focus-visible")) open(link);
  else if (!link && !card?.contains(event.target)) close();
});
let touched;
page.addEventListener("touchstart", (event) => {
  const link = named(event);
  touched = undefined;
  if (link) timer = setTimeout(() => { open(link); touched = link; }, 500);
}, { passive: true });
for (const end of ["touchend", "touchmove"]) page.addEventListener(end, () => clearTimeout(timer), { passive: true });
page.addEventListener("contextmenu", (event) => touched && named(event) === touched && event.preventDefault());
page.addEventListener("click", (event) => {
  const link = named(event);
  if (link && link === touched) { event.preventDefault(); touched = undefined; } // the end of a long touch
  else if (link?.matches(".wx-here")) { clearTimeout(timer); open(link); pinned = true; }
});
document.addEventListener("pointerdown", ({ target }) => card?.contains(target) || named({ target }) || close());
document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
