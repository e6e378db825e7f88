// A group of labelled checkboxes (or radio buttons) with a count beside each; text from data only ever becomes text nodes.
const make = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

function row(term, group, toggle) {
  const label = make("label", "akit-term");
  const box = make("input");
  box.type = group ? "radio" : "checkbox";
  box.name = group;
  box.dataset.lmSuppressShortcuts = "true"; // arrow keys choose a term, and not another cell of JupyterLab
  box.addEventListener("change", () => toggle(term.term, box.checked));
  const name = make("span", "akit-term-name", term.label);
  if (term.about) label.title = term.about;
  const count = make("span", "akit-count");
  label.append(box);
  if (term.colour) {
    const swatch = make("span", "akit-swatch");
    swatch.style.background = term.colour;
    label.append(swatch);
  }
  label.append(name, count);
  return { label, box, count, needle: term.label.toLocaleLowerCase() };
}

function render({ model, el }) {
  const terms = model.get("terms");
  const single = model.get("single") ? `akit-${model.model_id ?? Math.random()}` : "";
  const group = make("fieldset", "akit-filter");
  const legend = make("legend", "", model.get("label"));
  const list = make("div", "akit-terms");
  const clear = make("button", "akit-clear", "clear");
  clear.type = "button";
  clear.setAttribute("aria-label", `Clear ${model.get("label")}`);

  const send = (value) => {
    model.set("value", value);
    model.save_changes();
  };
  const toggle = (term, on) => {
    if (single) return send([term]);
    const rest = model.get("value").filter((other) => other !== term);
    return send(on ? [...rest, term] : rest);
  };
  const rows = terms.map((term) => row(term, single, toggle));
  list.append(...rows.map((each) => each.label));
  clear.addEventListener("click", () => {
    send([]);
    rows[0]?.box.focus();
  });
  legend.append(clear);
  group.append(legend);

  if (terms.length > model.get("search_from")) {
    const search = make("input", "akit-find");
    search.type = "search";
    search.placeholder = `Find among ${terms.length}`;
    search.setAttribute("aria-label", `Find in ${model.get("label")}`);
    search.addEventListener("input", () => {
      const needle = search.value.trim().toLocaleLowerCase();
      for (const each of rows) each.label.hidden = !each.needle.includes(needle);
    });
    group.append(search);
    list.classList.add("akit-long");
  }
  const note = make("p", "akit-note");
  group.append(list, note);
  el.append(group);

  function update() {
    const chosen = new Set(model.get("value"));
    const counts = model.get("counts");
    rows.forEach((each, at) => {
      each.box.checked = chosen.has(terms[at].term);
      each.count.textContent = counts[at] ?? "";
      each.label.classList.toggle("akit-none", counts[at] === 0 && !each.box.checked);
    });
    clear.hidden = Boolean(single) || chosen.size === 0;
    note.textContent = model.get("note");
    note.hidden = !single && !note.textContent;
  }
  update();
  model.on("change:value", update);
  model.on("change:counts", update);
  model.on("change:note", update);
}

export default { render };
