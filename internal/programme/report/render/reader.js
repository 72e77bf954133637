"use strict";
// The reader of a report that opens from the disk: it searches the file and opens the sheet of a figure beside the text. It asks nothing of
// anybody: all that it shows stands in the page already.
(() => {
  const bar = document.querySelector("[data-reader]"), say = bar.dataset;
  const field = bar.querySelector("input"), list = bar.querySelector("[role=listbox]"), status = bar.querySelector("[role=status]");
  const sheet = document.querySelector("dialog[data-sheet]");
  const byID = (id) => document.getElementById(id);
  const make = (name, text, className) => Object.assign(document.createElement(name), { textContent: text || "", className: className || "" });

  // --- Search ---

  // fold writes a text without accents, capitals and typographer's marks, and keeps for each letter its place in what was written.
  function fold(text) {
    let folded = "";
    const at = [];
    for (let i = 0; i < text.length; i++) {
      let c = text[i].normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
      c = { "œ": "oe", "æ": "ae", "’": "'", "\u202f": " ", "\u00a0": " ", "–": "-", "‑": "-" }[c] ?? c;
      for (const letter of c) { folded += letter; at.push(i); }
    }
    at.push(text.length);
    return { folded, at };
  }

  // words are what is looked for: an elided article (l'atelier, d'Angoulême) is no part of its word.
  const elision = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=.)/;
  const words = (query) => fold(query).folded.split(/[\s«»"]+/).map((w) => w.replace(elision, "").replace(/[.,;:!?]+$/, "")).filter(Boolean);

  let index = null;
  function build() {
    const all = [];
    const add = (kind, target, title, text) => all.push({ kind, target, title, text, ...fold(title + "\n" + text) });
    const plain = (e) => e.textContent.replace(/[ \n\t]+/g, " ").trim();
    // A list of entries is told by its name: its lines are found among the entries.
    const told = (e) => {
      if (e.querySelector(".entry-table")) return plain(e.querySelector("caption"));
      const cells = [...e.querySelectorAll("caption, th, td")];
      return cells.length ? cells.map(plain).join(" · ") : plain(e);
    };
    for (const part of document.querySelectorAll("section.part:not(.annex)")) {
      let title = plain(part.querySelector(".part-title")), target = part.querySelector(".part-title");
      for (const e of part.children) {
        if (e.matches(".part-eyebrow, .part-title")) continue;
        if (e.matches(".section-title")) { target = e; title = plain(e); add("text", e, title, ""); continue; }
        add("text", e.id ? e : target, title, told(e));
        all[all.length - 1].within = e;
      }
    }
    for (const e of document.querySelectorAll(".fiche-line")) {
      const group = e.closest(".fiche");
      add("figures", e, plain(group.querySelector(".section-title")) + " : " + plain(e.querySelector(".fiche-value")), plain(group.querySelector(".definition")));
    }
    for (const [kind, rows] of [["entries", "tr[id^=r-]"], ["pieces", "tr[id^=p-]"]])
      for (const e of document.querySelectorAll(rows)) {
        const cells = [...e.cells].map(plain);
        add(kind, e, cells[0] + " " + cells.slice(1, 3).join(", "), cells.slice(3).join(" · "));
      }
    return all;
  }

  const kinds = ["text", "figures", "entries", "pieces"], shown = 6;
  function search() {
    index ??= build();
    const wanted = words(field.value);
    list.replaceChildren();
    paint([]);
    if (!wanted.length) return close();
    const found = index.filter((x) => wanted.every((w) => x.folded.includes(w)));
    status.textContent = found.length === 0 ? say.none.replace("{q}", field.value) : found.length === 1 ? say.one : say.many.replace("{n}", found.length);
    list.append(Object.assign(make("p", status.textContent, "count"), { role: "presentation" }));
    for (const kind of kinds) group(kind, found.filter((x) => x.kind === kind), wanted);
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    pick(0);
  }

  function group(kind, found, wanted) {
    if (!found.length) return;
    const box = make("div", "", "group"), head = make("p", say[kind] + " · " + found.length, "kind");
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", (head.id = "resultats-" + kind));
    head.setAttribute("role", "presentation");
    box.append(head);
    for (const x of found.slice(0, shown)) box.append(option(x, wanted));
    if (found.length > shown) box.append(Object.assign(make("p", say.cut.replace("{n}", found.length - shown), "kind"), { role: "presentation" }));
    list.append(box);
  }

  function option(x, wanted) {
    const e = make("div", "", "option");
    e.id = "resultat-" + list.querySelectorAll("[role=option]").length + "-" + x.kind;
    e.setAttribute("role", "option");
    e.setAttribute("aria-selected", "false");
    const title = make("b"), text = make("span");
    highlight(title, x.title, wanted);
    if (x.text) highlight(text, excerpt(x.text, wanted), wanted);
    e.append(title, text);
    e.addEventListener("click", () => go(x));
    e.choose = () => go(x);
    return e;
  }

  // excerpt is the text around the first word found.
  function excerpt(text, wanted) {
    const { folded, at } = fold(text);
    const first = Math.min(...wanted.map((w) => folded.indexOf(w)).filter((i) => i >= 0), folded.length);
    const from = first === folded.length ? 0 : Math.max(0, at[first] - 50);
    return (from > 0 ? "…" : "") + text.slice(from, from + 150) + (text.length > from + 150 ? "…" : "");
  }

  // spans are the places of the words in a text, in order and apart.
  function spans(text, wanted) {
    const { folded, at } = fold(text), out = [];
    for (const w of wanted)
      for (let i = folded.indexOf(w); i >= 0; i = folded.indexOf(w, i + w.length)) out.push([at[i], at[i + w.length - 1] + 1]);
    return out.sort((a, b) => a[0] - b[0]).filter((s, i, all) => i === 0 || s[0] >= all[i - 1][1]);
  }

  function highlight(into, text, wanted) {
    let from = 0;
    for (const [a, b] of spans(text, wanted)) {
      into.append(text.slice(from, a), make("mark", text.slice(a, b)));
      from = b;
    }
    into.append(text.slice(from));
  }

  // paint marks the words in the page itself, where the browser can do so without touching the text.
  function paint(elements) {
    if (!window.Highlight) return;
    const marks = new Highlight(), wanted = words(field.value);
    for (const e of elements) {
      const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
      for (let n = walk.nextNode(); n; n = walk.nextNode())
        for (const [a, b] of spans(n.data, wanted)) {
          const r = new Range();
          r.setStart(n, a);
          r.setEnd(n, b);
          marks.add(r);
        }
    }
    CSS.highlights.set("trouve", marks);
  }

  const options = () => [...list.querySelectorAll("[role=option]")];
  let picked = 0;
  function pick(i) {
    const all = options();
    if (!all.length) return field.removeAttribute("aria-activedescendant");
    picked = (i + all.length) % all.length;
    all.forEach((e, k) => e.setAttribute("aria-selected", String(k === picked)));
    field.setAttribute("aria-activedescendant", all[picked].id);
    all[picked].scrollIntoView({ block: "nearest" });
  }

  function go(x) {
    const within = x.within || x.target;
    close();
    within.scrollIntoView({ block: "center" });
    if (!x.target.hasAttribute("tabindex")) x.target.tabIndex = -1;
    x.target.focus({ preventScroll: true });
    paint([within]);
    history.replaceState(null, "", "#" + (x.target.id || ""));
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  field.addEventListener("input", search);
  field.addEventListener("focus", () => field.value && search());
  field.addEventListener("keydown", (e) => {
    const all = options();
    if (e.key === "ArrowDown") pick(picked + 1);
    else if (e.key === "ArrowUp") pick(picked - 1);
    else if (e.key === "Enter" && !list.hidden && all[picked]) all[picked].choose();
    else if (e.key === "Escape") { if (list.hidden) field.value = ""; close(); paint([]); }
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
  document.addEventListener("pointerdown", (e) => { if (!e.target.closest(".reader-search")) close(); });
  document.addEventListener("keydown", (e) => {
    if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !e.target.closest("input, textarea, select")) {
      e.preventDefault();
      field.focus();
      field.select();
    } else if (e.key === "Escape" && sheet.open) shut();
  });

  // --- The sheet of a figure ---

  let opener = null;
  function open(link) {
    const line = byID(link.hash.slice(1));
    if (!line || !line.matches(".fiche-line")) return false;
    const group = line.closest(".fiche"), content = sheet.querySelector("[data-content]");
    const value = line.querySelector(".fiche-value");
    sheet.querySelector("h2").textContent = group.querySelector(".section-title").textContent;
    content.replaceChildren(make("p", value.querySelector("b").textContent, "bignum"), make("p", value.querySelector("span").textContent, "sheet-state"));
    content.append(bare(group.querySelector(".definition"), "def"), bare(line.querySelector(".fiche-how"), "how"));
    note(link, content);
    entries(line, content);
    sheet.querySelector("[data-whole]").href = link.hash;
    if (opener) opener.setAttribute("aria-expanded", "false");
    opener = link;
    opener.setAttribute("aria-expanded", "true");
    if (!sheet.open) sheet.show();
    sheet.scrollTop = 0;
    const under = link.getBoundingClientRect(), over = sheet.getBoundingClientRect();
    if (under.bottom > over.top && under.right > over.left) scrollBy(0, under.top - 120);
    sheet.querySelector("h2").focus({ preventScroll: true });
    return true;
  }

  // bare copies a part of the page; what has a name there has none in the copy.
  function bare(e, className) {
    const copy = e.cloneNode(true);
    copy.className = className;
    for (const x of [copy, ...copy.querySelectorAll("[id]")]) x.removeAttribute("id");
    return copy;
  }

  function note(link, content) {
    const mark = link.nextElementSibling && link.nextElementSibling.querySelector(".note-mark a");
    const near = mark || (link.nextElementSibling && link.nextElementSibling.matches(".note-mark") && link.nextElementSibling.firstElementChild);
    const told = near && byID(near.hash.slice(1));
    if (!told) return;
    const copy = bare(told, "how");
    copy.querySelector(".back").remove();
    const p = make("p", "", "how");
    p.append(make("b", sheet.dataset.note + " " + near.textContent), ". ", ...copy.childNodes);
    content.append(p);
  }

  function entries(line, content) {
    const links = [...line.querySelectorAll(".refs a")];
    if (!links.length) return;
    content.append(make("h3", sheet.dataset.entries));
    const all = make("ul", "", "entries");
    for (const a of links) {
      const row = byID(a.hash.slice(1));
      if (!row) continue;
      const item = make("li"), go = make("a", "");
      go.href = a.hash;
      go.append(row.cells[2].firstChild.textContent.trim());
      item.append(make("span", row.cells[1].textContent.trim(), "soft"), go);
      const proofs = row.cells[6].querySelector(".pips");
      if (proofs) item.append(bare(proofs, proofs.className));
      all.append(item);
    }
    content.append(all);
    const rest = line.querySelector(".refs").lastChild;
    if (rest && rest.nodeType === Node.TEXT_NODE && rest.data.trim()) content.append(make("p", rest.data.trim(), "soft"));
  }

  function shut() {
    sheet.close();
    if (!opener) return;
    opener.setAttribute("aria-expanded", "false");
    opener.focus({ preventScroll: true });
    opener = null;
  }

  document.addEventListener("click", (e) => {
    if (e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const link = e.target.closest("a.figure-link, a.blank");
    if (link && open(link)) e.preventDefault();
    else if (sheet.contains(e.target) && e.target.closest("a[href^='#']")) leave();
  });
  // leave closes the sheet when the reader follows one of its links: the focus goes where the link leads.
  function leave() {
    if (opener) opener.setAttribute("aria-expanded", "false");
    opener = null;
    sheet.close();
  }
  sheet.querySelector("[data-close]").addEventListener("click", shut);

  // --- Where one is, in the contents ---

  const lines = [...document.querySelectorAll(".report-contents > ol > li")];
  const parts = lines.map((li) => byID(li.querySelector("a").hash.slice(1)));
  function here() {
    let now = -1;
    parts.forEach((p, i) => { if (p && p.getBoundingClientRect().top < innerHeight / 3) now = i; });
    lines.forEach((li, i) => {
      const a = li.querySelector("a"), more = li.querySelector("details");
      if ((i === now) === a.hasAttribute("aria-current")) return;
      if (i === now) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
      if (more && matchMedia("(min-width: 1001px)").matches) more.open = i === now;
    });
  }
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; here(); });
  }, { passive: true });

  document.body.classList.add("with-reader");
  bar.hidden = false;
  here();
})();
