// A profile: an article that is opened shows its paragraphs, taken from the article's own page.
// Without this script links lead to each paragraph.

import { loaded } from "./pages.js";

const own = new URL(document.querySelector(".wx-year .wx-kicker a")?.href ?? ".", location).href;

async function load(paragraphs) {
  const links = [...paragraphs.querySelectorAll("a")];
  const page = links[0].href.split("#")[0];
  const article = await loaded(page);
  const list = document.createElement("ul");
  for (const link of links) {
    const block = article.getElementById(link.hash.slice(1));
    block.querySelector(".wx-here")?.remove();
    for (const name of block.querySelectorAll("a")) {
      const { href } = new URL(name.getAttribute("href"), page);
      const words = document.createElement(href === own ? "mark" : "span");
      words.append(...name.childNodes);
      name.replaceWith(words);
    }
    const item = document.createElement("li");
    item.append(link, " ", ...block.childNodes);
    list.append(item);
  }
  paragraphs.replaceWith(list);
}

// "toggle" doesn't bubble.
document.querySelector(".wx-profile").addEventListener("toggle", ({ target }) => {
  const paragraphs = target.open && target.querySelector(":scope > p");
  if (paragraphs) load(paragraphs).catch(() => {}); // the links stay
}, true);
