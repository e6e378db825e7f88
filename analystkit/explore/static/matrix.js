// The matrix of competing hypotheses: one table whose cells are set by click or key; text from data only becomes text nodes.
const TERMS = ["C", "CC", "N", "I", "II", "NA", ""]; // in the order of clicks: the first is not the extreme
const LEVELS = ["low", "medium", "high"];
const KEYS = { n: "N", a: "NA", Backspace: "", Delete: "", 1: "CC", 2: "C", 3: "N", 4: "I", 5: "II", 6: "NA", 0: "" };

function heads(model) {
  const head = make("thead");
  const asked = make("tr");
  const names = make("tr");
  const first = make("th", "akit-item", "Evidence");
  first.rowSpan = 2;
  first.scope = "col";
  const grade = make("th", "akit-grade", "Grades");
  grade.rowSpan = 2;
  grade.scope = "col";
  const weight = make("th", "akit-weight", "Relevance");
  weight.rowSpan = 2;
  weight.scope = "col";
  asked.append(first, grade, weight);
  for (const question of model.get("questions")) {
    const cell = make("th", "akit-question", question.label);
    cell.colSpan = question.count;
    cell.scope = "colgroup";
    cell.style.borderBottomColor = question.color;
    asked.append(cell);
  }
  for (const column of model.get("columns")) {
    const cell = make("th", "akit-hypothesis", column.label);
    cell.scope = "col";
    cell.title = column.claim;
    if (column.first) cell.classList.add("akit-first");
    names.append(cell);
  }
  head.append(asked, names);
  return head;
}

