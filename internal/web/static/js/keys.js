// Keys for long lists: J and K walk the rows, Enter opens a row's first link, X ticks its box. They act only while the focus is in the list
// (WCAG 2.1.4), never while somebody is typing, and each has its equal by Tab. Ctrl K goes to the search.

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

function rowOf(target) {
  return target.closest("[data-rows] tbody tr");
}

function walk(target, step) {
  const rows = [...target.closest("[data-rows]").querySelectorAll("tbody tr")];
  const here = rows.indexOf(rowOf(target));
  const next = rows[here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1)];
  if (!next) return false;
  next.tabIndex = -1;
  next.focus();
  return true;
}

// press acts on something of the row that has the focus; a link or a box that has it itself acts by itself.
function press(target, selector) {
  const element = rowOf(target) === target ? target.querySelector(selector) : null;
  element?.click();
  return Boolean(element);
}

const acts = {
  j: (target) => walk(target, 1),
  k: (target) => walk(target, -1),
  Enter: (target) => press(target, "a[href]"),
  x: (target) => press(target, "input[type=checkbox]"),
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    const find = document.querySelector("[data-find]");
    if (find) {
      event.preventDefault();
      find.focus();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (!event.target.closest("[data-rows]")) return;
  if (acts[event.key]?.(event.target)) event.preventDefault();
});
