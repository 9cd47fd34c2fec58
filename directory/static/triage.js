// The words that are known, while somebody types; and one more box without a new page. All of it works without.
(() => {
  "use strict";
  const known = document.getElementById("known-words");
  let waiting = null;
  let asked = 0;

  async function suggest(typed) {
    const number = ++asked;
    const response = await fetch("/triage/suggest", { method: "POST", body: new URLSearchParams({ typed }) });
    if (!response.ok || number !== asked) return;
    const options = (await response.json()).map(([value, words]) => {
      const option = document.createElement("option");
      option.value = value;
      if (words) option.textContent = words;
      return option;
    });
    known.replaceChildren(...options);
  }

  document.addEventListener("input", (event) => {
    if (!known || !event.target.matches("[data-suggest]")) return;
    clearTimeout(waiting);
    const typed = event.target.value.trim();
    if (typed) waiting = setTimeout(() => suggest(typed).catch(() => {}), 120);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-more]");
    if (!button) return;
    const boxes = button.form.querySelectorAll("[data-words] > *");
    const last = boxes[boxes.length - 1];
    const added = last.cloneNode(true);
    const input = added.querySelector("input");
    const label = added.querySelector("label");
    input.value = "";
    input.id = `terms-${boxes.length + 1}`;
    label.htmlFor = input.id;
    label.textContent = `Another thing, number ${boxes.length + 1}`;
    last.after(added);
    input.focus();
    event.preventDefault();
  });
})();
