// Other pages of this site, each asked for once.

const pages = new Map();

export function loaded(href) {
  if (!pages.has(href)) {
    const found = fetch(href).then((answer) => answer.ok ? answer.text() : Promise.reject());
    pages.set(href, found.then((text) => new DOMParser().parseFromString(text, "text/html")));
  }
  return pages.get(href);
}
