// What Paged.js leaves to do: heads of tables on each page, no head or heading alone at the foot of one, and the numbers of the contents.
class Pages extends Paged.Handler {
  // A table that goes on gets its heads again as its first row is laid out, so that the room they take is counted.
  renderNode(clone, node) {
    if (node.nodeName !== "TR") return;
    const part = clone.closest("table"), whole = node.closest("table");
    if (!part || !part.dataset.splitFrom || part.tHead || !whole.tHead) return;
    const head = whole.tHead.cloneNode(true);
    head.querySelectorAll("[id]").forEach((e) => e.removeAttribute("id"));
    part.insertBefore(head, part.firstChild);
  }

  // When a page is full at a table's first row, or just after headings, those go to the next page too.
  onOverflow(overflow, rendered) {
    if (!overflow) return;
    let first = overflow.startContainer;
    if (first.nodeType === Node.ELEMENT_NODE) first = first.childNodes[overflow.startOffset] || first;
    const from = this.#keptWith(first.nodeType === Node.ELEMENT_NODE ? first : first.parentElement, overflow);
    // Paged.js lays a page out in columns, the second of which is what overflows: the first box of an element tells where it begins.
    const box = from && from.getClientRects()[0];
    if (!box || box.top - rendered.getBoundingClientRect().top < 60) return;
    const range = overflow.cloneRange();
    range.setStartBefore(from);
    return range;
  }

  afterRendered() {
    this.#number();
    this.#fitCover();
  }

  // The contents are numbered once all pages are there. Paged.js can (target-counter), page by page, at a third of the time of the whole.
  #number() {
    for (const a of document.querySelectorAll(".report-contents a")) {
      const target = document.getElementById(decodeURIComponent(a.hash.slice(1)));
      if (target) a.dataset.page = target.closest(".pagedjs_page").dataset.pageNumber;
    }
  }

  // A cover with more to tell than a page holds is drawn smaller, as a whole.
  #fitCover() {
    const cover = document.querySelector(".report-cover");
    for (let size = 0.97; cover && cover.scrollHeight > cover.clientHeight + 1 && size > 0.6; size -= 0.03)
      for (const part of cover.children) part.style.zoom = size;
  }

  #keptWith(element, overflow) {
    let from = null, at = element;
    const table = at.closest("table"), row = table && table.tBodies[0] && table.tBodies[0].rows[0];
    if (table && !table.dataset.splitFrom && (!row || row.contains(overflow.startContainer) || overflow.comparePoint(row, 0) >= 0))
      from = at = table.closest(".scroll") || table;
    else if (table) return null;
    for (;;) {
      const before = at.previousElementSibling;
      if (before && before.matches("h2, h3, h4, .definition, .part-eyebrow")) from = at = before;
      else if (!before && at.parentElement && at.parentElement.matches(".fiche")) from = at = at.parentElement;
      else return from;
    }
  }
}
Paged.registerHandlers(Pages);
