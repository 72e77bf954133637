// Printing: the button, the day above the page, and what is folded is printed unfolded. Without this script the browser's own command prints,
// and the style unfolds.

const language = document.documentElement.lang;
let opened = [];

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

function tellDay() {
  for (const place of document.querySelectorAll("[data-printed]")) {
    const day = new Date().toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
    place.textContent = place.dataset.printed.replace("DATE", day);
    place.hidden = false;
  }
}

window.addEventListener("beforeprint", () => {
  tellDay();
  opened = [...document.querySelectorAll("main details:not([open]):not(:has(form))")];
  for (const details of opened) details.open = true;
});

window.addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened = [];
});

tellDay();
