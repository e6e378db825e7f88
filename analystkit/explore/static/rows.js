// The rows behind a figure: sort by a click on a head, search, copy; a row opens in its place to be read in full.
const MOST = 500; // rows that stand in the page at once; search, order and copy know them all
function render({ model, el }) {
  const tools = make("div", "akit-row akit-rows-tools");
  const find = make("input", "akit-find");
  find.type = "search";
  find.placeholder = "Find in these rows";
  find.setAttribute("aria-label", "Find in these rows");
  const told = make("span", "akit-quiet");
  told.setAttribute("role", "status");
  const copy = button("akit-button", "Copy rows", async () => {
    const text = [model.get("columns"), ...hits.map(({ row }) => row.plain)];
    const lines = text.map((cells) => cells.map((cell) => String(cell).replace(/\s+/g, " ")).join("\t"));
    told.textContent = (await toClipboard(lines.join("\n"))) ? `${lines.length - 1} copied` : "not copied";
  });
  tools.append(find, copy, told);
  const frame = make("div", "akit-table");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "Rows");
  const table = make("table");
  const head = table.createTHead().insertRow();
  const body = table.createTBody();
  frame.append(table);
  el.append(tools, frame);
  let sorted = null; // [column, 1 or -1]
  let lines = [];
  let hits = []; // those with the words looked for, in their order
  let opened = null;

  const collate = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
  function arrange() {
    const words = find.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const [column, sign] = sorted ?? [null, 1];
    hits = lines.filter(({ text }) => words.every((word) => text.includes(word)));
    if (column !== null) hits.sort((one, other) => sign * collate(one.row.keys[column], other.row.keys[column]) || one.at - other.at);
    body.replaceChildren(
      ...hits.slice(0, MOST).flatMap((line) => (line === opened?.line ? [stand(line), opened.node] : [stand(line)])),
    );
    [...head.cells].forEach((cell, at) =>
      cell.setAttribute("aria-sort", at === column ? (sign > 0 ? "ascending" : "descending") : "none"),
    );
    const few = hits.length > MOST ? `, the first ${MOST} shown` : "";
    told.textContent = words.length || few ? `${hits.length} of ${lines.length}${few}` : "";
  }
  function stand(line) {
    if (line.node) return line.node;
    line.node = make("tr");
    line.row.html.forEach((html, column) => {
      const cell = line.node.insertCell();
      cell.innerHTML = html; // made safe by the kernel
      cell.classList.toggle("akit-wordy", model.get("wordy").includes(column));
    });
    line.first = button("akit-more", "▸", () => open(line));
    line.first.setAttribute("aria-label", `Read all of row ${line.at + 1}`);
    line.first.setAttribute("aria-expanded", "false");
    line.node.cells[0]?.prepend(line.first);
    line.node.addEventListener("click", (event) => {
      if (!event.target.closest("a, button") && !String(window.getSelection())) open(line);
    });
    return line.node;
  }
  function open(line) {
    opened?.node.remove();
    opened?.line.node.classList.remove("akit-chosen");
    const again = opened?.line === line;
    opened = null;
    for (const each of lines) each.first?.setAttribute("aria-expanded", "false");
    if (again) return;
    const node = make("tr", "akit-open-row");
    const cell = node.insertCell();
    cell.colSpan = head.cells.length;
    cell.append(make("div", "akit-reading", "…"));
    line.node.after(node);
    line.node.classList.add("akit-chosen");
    line.first.setAttribute("aria-expanded", "true");
    opened = { line, node, cell };
    model.send({ do: "read", row: line.at });
  }
  model.on("msg:custom", (content) => {
    if (opened && content.row === opened.line.at) opened.cell.firstChild.innerHTML = content.html; // made safe by the kernel
  });
  function fill() {
    const names = model.get("columns");
    opened = null;
    if (sorted && sorted[0] >= names.length) sorted = null;
    head.replaceChildren(
      ...names.map((name, at) => {
        const cell = make("th");
        cell.scope = "col";
        cell.append(
          button("akit-sort", name, () => {
            sorted = sorted?.[0] === at ? [at, -sorted[1]] : [at, 1];
            arrange();
          }),
        );
        return cell;
      }),
    );
    lines = model.get("rows").map((row, at) => ({ row, at, text: row.plain.join(" ").toLocaleLowerCase() }));
    arrange();
  }
  find.addEventListener("input", arrange);
  fill();
  model.on("change:rows", fill);
}

export default { render };
