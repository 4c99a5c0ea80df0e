/**
 * What the page does beyond being read: search, filter by kind, open and close, light and dark, everything open on paper. It gets
 * no data of its own: it works on what is in the page, and puts no text into it as markup.
 */
export const SCRIPT = `
"use strict";
(() => {
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const one = (query) => document.querySelector(query);
  const tools = one(".tools");
  const search = one("#search");
  const shown = one("#shown");
  const nothing = one(".nothing");
  const chips = all("[data-filter]");
  const items = all("[data-item]").map((element) => ({ element, kind: element.dataset.item, text: "" }));
  const sections = all("[data-section]");
  const textOf = (item) => (item.text ||= item.element.textContent.toLowerCase());

  const update = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const kinds = new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.filter));
    let count = 0;
    for (const item of items) {
      const fits = (kinds.size === 0 || kinds.has(item.kind)) && words.every((word) => textOf(item).includes(word));
      item.element.hidden = !fits;
      if (fits) count += 1;
    }
    for (const section of sections) {
      const total = all("[data-item]", section).length;
      const left = all("[data-item]:not([hidden])", section).length;
      section.hidden = left === 0;
      section.querySelector(".count").textContent = left === total ? String(total) : left + " of " + total;
      if (section.tagName === "DETAILS" && words.length > 0 && !section.hidden) section.open = true;
    }
    nothing.hidden = count > 0 || items.length === 0;
    shown.textContent = words.length + kinds.size > 0 ? count + " of " + items.length + " shown" : "";
  };

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, items.length > 500 ? 150 : 0);
  });
  for (const chip of chips)
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      update();
    });

  const fold = one("#fold");
  const parts = all(".item details, details.item");
  const someClosed = () => parts.some((part) => !part.open);
  const foldLabel = () => {
    fold.textContent = someClosed() ? "Open all" : "Close all";
  };
  fold.addEventListener("click", () => {
    const open = someClosed();
    for (const part of parts) part.open = open;
    foldLabel();
  });
  for (const part of parts) part.addEventListener("toggle", foldLabel);
  foldLabel();

  const theme = one("#theme");
  const dark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const label = () => {
    theme.textContent = dark() ? "Light" : "Dark";
  };
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    label();
  });
  label();

  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape" && document.activeElement === search && search.value !== "") {
      search.value = "";
      update();
    }
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of closed) part.open = false;
  });

  tools.hidden = items.length === 0;
  theme.hidden = false;
})();
`;
