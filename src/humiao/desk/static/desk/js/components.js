// Alpine components (CSP build: expressions are names only). A page uses them by x-data="name".
document.addEventListener("alpine:init", () => {
  "use strict";
  const { Alpine } = window;

  // Ticks in a list: how many, all of the page, and the bar of what can be done with them.
  Alpine.data("bulk", () => ({
    count: 0,
    get any() {
      return this.count > 0;
    },
    boxes() {
      return [...this.$root.querySelectorAll("tbody input[data-tick]")];
    },
    recount() {
      const boxes = this.boxes();
      for (const box of boxes) box.closest("tr").classList.toggle("is-selected", box.checked);
      this.count = boxes.filter((box) => box.checked).length;
      const all = this.$root.querySelector("[data-tick-all]");
      if (!all) return;
      all.checked = this.count > 0 && this.count === boxes.length;
      all.indeterminate = this.count > 0 && this.count < boxes.length;
    },
    tickAll(event) {
      for (const box of this.boxes()) box.checked = event.target.checked;
      this.recount();
    },
    clear() {
      for (const box of this.boxes()) box.checked = false;
      this.recount();
    },
    init() {
      this.recount();
    },
  }));

  // A revealed value covers itself again after a minute.
  Alpine.data("revealed", () => ({
    init() {
      window.setTimeout(() => {
        const value = this.$root.querySelector("[data-mask]");
        if (value) value.textContent = value.dataset.mask;
      }, 60000);
    },
  }));

  // How many characters are left of those allowed.
  Alpine.data("charCount", () => ({
    used: 0,
    init() {
      this.recount();
    },
    recount() {
      const area = this.$root.querySelector("textarea, input");
      this.used = area ? area.value.length : 0;
    },
  }));
});
