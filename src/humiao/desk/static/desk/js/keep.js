// Keeps what is typed into a form marked data-keep="<name>" until it was sent, in this tab only. A broken
// network, a closed page or an ended session loses nothing; another person in the same tab finds nothing.
(() => {
  "use strict";
  const PREFIX = "keep:";
  const person = document.body.dataset.person || "";
  const store = window.sessionStorage;

  const forget = (test) => {
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX) && test(key)) store.removeItem(key);
  };
  // Somebody else signed in here: nothing of the one before may be shown.
  if (person) forget((key) => !key.startsWith(`${PREFIX}${person}:`));
  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-forget-kept")) forget(() => true);
  });

  const isKept = (field) =>
    field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type) && !field.closest("[data-keep-not]");

  const read = (form) => {
    const values = {};
    for (const field of form.elements) {
      if (!isKept(field)) continue;
      const ticks = field.type === "checkbox" || field.type === "radio";
      values[field.name] = values[field.name] || [];
      if (!ticks || field.checked) values[field.name].push(field.value);
    }
    return values;
  };

  const fill = (form, values) => {
    const seen = {};
    for (const field of form.elements) {
      const kept = isKept(field) ? values[field.name] : undefined;
      if (kept === undefined) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = kept.includes(option.value);
      else {
        seen[field.name] = (seen[field.name] || 0) + 1;
        field.value = kept[seen[field.name] - 1] ?? field.value;
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const clockTime = (moment) => new Date(moment).toTimeString().slice(0, 5);

  const watch = (form) => {
    const key = `${PREFIX}${person}:${form.dataset.keep}`;
    const shown = JSON.stringify(read(form));
    const state = form.querySelector("[data-kept-state]");
    const notice = form.querySelector("[data-kept-notice]");
    let sending = false;
    let timer = 0;

    const say = (words) => {
      if (state) state.textContent = words;
    };
    const keep = () => {
      const values = read(form);
      if (JSON.stringify(values) === shown) store.removeItem(key);
      else {
        store.setItem(key, JSON.stringify({ at: Date.now(), values }));
        say((form.dataset.keptSays || "").replace("{time}", clockTime(Date.now())));
      }
    };
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, 400);
    });

    const kept = JSON.parse(store.getItem(key) || "null");
    if (kept && notice && !form.querySelector("[data-errors]")) {
      notice.hidden = false;
      notice.querySelector("[data-kept-time]").textContent = clockTime(kept.at);
      notice.querySelector("[data-kept-restore]").addEventListener("click", () => {
        fill(form, kept.values);
        notice.hidden = true;
        form.querySelector("input:not([type=hidden]), select, textarea").focus();
      });
      notice.querySelector("[data-kept-discard]").addEventListener("click", () => {
        store.removeItem(key);
        notice.hidden = true;
      });
    }

    form.addEventListener("submit", (event) => {
      window.clearTimeout(timer);
      keep();
      if (!navigator.onLine) {
        event.preventDefault();
        say(form.dataset.offlineSays || "");
        return;
      }
      sending = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!sending && JSON.stringify(read(form)) !== shown) event.preventDefault();
    });
    window.addEventListener("pageshow", () => {
      sending = false;
    });
  };

  for (const form of document.querySelectorAll("form[data-keep]")) watch(form);
  // The page after a saved form names what was saved: <body data-saved="visit:…">.
  const saved = document.body.dataset.saved;
  if (saved) store.removeItem(`${PREFIX}${person}:${saved}`);
})();
