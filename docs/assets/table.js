// A table that sorts by its columns and, where it has a filter, shows what is typed: any form of
// a name, its beginning, or a spelling close to it. Without this script it stands in
// order: A to Z, or who is in most articles first.

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

// Pairs and triples of letters that two words share, as a part of all that they have (Dice).
const parts = (word) => { const all = ` ${word} `; return new Set([...all].map((_, n) => all.slice(n, n + 3)).slice(0, -2)); };
function likeness(one, other) {
  const [a, b] = [parts(one), parts(other)];
  return (2 * [...a].filter((part) => b.has(part)).length) / (a.size + b.size);
}

for (const table of document.querySelectorAll("[data-table]")) {
  const bodies = [...table.tBodies];
  const rows = [...table.querySelectorAll("tbody tr:not(.wx-letter)")];
  const letters = [...table.querySelectorAll(".wx-letter")];
  const home = new Map(rows.map((row) => [row, row.parentElement]));
  const forms = new Map(rows.map((row) => [row, words(`${row.cells[0].textContent} ${row.dataset.names ?? ""}`)]));

  // Sort: numbers and dates from the largest, words from A; the first column restores the page.

  const key = (row, column) => {
    const cell = row.cells[column];
    const time = cell.querySelector("time")?.dateTime;
    const text = cell.textContent.trim();
    if (cell.dataset.order) return Number(cell.dataset.order);
    return time ?? (/^[\d,]+$/.test(text) ? Number(text.replaceAll(",", "")) : plain(text));
  };
  let sorted = false;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const falls = head.classList.contains("wx-num");
    button.addEventListener("click", () => {
      const turn = head.ariaSort === (falls ? "descending" : "ascending") ? -1 : 1;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", (turn === 1) === falls ? "descending" : "ascending");
      const lettered = !column && turn === 1 && letters.length > 0;
      sorted = !lettered;
      for (const letter of letters) letter.hidden = sorted;
      if (lettered) {
        for (const row of rows) home.get(row).append(row);
        table.append(...bodies);
        return;
      }
      const order = new Map(rows.map((row) => [row, key(row, column)]));
      const sign = turn * (falls ? -1 : 1);
      const inOrder = [...rows].sort((a, b) => {
        const [x, y] = [order.get(a), order.get(b)];
        if (x === "" || y === "") return (x === "") - (y === "");
        return sign * (x < y ? -1 : x > y ? 1 : 0);
      });
      bodies.slice(1).forEach((body) => body.remove());
      bodies[0].append(...inOrder);
    });
  });

  const filter = table.parentElement.querySelector(".wx-filter");
  if (!filter) continue;
  const [box, status] = [filter.querySelector("input"), filter.querySelector("[role=status]")];
  box.addEventListener("input", () => {
    const typed = words(box.value);
    const match = (test) => rows.filter((row) => typed.every((word) => forms.get(row).some((form) => test(form, word))));
    let found = match((form, word) => form.startsWith(word));
    const near = !found.length;
    if (near) found = match((form, word) => form.startsWith(word) || likeness(form, word) >= 0.45);
    const shown = new Set(found);
    for (const row of rows) row.hidden = !shown.has(row);
    for (const letter of letters) letter.hidden = typed.length > 0 || sorted;
    const count = `${found.length} of ${rows.length}`;
    status.textContent = !typed.length ? "" : near && found.length ? `${count}, spelled alike` : count;
  });
}

// In a network the neighbours of a name stand out while the pointer is on it.

for (const picture of document.querySelectorAll(".wx-network")) {
  picture.addEventListener("mouseover", ({ target }) => {
    const id = target.closest("a")?.dataset.id;
    picture.classList.toggle("wx-near", Boolean(id));
    const near = new Set([id]);
    for (const line of picture.querySelectorAll("line")) {
      const ends = line.dataset.ends.split(" ");
      line.classList.toggle("wx-near", ends.includes(id));
      if (ends.includes(id)) ends.forEach((end) => near.add(end));
    }
    for (const point of picture.querySelectorAll("a")) point.classList.toggle("wx-near", near.has(point.dataset.id));
  });
  picture.addEventListener("mouseleave", () => picture.classList.remove("wx-near"));
}
