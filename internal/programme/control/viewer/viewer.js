// The viewer of a control file: figures, the entries behind each, the pieces that prove those, and reproducible samples. It reads the data
// that stand beside it, writes nothing, and asks nothing of the network. Addresses (#chiffre/3) are kept, so that "back" works.
"use strict";
const maillage = (() => {
  const data = { programme: {}, chiffres: [], realisations: [], pieces: [] };
  const step = 200; // rows shown at once
  let lang = "fr";
  let proofs = new Map(), entries = new Map(), pieces = new Map();

  const words = {
    fr: {
      title: "Dossier de contrôle", figures: "Chiffres", entries: "Réalisations", pieces: "Pièces", sample: "Tirage", language: "English",
      figuresIntro: "Chaque chiffre mène aux réalisations qui le font, et chacune à ses pièces.", entriesIntro: "Tout ce que le périmètre compte, dans l’ordre du bilan.",
      piecesIntro: "Les pièces numérotées, et celles qui sont annoncées sans fichier.",
      sampleIntro: "Pour chaque numéro, le SHA-256 de « graine:numéro » donne le rang ; les premiers forment l’échantillon. Quiconque reprend la même graine tire le même.",
      figure: "Chiffre", year: "Année", value: "Valeur", behind: "Réalisations", whole: "Ensemble", number: "Numéro", name: "Intitulé", date: "Date", activity: "Activité", kind: "Nature",
      state: "État", proved: "Pièces", place: "Lieu", beneficiary: "Bénéficiaire", participations: "Participations", people: "Personnes", minutes: "Minutes", amount: "Montant", hash: "Empreinte",
      also: "Sert aussi", file: "Fichier", size: "Octets", link: "Lien annoncé", same: "Même fichier que", search: "Chercher", all: "Toutes", everything: "Toutes",
      shown: (n, all) => `${n} sur ${all}`, more: "Afficher la suite", none: "Rien ne répond à ces filtres.", noProof: "Aucune pièce.", noEntry: "Aucune réalisation.", definition: "Définition", missing: "Dont sans la valeur",
      of: "Population", size2: "Taille", seed: "Graine", draw: "Tirer", csv: "Exporter en CSV", print: "Imprimer", rank: "Rang", drawn: (n, all, seed) => `${n} sur ${all}, graine « ${seed} »`,
      unknown: "Cette adresse ne mène à rien dans ce dossier.", open: "Ouvrir", documents: "Le bilan et les tableaux", id: "Identifiant", report: "Bilan", notices: "Pièces changées depuis la version", since: "Depuis la version",
    },
    en: {
      title: "Control file", figures: "Figures", entries: "Entries", pieces: "Pieces", sample: "Sample", language: "Français",
      figuresIntro: "Each figure leads to the entries that make it, and each of those to its pieces.", entriesIntro: "All that the perimeter counts, in the order of the report.",
      piecesIntro: "The numbered pieces, and those announced without a file.",
      sampleIntro: "For each number, the SHA-256 of “seed:number” gives its rank; the first ones are the sample. Whoever takes the same seed draws the same one.",
      figure: "Figure", year: "Year", value: "Value", behind: "Entries", whole: "Whole", number: "Number", name: "Title", date: "Date", activity: "Activity", kind: "Kind",
      state: "State", proved: "Pieces", place: "Place", beneficiary: "Beneficiary", participations: "Attendances", people: "People", minutes: "Minutes", amount: "Amount", hash: "Hash",
      also: "Also serves", file: "File", size: "Bytes", link: "Link announced", same: "Same file as", search: "Search", all: "All", everything: "All",
      shown: (n, all) => `${n} of ${all}`, more: "Show more", none: "Nothing matches these filters.", noProof: "No piece.", noEntry: "No entry.", definition: "Definition", missing: "Of them without the value",
      of: "Population", size2: "Size", seed: "Seed", draw: "Draw", csv: "Export as CSV", print: "Print", rank: "Rank", drawn: (n, all, seed) => `${n} of ${all}, seed “${seed}”`,
      unknown: "This address leads nowhere in this file.", open: "Open", documents: "The report and the tables", id: "Id", report: "Report", notices: "Pieces that changed since the version", since: "Since the version",
    },
  };
  const t = (key, ...args) => { const w = words[lang][key]; return typeof w === "function" ? w(...args) : w; };
  const say = (text) => (text && (text[lang] || text.fr)) || "";
  const count = (n) => n.toLocaleString(lang === "en" ? "en-GB" : "fr-FR");
  const ref = (n) => "R" + n;
  const under = (activity, chosen) => !chosen || activity === chosen || activity.startsWith(chosen + ".");

  // make builds an element; texts go in as texts, never as markup.
  function make(tag, attributes, ...inside) {
    const e = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "on") for (const [name, act] of Object.entries(value)) e.addEventListener(name, act);
      else if (value !== undefined && value !== false) e.setAttribute(key, value);
    }
    for (const x of inside.flat()) if (x !== undefined && x !== null && x !== "") e.append(x);
    return e;
  }
  const link = (label, to) => make("a", { href: to }, label);
  const separated = (list) => list.flatMap((x, i) => (i ? [", ", x] : [x]));

  // table draws rows of cells, a part at a time.
  function table(label, columns, rows, cells) {
    const body = make("tbody");
    const box = make("div", {}, make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label },
      make("table", { class: "cards" }, make("thead", {}, make("tr", {}, columns.map((c) => make("th", { scope: "col", class: c.numeric && "n" }, c.label)))), body)));
    let shown = 0;
    const more = make("button", { type: "button", class: "act more", on: { click: () => grow() } }, t("more"));
    function grow() {
      for (const row of rows.slice(shown, shown + step)) {
        body.append(make("tr", {}, cells(row).map((c, i) => make(i ? "td" : "th", { scope: i ? undefined : "row", class: columns[i].class || (columns[i].numeric && "n"), "data-label": i ? columns[i].label : undefined }, c))));
      }
      shown = Math.min(rows.length, shown + step);
      if (shown >= rows.length) more.remove();
    }
    grow();
    if (shown < rows.length) box.append(more);
    return rows.length ? box : make("p", {}, t("none"));
  }

  const activityName = (number) => { const x = data.programme.activities.find((a) => a.code === number); return x ? number + " " + say(x.name) : number; };
  const stateOf = (p) => make("span", { class: p.state }, say(data.programme.shelves[p.state]));
  const fileOf = (p) => p.file ? link(p.n + p.file.slice(p.file.lastIndexOf(".")), p.file) : p.same ? link(p.same, "#piece/" + p.same) : stateOf(p);

  function field(label, input) {
    return make("p", {}, make("label", { for: input.id }, label), input);
  }
  function choice(id, options, value) {
    return make("select", { id }, options.map(([v, label]) => make("option", { value: v, selected: String(v) === String(value) && "" }, label)));
  }
  const activityChoice = (value) => choice("activite", [["", t("all")], ...data.programme.activities.map((a) => [a.code, a.code + " " + say(a.name)])], value);
  const yearChoice = (value) => choice("annee", [["", t("everything")], ...data.programme.years.map((y) => [y, y])], value);

  // filtered shows a list under a search, an activity and a year.
  function filtered(h1, intro, rows, text, test, draw) {
    const search = make("input", { id: "mots", type: "search" }), activity = activityChoice(""), year = yearChoice("");
    const out = make("div", {}), total = make("p", { role: "status" });
    const fold = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const folded = rows.map((r) => fold(text(r)));
    function update() {
      const asked = fold(search.value).split(/\s+/).filter(Boolean);
      const found = rows.filter((r, i) => asked.every((w) => folded[i].includes(w)) && test(r, activity.value, Number(year.value)));
      total.textContent = t("shown", count(found.length), count(rows.length));
      out.replaceChildren(draw(found));
    }
    const form = make("form", { on: { input: update, submit: (e) => e.preventDefault() } }, field(t("search"), search), field(t("activity"), activity), field(t("year"), year));
    update();
    return [make("h1", {}, h1), make("p", { class: "intro" }, intro), form, total, out];
  }

  const entryTable = (rows) => table(t("entries"), [{ label: t("number"), class: "key" }, { label: t("name") }, { label: t("date"), class: "key" }, { label: t("activity") }, { label: t("proved") }], rows,
    (e) => [link(ref(e.n), "#realisation/" + e.n), e.title || say(data.programme.kinds[e.kind]), e.date || e.start, e.activity, separated((proofs.get(e.n) || []).map((p) => link(p.n, "#piece/" + p.n)))]);
  const pieceTable = (rows) => table(t("pieces"), [{ label: t("number"), class: "key" }, { label: t("name") }, { label: t("kind") }, { label: t("date"), class: "key" }, { label: t("file") }], rows,
    (p) => [link(p.n, "#piece/" + p.n), p.title, say(data.programme.proofs[p.kind]) || p.kind, p.date || "", fileOf(p)]);

  function facts(list) {
    return make("dl", {}, list.filter(([, value]) => value !== undefined && value !== "" && value !== null).flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]));
  }

  // grouped puts the years of one indicator together, and apart what is narrowed to a department or to some years.
  function grouped(figures) {
    const byKey = new Map();
    for (const f of figures) {
      const key = f.key + "|" + (f.narrowed || "");
      if (!byKey.has(key)) byKey.set(key, []);
      byKey.get(key).push(f);
    }
    return [...byKey.values()];
  }

  const labelOf = (f) => say(f.label) + (f.narrowed ? ", " + f.narrowed : "");

  const views = {
    chiffres() {
      const rows = grouped(data.chiffres.map((f, i) => ({ ...f, i })));
      const serves = (all, activity) => !activity || all.some((f) => f.entries.some((n) => under(entries.get(n).activity, activity)));
      const cell = (f) => f ? [link(say(f.value), "#chiffre/" + f.i), say(f.terms) && " (" + say(f.terms) + ")"] : "";
      return filtered(t("figures"), t("figuresIntro"), rows, (all) => labelOf(all[0]) + " " + all[0].key, (all, activity, year) => serves(all, activity) && all.some((f) => !year || f.year === year && f.entries.length),
        (found) => table(t("figures"), [{ label: t("figure") }, { label: t("whole"), numeric: true }, ...data.programme.years.map((y) => ({ label: String(y), numeric: true }))], found,
          (all) => [labelOf(all[0]), ...[0, ...data.programme.years].map((y) => cell(all.find((f) => f.year === y)))]));
    },
    chiffre(i) {
      const f = data.chiffres[Number(i)];
      if (!f) return null;
      const list = f.entries.map((n) => entries.get(n));
      return [make("h1", {}, labelOf(f) + (f.year ? " " + f.year : "")), make("p", { class: "big" }, say(f.value) + " " + (say(f.unit) === "%" ? "" : say(f.unit))),
        make("p", { class: "terms" }, say(f.terms)), facts([[t("definition"), say(f.definition)], [t("missing"), f.missing || undefined]]),
        make("h2", {}, t("behind") + " : " + count(list.length)), list.length ? entryTable(list) : make("p", {}, t("noEntry"))];
    },
    realisations() {
      return filtered(t("entries"), t("entriesIntro"), data.realisations, (e) => [ref(e.n), e.title, e.place, e.beneficiary, e.date].join(" "),
        (e, activity, year) => under(e.activity, activity) && (!year || e.year === year), entryTable);
    },
    realisation(n) {
      const e = entries.get(Number(n));
      if (!e) return null;
      const kind = say(data.programme.kinds[e.kind]), list = proofs.get(e.n) || [];
      return [make("h1", {}, ref(e.n) + " · " + (e.title || kind)), facts([[t("kind"), kind], [t("state"), say(data.programme.states[e.state])], [t("date"), e.date || e.start], [t("year"), e.year > 1 ? e.year : ""],
        [t("activity"), activityName(e.activity)], [t("also"), e.also], [t("place"), [e.place, e.department].filter(Boolean).join(" · ")], [t("beneficiary"), e.beneficiary], [t("participations"), e.participations],
        [t("people"), e.people], [t("minutes"), e.minutes], [t("amount"), e.amount === undefined ? "" : (e.amount / 100).toLocaleString(lang, { style: "currency", currency: "EUR" })], [t("id"), e.id], [t("hash"), e.hash]]),
      make("h2", {}, t("pieces") + " : " + count(list.length)), list.length ? pieceTable(list) : make("p", {}, t("noProof"))];
    },
    pieces() {
      const list = filtered(t("pieces"), t("piecesIntro"), data.pieces, (p) => [p.n, p.title, say(data.programme.proofs[p.kind])].join(" "),
        (p, activity, year) => under(p.activity, activity) && (!year || p.entries.some((n) => entries.get(n).year === year)), pieceTable);
      const told = data.programme.notices.map((n) => make("li", {}, n.piece ? link(say(n.message), "#piece/" + n.piece) : say(n.message)));
      return told.length ? [...list, make("h2", {}, t("notices")), make("ul", {}, told)] : list;
    },
    piece(number) {
      const p = pieces.get(number);
      if (!p) return null;
      const list = p.entries.map((n) => entries.get(n));
      return [make("h1", {}, p.n + " · " + p.title), facts([[t("kind"), say(data.programme.proofs[p.kind]) || p.kind], [t("state"), stateOf(p)], [t("activity"), activityName(p.activity)], [t("date"), p.date],
        [t("file"), p.file && link(p.file, p.file)], [t("same"), p.same && link(p.same, "#piece/" + p.same)], [t("size"), p.size && count(p.size)], ["SHA-256", p.sha256], [t("link"), p.link], [t("since"), say(data.programme.changes[p.since])]]),
      make("h2", {}, t("entries") + " : " + count(list.length)), list.length ? entryTable(list) : make("p", {}, t("noEntry"))];
    },
    tirage(...parts) {
      const [of = "entries", activity = "", year = "", size = "20", seed = ""] = parts;
      const input = { of: choice("population", [["entries", t("entries")], ["pieces", t("pieces")]], of), activity: activityChoice(activity), year: yearChoice(year),
        size: make("input", { id: "taille", type: "number", min: "1", max: "10000", value: size, required: "" }), seed: make("input", { id: "graine", value: seed, required: "", maxlength: "200" }) };
      const submit = (e) => {
        e.preventDefault();
        const next = "#tirage/" + [input.of.value, input.activity.value, input.year.value, input.size.value, input.seed.value.trim()].map(encodeURIComponent).join("/");
        if (next === location.hash) show(); else location.hash = next;
      };
      const form = make("form", { on: { submit } }, field(t("of"), input.of), field(t("activity"), input.activity), field(t("year"), input.year), field(t("size2"), input.size), field(t("seed"), input.seed),
        make("p", {}, make("button", { class: "act first" }, t("draw"))));
      return [make("h1", {}, t("sample")), make("p", { class: "intro" }, t("sampleIntro")), form, ...(seed ? drawn({ of, activity, year: Number(year), size: Number(size), seed }) : [])];
    },
  };

  // sample draws as control.Perimeter.Sample does: by the SHA-256 of "seed:number", rising.
  function sample({ of, activity, year, size, seed }) {
    const all = of === "pieces"
      ? data.pieces.filter((p) => under(p.activity, activity) && (!year || p.entries.some((n) => entries.get(n).year === year))).map((p) => ({ number: p.n, piece: p }))
      : data.realisations.filter((e) => under(e.activity, activity) && (!year || e.year === year)).map((e) => ({ number: ref(e.n), entry: e }));
    for (const x of all) x.key = sha256(seed + ":" + x.number);
    all.sort((a, b) => (a.key < b.key ? -1 : 1));
    return { among: all.length, drawn: all.slice(0, size) };
  }

  function drawn(how) {
    const s = sample(how);
    const title = (x) => x.piece ? x.piece.title : x.entry.title || say(data.programme.kinds[x.entry.kind]);
    const date = (x) => x.piece ? x.piece.date || "" : x.entry.date || x.entry.start;
    const columns = [{ label: t("number"), class: "key" }, { label: t("rank") }, { label: t("name") }, { label: t("date"), class: "key" }, { label: how.of === "pieces" ? t("file") : t("proved") }, { label: "SHA-256" }];
    const rows = s.drawn.map((x, i) => ({ ...x, rank: i + 1 }));
    const save = () => {
      const cell = (v) => '"' + (/^[=+\-@\t]/.test(v) ? "'" : "") + String(v).replaceAll('"', '""') + '"';
      const lines = [[t("rank"), t("number"), t("name"), t("date"), t("seed"), "SHA-256"], ...rows.map((x) => [x.rank, x.number, title(x), date(x), how.seed, x.key])];
      const text = "\ufeff" + lines.map((l) => l.map((v) => cell(String(v))).join(";")).join("\r\n") + "\r\n";
      const a = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: "tirage.csv" });
      a.click();
      URL.revokeObjectURL(a.href);
    };
    return [make("h2", {}, t("drawn", count(rows.length), count(s.among), how.seed)),
      make("p", { class: "noprint" }, make("button", { type: "button", class: "act", on: { click: save } }, t("csv")), " ", make("button", { type: "button", class: "act", on: { click: () => print() } }, t("print"))),
      table(t("sample"), columns, rows, (x) => [x.piece ? link(x.number, "#piece/" + x.number) : link(x.number, "#realisation/" + x.entry.n), x.rank, title(x), date(x),
        x.piece ? fileOf(x.piece) : separated((proofs.get(x.entry.n) || []).map((p) => link(p.n, "#piece/" + p.n))), x.key.slice(0, 12)])];
  }

  const tabs = ["chiffres", "realisations", "pieces", "tirage"], labels = { chiffres: "figures", realisations: "entries", pieces: "pieces", tirage: "sample" };
  const homes = { chiffre: "chiffres", realisation: "realisations", piece: "pieces" };

  function menu(current) {
    const nav = document.getElementById("menu");
    nav.hidden = false;
    nav.replaceChildren(...tabs.map((v) => make("a", { href: "#" + v, "aria-current": (homes[current] || current) === v && "page" }, t(labels[v]))),
      make("button", { type: "button", lang: lang === "fr" ? "en" : "fr", on: { click: () => { lang = lang === "fr" ? "en" : "fr"; show(); } } }, t("language")));
  }

  let plain; // what the page says without scripts, kept for "documents"
  function show(moved) {
    const main = document.getElementById("vue");
    const [view, ...parts] = location.hash.slice(1).split("/");
    if (moved && view === "vue") { main.focus(); return; } // the way past the menu
    const name = Object.hasOwn(views, view) ? view : "chiffres";
    document.documentElement.lang = lang;
    document.getElementById("perimetre").textContent = say(data.programme.scope);
    document.getElementById("statut").textContent = say(data.programme.status);
    menu(name);
    const drawnView = views[name](...parts.map(decodeURIComponent)) || [make("h1", {}, t("title")), make("p", {}, t("unknown"))];
    main.replaceChildren(...drawnView);
    if (name === "chiffres") main.append(make("h2", {}, t("documents")), plain.cloneNode(true));
    document.title = main.querySelector("h1").textContent + " · " + say(data.programme.scope);
    if (moved) { window.scrollTo(0, 0); main.focus(); }
  }

  return {
    put(name, value) {
      if (Array.isArray(value)) data[name].push(...value); else data[name] = value;
    },
    start() {
      lang = data.programme.language === "en" ? "en" : "fr";
      for (const e of data.realisations) entries.set(e.n, e);
      for (const p of data.pieces) {
        pieces.set(p.n, p);
        for (const n of p.entries) { if (!proofs.has(n)) proofs.set(n, []); proofs.get(n).push(p); }
      }
      plain = document.querySelector("#sans-script ul");
      window.addEventListener("hashchange", () => show(true));
      show(false);
    },
    sample,
  };
})();
