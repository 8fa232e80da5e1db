// What every page gains from scripts; without them each link and form works on its own.
(() => {
  "use strict";
  document.documentElement.classList.add("has-js");

  const CONTROLS = "a, button, input, select, textarea, label, summary, details, form";

  // A click anywhere in a row follows the row's own link.
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.target.closest(CONTROLS) || String(window.getSelection())) return;
    const link = row.querySelector("[data-row-main]");
    if (link) link.click();
  });

  // Menus close when one clicks elsewhere or presses Escape.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if (button.hasAttribute("data-print")) {
      window.print();
      return;
    }
    await navigator.clipboard.writeText(button.dataset.copy);
    if (button.dataset.copied) button.lastChild.textContent = button.dataset.copied;
  });

  // What htmx puts into the drawer opens it; the dialog itself keeps the focus and hears Escape.
  const drawer = document.getElementById("drawer");
  const body = document.getElementById("drawer-body");
  if (drawer && body) {
    new MutationObserver(() => {
      if (body.childElementCount && !drawer.open) drawer.showModal();
    }).observe(body, { childList: true });
    drawer.addEventListener("close", () => body.replaceChildren());
    drawer.addEventListener("click", (event) => {
      if (event.target === drawer) drawer.close();
    });
  }

  // What comes after the page (data-later) is busy until it is there, says so, and says it where it fails;
  // an answer that is no such part (an error's page, the sign-in page) is never put into it.
  const laterOf = (event) => event.target instanceof Element && event.target.closest("[data-later]");
  // It waits at the height it had the last time, so that nothing below it jumps.
  const setLater = (part, state) => {
    const kept = `height:${part.getAttribute("hx-get")}:${part.querySelector("h2").textContent}`;
    const height = state === "waiting" ? window.localStorage.getItem(kept) : "";
    part.style.blockSize = height ? `${height}px` : "";
    part.dataset.later = state;
    part.setAttribute("aria-busy", String(state === "waiting"));
    const failed = part.querySelector(".later-failed");
    if (failed) failed.hidden = state !== "failed";
    document.getElementById("said").textContent = state === "came" ? part.dataset.came : "";
    if (state === "came") window.localStorage.setItem(kept, part.offsetHeight);
  };
  document.addEventListener("htmx:before:request", (event) => {
    const part = laterOf(event);
    if (part) setLater(part, "waiting");
  });
  document.addEventListener("htmx:before:swap", (event) => {
    const part = laterOf(event);
    if (!part) return;
    const answer = event.detail.ctx.response.raw;
    if (answer.ok && !answer.redirected) return;
    event.preventDefault();
    setLater(part, "failed");
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const part = laterOf(event);
    if (part) setLater(part, "came");
  });
  document.addEventListener("htmx:error", (event) => {
    const part = laterOf(event);
    if (part) setLater(part, "failed");
  });

  // A form is sent once, and says that it is being sent.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.classList.contains("is-sending")) event.preventDefault();
    else if (form.method === "post" && !form.hasAttribute("hx-post")) form.classList.add("is-sending");
    // A file is saved beside the page, which stays: its form may be sent again a moment later.
    if (form.hasAttribute("data-gives-file")) setTimeout(() => form.classList.remove("is-sending"), 2000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form.is-sending")) form.classList.remove("is-sending");
  });

  // After a refused form, start at what is wrong.
  const errors = document.querySelector("[data-errors]");
  if (errors) errors.focus();
})();
