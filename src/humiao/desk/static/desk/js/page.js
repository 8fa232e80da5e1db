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

  // A form is sent once, and says that it is being sent.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.classList.contains("is-sending")) event.preventDefault();
    else if (form.method === "post" && !form.hasAttribute("hx-post")) form.classList.add("is-sending");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form.is-sending")) form.classList.remove("is-sending");
  });

  // After a refused form, start at what is wrong.
  const errors = document.querySelector("[data-errors]");
  if (errors) errors.focus();
})();
