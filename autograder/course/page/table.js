// Sorts and filters the tables of this page. Without it they are whole, in the order in which they were written.
"use strict";
(() => {
  const number = text => {
    const found = text.trim().replace(/\u2212/g, "-").match(/^-?\d+(\.\d+)?/);
    return found ? parseFloat(found[0]) : null;
  };
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell ? cell.dataset.value ?? cell.textContent.trim() : "";
  };
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    if (x !== null && y !== null) return x - y;
    return a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" });
  };

  function sort(table, heading) {
    const column = heading.cellIndex;
    const before = heading.getAttribute("aria-sort");
    const falling = before ? before === "ascending" : heading.dataset.first === "descending";
    const body = table.tBodies[0];
    const filled = [], empty = [];
    for (const row of body.rows) (key(row, column) === "" ? empty : filled).push(row);
    filled.sort((a, b) => compare(key(a, column), key(b, column)) * (falling ? -1 : 1));
    body.append(...filled, ...empty);  // what is empty stays last, whichever way
    for (const each of heading.parentElement.cells) each.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const heading of table.tHead.rows[0].cells) {
      if (heading.classList.contains("picture")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading));
      heading.append(button);
    }
  }

  const shows = {};
  for (const form of document.querySelectorAll(".filter")) {
    const table = document.getElementById(form.dataset.table);
    const search = form.querySelector("input"), choice = form.querySelector("select");
    const said = form.querySelector("output");
    const plain = node => node.textContent.replace(/\s+/g, " ").trim().toLowerCase();
    let known = null;  // read when somebody searches: a large class's page opens without it
    const all = () => known ??= [...table.tBodies[0].rows].map(
      row => [row, plain(row), [...row.querySelectorAll("li")].map(plain)]);
    const apply = () => {
      const query = search.value.trim().toLowerCase();
      const exact = query.match(/^"(.+)"$/);  // one of the entries of a list, whole
      const words = query.split(/\s+/);
      const flag = choice ? choice.value : "";
      const rows = all();
      let shown = 0;
      for (const [row, text, entries] of rows) {
        const found = exact ? entries.includes(exact[1]) : words.every(word => text.includes(word));
        // Whoever searches searches in all, and not only in those that are frequent.
        const fits = found && (!flag || (query && flag === "frequent") || (row.dataset.flags || "").split(";").includes(flag));
        row.hidden = !fits;
        shown += fits;
      }
      said.textContent = shown === rows.length ? `${rows.length}` : `${shown} of ${rows.length}`;
    };
    form.hidden = false;
    search.addEventListener("input", apply);
    if (choice) choice.addEventListener("change", apply);
    form.addEventListener("keydown", event => {
      if (event.key === "Escape") { search.value = ""; if (choice) choice.value = ""; apply(); }
    });
    const show = (query, flag) => {
      search.value = query;
      if (choice) choice.value = flag;
      apply();
    };
    if (choice && choice.value) apply();
    else said.textContent = `${table.tBodies[0].rows.length}`;
    shows[form.dataset.table] = show;
    if (form.dataset.table !== "students") continue;
    for (const button of document.querySelectorAll("button.find")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const { find, show: flag } = button.dataset;
        show(find ? `"${find}"` : "", flag || "");
        form.scrollIntoView();
        search.focus({ preventScroll: true });
      });
    }
  }

  // Whatever a link leads to is shown, also if a table has been narrowed to other rows.
  const reveal = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!row || !row.hidden) return;
    shows[row.closest("table").id]("", "");
    row.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
