// The document beside its draft: a click on either side shows the other. Links work without this.
(() => {
  "use strict";
  const root = () => document.querySelector("[data-reading]");
  const wide = window.matchMedia("(min-width: 62em)");
  const quiet = window.matchMedia("(prefers-reduced-motion: reduce)");
  let pane = "draft";

  const showPane = (name) => {
    pane = name;
    const reading = root();
    if (!reading) return;
    reading.dataset.shown = name;
    for (const button of reading.querySelectorAll("[data-pane]")) button.setAttribute("aria-pressed", String(button.dataset.pane === name));
  };

  const marksOf = (id) => [...document.querySelectorAll("[data-to]")].filter((link) => link.dataset.to.split(" ").includes(id));

  // Marks one fact on both sides and nothing else.
  const light = (id) => {
    for (const old of document.querySelectorAll(".is-shown")) old.classList.remove("is-shown");
    const fact = document.getElementById(id);
    if (fact) fact.classList.add("is-shown");
    for (const link of marksOf(id)) link.parentElement.classList.add("is-shown");
  };

  const goTo = (element) => {
    const behavior = quiet.matches ? "auto" : "smooth";
    element.scrollIntoView({ block: wide.matches ? "center" : "start", behavior });
    const focus = element.matches("a, [tabindex]") ? element : element.querySelector("a");
    if (focus) focus.focus({ preventScroll: true });
  };

  // A stretch may belong to several facts: each further click shows the next.
  const nextTarget = (link) => {
    const targets = link.dataset.to.split(" ");
    const shown = targets.findIndex((id) => document.getElementById(id)?.classList.contains("is-shown"));
    return targets[(shown + 1) % targets.length];
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-to], [data-from], [data-part], [data-pane], [data-cancel]");
    if (!link || !root()) return;
    if (link.dataset.pane) {
      showPane(link.dataset.pane);
      return;
    }
    if (link.hasAttribute("data-cancel")) {
      const place = link.closest(".fact-form");
      if (!place) return;
      event.preventDefault();
      const opener = document.querySelector(`[hx-target="#${place.id}"]`);
      place.replaceChildren();
      if (opener) opener.focus();
      return;
    }
    event.preventDefault();
    if (link.dataset.to) {
      if (String(window.getSelection())) return;
      const id = nextTarget(link);
      light(id);
      showPane("draft");
      goTo(document.getElementById(id));
    } else if (link.dataset.from) {
      const place = document.getElementById(link.hash.slice(1));
      light(link.dataset.from);
      showPane("text");
      if (place) goTo(place);
    } else {
      showPane("draft");
      document.querySelector(link.hash).scrollIntoView({ block: "start", behavior: quiet.matches ? "auto" : "smooth" });
    }
  });

  // Words selected in the text become a fact. Offsets count characters, as the server does, not UTF-16 units.
  const offset = (node, within) => {
    const piece = node.parentElement?.closest("[data-start]");
    return piece ? Number(piece.dataset.start) + [...node.textContent.slice(0, within)].length : null;
  };
  document.addEventListener("selectionchange", () => {
    const form = document.querySelector("[data-pick]");
    const selection = window.getSelection();
    if (!form || !selection.rangeCount || form.contains(document.activeElement)) return;
    const range = selection.getRangeAt(0);
    const inside = range.commonAncestorContainer.parentElement?.closest("[data-text]") || range.commonAncestorContainer.closest?.("[data-text]");
    const words = String(selection).trim();
    const start = inside && words ? offset(range.startContainer, range.startOffset) : null;
    const end = inside && words ? offset(range.endContainer, range.endOffset) : null;
    form.hidden = start === null || end === null || end <= start;
    if (form.hidden) return;
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.querySelector("[data-pick-words]").textContent = `“${words.slice(0, 40)}”`;
  });

  // After a change go on from where one was; a form that opens takes the focus.
  document.addEventListener("htmx:after:swap", () => {
    const reading = root();
    if (!reading) return;
    showPane(pane);
    const open = reading.querySelector(".fact-form form:not([data-seen])");
    if (open) {
      open.dataset.seen = "";
      const first = open.querySelector("[data-errors], input:not([type=hidden]), select, textarea");
      if (first) first.focus();
      return;
    }
    const back = reading.dataset.back && document.getElementById(reading.dataset.back);
    if (back && !reading.contains(document.activeElement)) {
      light(reading.dataset.back);
      back.focus({ preventScroll: true });
    }
  });

  showPane("draft");
  const named = window.location.hash.slice(1);
  if (named && document.getElementById(named)) light(named);
})();
