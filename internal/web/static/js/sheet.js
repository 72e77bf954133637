// The side sheet of a figure. htmx brings it; this closes it with Esc or its cross and gives the focus back to the figure that opened it.
// Without this script the links still work: opening and closing are pages.

const slot = document.getElementById("feuille");
let opener = null;

function mark(open) {
  for (const link of document.querySelectorAll("[data-sheet-opener][aria-expanded=true]")) {
    link.setAttribute("aria-expanded", "false");
    link.classList.remove("open");
  }
  if (open) {
    open.setAttribute("aria-expanded", "true");
    open.classList.add("open");
  }
}

function close() {
  const back = opener ?? document.querySelector("[data-sheet-opener][aria-expanded=true]");
  slot.replaceChildren();
  mark(null);
  back?.focus();
  opener = null;
}

if (slot) {
  document.addEventListener("click", (event) => {
    const figure = event.target.closest("[data-sheet-opener]");
    if (figure) opener = figure;
    if (event.target.closest("[data-sheet-close]") && slot.firstElementChild) {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && slot.firstElementChild) close();
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== slot) return;
    mark(opener);
    slot.querySelector("h2")?.focus({ preventScroll: true });
  });
}

// On a narrow page the contents of a report begin folded; without script they begin open.
if (window.matchMedia("(max-width: 1100px)").matches) {
  for (const details of document.querySelectorAll("[data-narrow-closed]")) details.open = false;
}
