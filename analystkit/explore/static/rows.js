// The rows behind a figure: sort by a click on a head, search, copy; a row opens in its place to be read in full.
function render({ model, el }) {
  const tools = make("div", "akit-row akit-rows-tools");
  const find = make("input", "akit-find");
  find.type = "search";
  find.placeholder = "Find in these rows";
  find.setAttribute("aria-label", "Find in these rows");
  const told = make("span", "akit-quiet");
  told.setAttribute("role", "status");
  const copy = button("akit-button", "Copy rows", async () => {
    const text = [model.get("columns"), ...visible().map(({ row }) => row.plain)];
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
  let opened = null;

  const visible = () => lines.filter(({ node }) => !node.hidden);
  const collate = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
  function arrange() {
    const [column, sign] = sorted ?? [null, 1];
    const order = [...lines];
    if (column !== null) order.sort((one, other) => sign * collate(one.row.keys[column], other.row.keys[column]) || one.at - other.at);
    body.replaceChildren(...order.flatMap((line) => (line === opened?.line ? [line.node, opened.node] : [line.node])));
    [...head.cells].forEach((cell, at) =>
      cell.setAttribute("aria-sort", at === column ? (sign > 0 ? "ascending" : "descending") : "none"),
    );
  }
  function search() {
    const words = find.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const { node, text } of lines) node.hidden = !words.every((word) => text.includes(word));
    if (opened) opened.node.hidden = opened.line.node.hidden;
    const shown = visible().length;
    told.textContent = words.length ? `${shown} of ${lines.length}` : "";
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
    lines = model.get("rows").map((row, at) => {
      const node = make("tr");
      const line = { row, at, node, text: row.plain.join(" ").toLocaleLowerCase() };
      row.html.forEach((html, column) => {
        const cell = node.insertCell();
        cell.innerHTML = html; // made safe by the kernel
        cell.classList.toggle("akit-wordy", model.get("wordy").includes(column));
      });
      const first = button("akit-more", "▸", () => open(line));
      first.setAttribute("aria-label", `Read all of row ${at + 1}`);
      first.setAttribute("aria-expanded", "false");
      node.cells[0]?.prepend(first);
      line.first = first;
      node.addEventListener("click", (event) => {
        if (!event.target.closest("a, button") && !String(window.getSelection())) open(line);
      });
      return line;
    });
    arrange();
    search();
  }
  find.addEventListener("input", search);
  fill();
  model.on("change:rows", fill);
}

export default { render };
