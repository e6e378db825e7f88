// Checkboxes (or radio buttons) with a count beside each, under a head line that folds them and says what is chosen.
const LONG = 14; // terms: more of them can be searched
function row(term, group, toggle) {
  const label = make("label", "akit-term");
  const box = make("input");
  box.type = group ? "radio" : "checkbox";
  box.name = group;
  box.addEventListener("change", () => toggle(term.term, box.checked));
  const count = make("span", "akit-count");
  const swatch = make("span", "akit-swatch");
  swatch.style.background = term.color || "";
  if (term.about) label.title = term.about;
  label.append(box, swatch, make("span", "akit-term-name", term.label), count);
  return { term: term.term, name: term.label, label, box, count, swatch, needle: term.label.toLocaleLowerCase() };
}

function render({ model, el }) {
  const terms = model.get("terms");
  const single = model.get("single") ? `akit-${Math.random()}` : "";
  const inside = make("div", "akit-inside");
  const group = make("div", "akit-filter");
  const { head, chosen } = folding(model.get("label"), inside, model);
  group.setAttribute("role", single ? "radiogroup" : "group");
  group.setAttribute("aria-label", model.get("label"));
  const list = make("div", "akit-terms");
  const toggle = (term, on) => {
    if (single) return put(model, "value", [term]);
    const rest = model.get("value").filter((other) => other !== term);
    return put(model, "value", on ? [...rest, term] : rest);
  };
  const rows = terms.map((term) => row(term, single, toggle));
  let needle = "";

  // What is ticked stands on top; it is moved there when the list is opened or searched, never under the pointer.
  const order = () => {
    const ticked = new Set(model.get("value"));
    const first = single ? [] : rows.filter((each) => ticked.has(each.term));
    const rest = single ? rows : rows.filter((each) => !ticked.has(each.term));
    list.replaceChildren(...first.map((each) => each.label), ...rest.map((each) => each.label));
    for (const each of rows) each.label.hidden = !ticked.has(each.term) && !each.needle.includes(needle);
  };
  const tools = make("div", "akit-tools");
  if (!single && terms.length > 2) {
    const all = button("akit-clear", "all", () =>
      put(model, "value", [...new Set([...model.get("value"), ...rows.filter((each) => each.needle.includes(needle)).map((each) => each.term)])]),
    );
    const none = button("akit-clear", "none", () => put(model, "value", []));
    all.setAttribute("aria-label", `Choose all of ${model.get("label")}`);
    none.setAttribute("aria-label", `Choose none of ${model.get("label")}`);
    tools.append(all, none);
  }
  if (terms.length > LONG) {
    const search = make("input", "akit-find");
    search.type = "search";
    search.placeholder = `Find among ${terms.length}`;
    search.setAttribute("aria-label", `Find in ${model.get("label")}`);
    search.addEventListener("input", () => {
      needle = search.value.trim().toLocaleLowerCase();
      order();
    });
    tools.prepend(search);
    list.classList.add("akit-long");
    list.tabIndex = 0;
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", `Terms of ${model.get("label")}`);
  }
  const note = make("p", "akit-note");
  if (tools.children.length) inside.append(tools);
  inside.append(list, note);
  group.append(head, inside);
  el.append(group);

  function update() {
    const ticked = new Set(model.get("value"));
    const counts = model.get("counts");
    rows.forEach((each, at) => {
      each.box.checked = ticked.has(each.term);
      each.count.textContent = counts[at] ?? "";
      each.label.classList.toggle("akit-none", counts[at] === 0 && !each.box.checked);
      each.swatch.hidden = !model.get("swatches") || !terms[at].color;
    });
    const names = rows.filter((each) => ticked.has(each.term)).map((each) => each.name);
    chosen.textContent = names.join(", ");
    chosen.title = names.join(", ");
    note.textContent = model.get("note");
    note.hidden = !note.textContent;
  }
  order();
  update();
  for (const name of ["value", "counts", "note", "swatches"]) model.on(`change:${name}`, update);
  model.on("change:unfolded", order);
}

export default { render };
