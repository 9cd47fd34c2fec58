// What htmx leaves to us after a swap: say the count aloud, mark the fields in error, tell the map, keep the focus.
(() => {
  "use strict";
  const FIELDS = ["need", "near"];

  function markErrors() {
    for (const name of FIELDS) {
      const field = document.getElementById(name);
      const error = document.getElementById(`${name}-error`);
      if (!field) continue;
      if (error) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", error.id);
      } else {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
      }
    }
  }

  function say(text) {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }

  let firstNew = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    firstNew = event.detail.target && event.detail.target.id === "more" ? document.querySelectorAll("#results > li").length - 1 : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    if (target && target.tagName === "DATALIST") return;
    if (firstNew !== null) {
      const cards = document.querySelectorAll("#results > li");
      const link = cards[firstNew] && cards[firstNew].querySelector("h2 a");
      if (link) link.focus();
      say(`${cards.length - firstNew - (document.getElementById("more") ? 1 : 0)} more shown.`);
      firstNew = null;
    } else {
      markErrors();
      const summary = document.querySelector("#answer [data-focus]");
      const heading = document.querySelector("#answer [data-announce]");
      if (summary) summary.focus();
      else if (heading) say(heading.textContent);
    }
    document.dispatchEvent(new Event("onward:list"));
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => say("The search did not answer. Check your connection and press Find again."));
  }
  // A bad answer is a page of its own: load it whole, so that what happened can be read.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.target && event.detail.target.tagName !== "DATALIST") window.location.assign(event.detail.pathInfo.finalRequestPath);
  });
  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector("[data-focus]");
    if (summary) summary.focus();
  });
})();
