"use strict";
// What a reader does with the report: filter, move between events and differences, open a source at a sentence and come
// back. Everything is there to read without it. The state stands in the address: #PLACE&kind=date&without=B&one&more&q=...
(() => {
  const root = document.documentElement;
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const rows = all(".timeline tbody");
  const kindButtons = all("button[data-kind]");
  const accountButtons = all("button[data-account]");
  const [one, more, search, count] = ["one", "more", "search", "count"].map(byId);
  const texts = new Map();
  let cameFrom = null;
  root.classList.add("on");

  // ---- the state and the address

  const pressed = (buttons, name) => buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset[name]);
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const hiddenAccounts = () => accountButtons.map((b) => b.dataset.account).filter((a) => !pressed(accountButtons, "account").includes(a));

  function address(place) {
    const parts = [place];
    const kinds = pressed(kindButtons, "kind");
    if (kinds.length) parts.push("kind=" + kinds.join(","));
    if (hiddenAccounts().length) parts.push("without=" + hiddenAccounts().join(","));
    for (const box of [one, more]) if (box.checked !== box.defaultChecked) parts.push(box.id + "=" + Number(box.checked));
    if (search.value) parts.push("q=" + encodeURIComponent(search.value));
    return "#" + parts.join("&");
  }

  function place() {
    return location.hash.slice(1).split("&")[0];
  }

  function restore() {
    const given = new URLSearchParams(location.hash.slice(1).split("&").slice(1).join("&"));
    const listed = (name) => (given.get(name) || "").split(",");
    kindButtons.forEach((b) => press(b, listed("kind").includes(b.dataset.kind)));
    accountButtons.forEach((b) => press(b, !listed("without").includes(b.dataset.account)));
    for (const box of [one, more]) box.checked = given.has(box.id) ? given.get(box.id) === "1" : box.defaultChecked;
    search.value = given.get("q") || "";
    filter();
    if (place()) arrive(place());
  }

  // ---- filters

  function textOf(row) {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  }

  function passes(row, kinds, hidden, words) {
    if (kinds.length && !kinds.some((k) => (row.dataset.kinds || "").split(" ").includes(k))) return false;
    if (words && !textOf(row).includes(words)) return false;
    if (!hidden.length) return true;
    const told = all("td.told:not([hidden])", row).length;
    return told >= (one.checked || row.dataset.kinds ? 1 : Math.min(2, accountButtons.length - hidden.length));
  }

  function filter() {
    const kinds = pressed(kindButtons, "kind");
    const hidden = hiddenAccounts();
    const words = search.value.trim().toLowerCase();
    accountButtons.forEach((b, n) => {
      const off = hidden.includes(b.dataset.account);
      for (const tr of all(".timeline tr:not(.sub)")) tr.children[n + 1].hidden = off;
    });
    for (const row of rows) row.hidden = !passes(row, kinds, hidden, words);
    count.textContent = `${visible().length} of ${rows.length} events shown`;
  }

  function changed() {
    filter();
    history.replaceState(null, "", address(place()));
  }

  const seen = (element) => element.getClientRects().length > 0;
  const visible = () => rows.filter((row) => !row.hidden && seen(row));

  // ---- going to a place

  function arrive(id) {
    const target = byId(id);
    if (!target) return;
    const row = target.closest(".timeline tbody");
    if (row && !seen(row)) reveal(row);
    for (let at = target.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const source = target.closest(".source");
    if (source) read(source);
    else if (!target.closest("#sources")) close();
    all(".here").forEach((e) => e.classList.remove("here"));
    target.classList.add("here");
    const stop = row === target ? row.querySelector("td.told:not([hidden])") || row.querySelector("td") : target;
    if (!stop.matches("a, button, [tabindex]")) stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    target.scrollIntoView({ block: source ? "center" : "nearest", inline: "nearest" });
  }

  function reveal(row) {
    if (row.hidden) {
      kindButtons.forEach((b) => press(b, false));
      accountButtons.forEach((b) => press(b, true));
      search.value = "";
      filter();
    }
    if (!seen(row)) one.checked = true;
    filter();
  }

  function go(id) {
    history.pushState(null, "", address(id));
    arrive(id);
  }

  function read(source) {
    root.classList.add("reading");
    all(".source").forEach((s) => s.classList.toggle("open", s === source));
  }

  function close() {
    root.classList.remove("reading");
  }

  function comeBack() {
    close();
    if (cameFrom && seen(cameFrom)) cameFrom.focus();
  }

  // ---- moving by keys

  const cellOf = (element) => element && element.closest && element.closest(".timeline tr:not(.sub) > td");

  function current() {
    const row = document.activeElement.closest(".timeline tbody") || document.querySelector(".timeline tbody.here");
    const cell = cellOf(document.activeElement);
    return { row, column: cell ? cell.cellIndex : 1 };
  }

  function toCell(row, column) {
    const cells = all("tr:first-child > td:not([hidden])", row);
    const cell = cells.find((c) => c.cellIndex >= column) || cells.at(-1);
    cell.tabIndex = -1;
    cell.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function step(by, wanted = () => true) {
    const shown = visible().filter(wanted);
    const { row, column } = current();
    if (!shown.length) return;
    const here = row ? rows.indexOf(row) : by > 0 ? -1 : rows.length;
    const next = by > 0 ? shown.find((r) => rows.indexOf(r) > here) : shown.findLast((r) => rows.indexOf(r) < here);
    if (next) toCell(next, column);
  }

  function sideways(by) {
    const { row, column } = current();
    if (!row) return step(1);
    const cells = all("tr:first-child > td:not([hidden])", row);
    const next = cells[cells.findIndex((c) => c.cellIndex === column) + by];
    if (next) toCell(row, next.cellIndex);
  }

  const differs = (row) => row.dataset.kinds;
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    h: () => sideways(-1),
    l: () => sideways(1),
    n: () => step(1, differs),
    p: () => step(-1, differs),
    "/": () => search.focus(),
    "?": () => { byId("keys").open = !byId("keys").open; },
    Escape: () => { if (byId("keys").open) byId("keys").open = false; else comeBack(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input[type=search]");
    if (typing && event.key === "Escape") return search.blur();
    if (typing) return;
    if (event.key === "Enter" && event.target.matches("td")) return event.target.querySelector(".cite")?.click();
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      event.preventDefault();
      const id = link.getAttribute("href").slice(1);
      if (byId(id)?.closest("#sources") && !link.closest("#sources")) cameFrom = cellOf(link) || link;
      if (cameFrom && cameFrom.matches("td")) cameFrom.tabIndex = -1;
      return go(id);
    }
    const cell = cellOf(event.target);
    if (cell && !event.target.closest("summary, details") && !String(getSelection())) cell.querySelector(".cite")?.click();
  });

  kindButtons.concat(accountButtons).forEach((b) => b.addEventListener("click", () => {
    press(b, b.getAttribute("aria-pressed") !== "true");
    changed();
  }));
  [one, more].forEach((box) => box.addEventListener("change", changed));
  search.addEventListener("input", changed);
  byId("next").addEventListener("click", keys.n);
  byId("previous").addEventListener("click", keys.p);
  byId("close").addEventListener("click", comeBack);
  addEventListener("popstate", restore);
  addEventListener("beforeprint", () => all(".fold").forEach((d) => { d.dataset.was = d.open; d.open = true; }));
  addEventListener("afterprint", () => all(".fold").forEach((d) => { d.open = d.dataset.was === "true"; }));
  restore();
})();