function render({ model, el }) {
  const columns = model.get("columns");
  const items = model.get("items");
  const colors = model.get("colors");
  const table = make("table", "akit-ach");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", "Ratings of evidence against hypotheses");
  const body = make("tbody");
  const buttons = new Map();
  const weights = new Map();
  const grid = [];

  let waiting = 0; // how many of them
  const asked = new Map(); // what was sent and not yet answered, so that quick keys and clicks add up
  const send = (table, item, hypothesis, value) => {
    asked.set(`${item}|${hypothesis}`, value);
    waiting += 1;
    model.send({ do: "rate", table, item, hypothesis, value });
  };
  const current = (item, hypothesis) => {
    const key = `${item}|${hypothesis}`;
    return asked.get(key) ?? (hypothesis ? model.get("cells")[key] ?? "" : model.get("relevance")[item] ?? "medium");
  };

  const focus = (row, column) => {
    const line = grid[Math.max(0, Math.min(grid.length - 1, row))];
    const target = line[Math.max(0, Math.min(line.length - 1, column))];
    for (const each of table.querySelectorAll("button[tabindex='0']")) each.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  };
  const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  const onKey = (event, row, column, item, hypothesis) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (move) focus(row + move[0], column + move[1]);
    else if (event.key === "Home") focus(row, 0);
    else if (event.key === "End") focus(row, columns.length);
    else if (hypothesis) {
      const now = current(item, hypothesis);
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      let value = KEYS[key];
      if (key === "c") value = now === "C" ? "CC" : "C";
      if (key === "i") value = now === "I" ? "II" : "I";
      if (value === undefined) return;
      send("consistency", item, hypothesis, value);
    } else {
      const value = { l: "low", m: "medium", h: "high" }[event.key.toLowerCase()];
      if (value === undefined) return;
      send("relevance", item, "", value);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  let late;
  items.forEach((item, row) => {
    if (item.late !== late) {
      late = item.late;
      const line = make("tr", "akit-part");
      const cell = make("th", "", item.part);
      cell.colSpan = 3 + columns.length;
      cell.scope = "rowgroup";
      line.append(cell);
      body.append(line);
    }
    const line = make("tr");
    const name = make("th", "akit-item");
    name.scope = "row";
    name.append(make("b", "", item.id), ` ${item.text}`);
    name.title = item.note;
    const grade = make("td", "akit-grade", item.grades);
    grade.title = item.graded;
    const weigh = make("button", "akit-weigh");
    weigh.type = "button";
    weigh.tabIndex = -1;
    weigh.addEventListener("click", () => {
      const now = current(item.id, "");
      send("relevance", item.id, "", LEVELS[(LEVELS.indexOf(now) + 1) % LEVELS.length]);
    });
    weigh.addEventListener("keydown", (event) => onKey(event, row, 0, item.id, ""));
    weights.set(item.id, weigh);
    const held = make("td", "akit-weight");
    held.append(weigh);
    line.append(name, grade, held);
    const cells = [weigh];
    columns.forEach((column, at) => {
      const cell = make("td");
      if (column.first) cell.classList.add("akit-first");
      const button = make("button", "akit-rating");
      button.type = "button";
      button.tabIndex = row === 0 && at === 0 ? 0 : -1;
      button.dataset.cell = `${item.id}|${column.id}`;
      button.append(make("span", "akit-own"), make("span", "akit-other"));
      button.addEventListener("click", () => {
        const now = current(item.id, column.id);
        focus(row, at + 1);
        send("consistency", item.id, column.id, TERMS[(TERMS.indexOf(now) + 1) % TERMS.length]);
      });
      button.addEventListener("keydown", (event) => onKey(event, row, at + 1, item.id, column.id));
      buttons.set(button.dataset.cell, { button, item, column });
      cell.append(button);
      cells.push(button);
      line.append(cell);
    });
    grid.push(cells);
    body.append(line);
  });

  const paint = () => {
    const cells = model.get("cells");
    const others = model.get("others");
    const whose = model.get("other_name");
    const own = model.get("own");
    table.classList.toggle("akit-closed", !own);
    for (const [key, { button, item, column }] of buttons) {
      const value = (own ? cells[key] : others[key]) ?? "";
      const other = own && whose ? (others[key] ?? "") : "";
      const apart = Boolean(value && other && value !== other);
      const [mine, theirs] = button.children;
      mine.textContent = value || (other ? "" : "·");
      theirs.textContent = other && (apart || !value) ? other : "";
      button.style.background = value && value !== "N" ? colors[value].face : "";
      button.style.color = value && value !== "N" ? colors[value].ink : "";
      button.classList.toggle("akit-apart", apart);
      button.classList.toggle("akit-blank", !value);
      const said = value ? colors[value].label : "not rated";
      const beside = other && other !== value ? `; ${whose}: ${colors[other].label}` : "";
      button.setAttribute("aria-label", `${item.id}, ${column.label}: ${said}${beside}`);
      button.title = `${item.id} · ${column.label}: ${said}${beside}`;
    }
    const relevance = model.get("relevance");
    for (const [item, button] of weights) {
      const level = relevance[item] ?? "medium";
      button.textContent = level;
      button.classList.toggle("akit-quiet", level === "medium");
      button.setAttribute("aria-label", `Relevance of ${item}: ${level}`);
    }
  };
  model.on("msg:custom", () => {
    waiting -= 1;
    if (waiting <= 0) asked.clear();
  });
  for (const name of ["cells", "others", "other_name", "relevance", "own"]) model.on(`change:${name}`, paint);
  const legend = make("p", "akit-legend");
  for (const [at, [rating, color]] of Object.entries(colors).entries()) {
    const sign = make("span", "akit-sign-box", rating);
    sign.style.background = rating === "N" ? "" : color.face;
    sign.style.color = rating === "N" ? "" : color.ink;
    const pair = make("span", "akit-pair");
    pair.append(sign, `${color.label} (key ${at + 1})`);
    legend.append(pair);
  }
  legend.append(make("span", "", "Click or press a key; arrows move, 0 clears, Ctrl+Z takes back"));
  table.append(heads(model), body);
  const frame = make("div", "akit-ach-frame");
  frame.append(table);
  el.append(legend, frame);
  paint();
}

export default { render };
