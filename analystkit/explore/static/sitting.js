// One paragraph at a time: its words, the codes suggested for it, and keys to accept, change, skip and take back.
function render({ model, el }) {
  const card = make("section", "akit-card");
  card.tabIndex = 0;
  card.setAttribute("aria-label", "Paragraph to code");
  const where = make("p", "akit-where");
  where.setAttribute("role", "status");
  const text = make("p", "akit-paragraph");
  const fields = make("div", "akit-row akit-codes-row");
  const texts = make("div", "akit-row");
  const buttons = make("div", "akit-row");
  const keys = make("p", "akit-quiet", "On the paragraph: Enter accepts, 1 to 9 goes to a code to change it, S skips, U takes back; Escape returns here from a field.");
  card.append(where, text);
  el.append(card, fields, texts, buttons, keys);

  const selects = model.get("fields").map((field, at) => {
    const label = make("label", "akit-code-field");
    const select = make("select");
    select.append(new Option("not coded", ""));
    for (const term of field.terms) {
      const option = new Option(term.label, term.term);
      option.title = term.about;
      select.append(option);
    }
    const why = make("span", "akit-quiet akit-why");
    label.append(make("span", "akit-label", `${at + 1} ${field.label}`), select, why);
    select.addEventListener("change", () => say(field, select, why));
    fields.append(label);
    return { field, select, why };
  });
  const inputs = ["heading", "summary"].map((name) => {
    const label = make("label", "akit-code-field akit-wide");
    const input = make("input");
    input.placeholder = name === "heading" ? "in your words; blank keeps the place" : "in your words, if you like";
    label.append(make("span", "akit-label", name[0].toUpperCase() + name.slice(1)), input);
    texts.append(label);
    return { name, input };
  });
  const act = (kind) => {
    const values = {};
    for (const { field, select } of selects) values[field.name] = select.value;
    for (const { name, input } of inputs) values[name] = input.value;
    model.send({ do: kind, item: model.get("item").id ?? "", values });
    card.focus({ preventScroll: true });
  };
  const accept = button("akit-button akit-main-button", "Accept", () => act("accept"));
  const skip = button("akit-button", "Skip", () => act("skip"));
  const undo = button("akit-button", "Take back", () => act("undo"));
  buttons.append(accept, skip, undo);

  const kinds = ["akit-mark-a", "akit-mark-b", "akit-mark-c", "akit-mark-d"];
  function say(field, select, why) {
    const suggested = model.get("item").codes?.[field.name] ?? "";
    const words = model.get("item").why?.[field.name] ?? [];
    if (!suggested) why.textContent = "no suggestion";
    else if (select.value !== suggested) why.textContent = "changed by you";
    else why.textContent = words.length ? `suggested by: ${words.join(", ")}` : "suggested";
  }
  function paint() {
    const item = model.get("item");
    const done = !item.id;
    where.textContent = model.get("said");
    for (const each of [fields, texts]) each.hidden = done;
    accept.disabled = skip.disabled = done;
    undo.disabled = !model.get("undoable");
    text.dir = "auto";
    text.replaceChildren();
    let at = 0;
    for (const [start, end, name] of item.marks ?? []) {
      if (start < at) continue;
      const kind = kinds[Math.max(0, selects.findIndex(({ field }) => field.name === name)) % kinds.length];
      const mark = make("mark", kind, item.text.slice(start, end));
      mark.title = `suggests ${name}`;
      text.append(item.text.slice(at, start), mark);
      at = end;
    }
    text.append((item.text ?? "").slice(at));
    for (const { field, select, why } of selects) {
      select.value = item.codes?.[field.name] ?? "";
      say(field, select, why);
    }
    for (const { name, input } of inputs) input.value = item[name] ?? "";
  }
  card.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "enter") act("accept");
    else if (key === "s") act("skip");
    else if (key === "u") act("undo");
    else if (/^[1-9]$/.test(key) && selects[key - 1]) selects[key - 1].select.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  for (const part of [fields, texts]) {
    part.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || (event.key === "Enter" && event.target.tagName === "INPUT")) {
        card.focus({ preventScroll: true });
        event.preventDefault();
        event.stopPropagation();
      }
    });
  }
  paint();
  for (const name of ["item", "said", "undoable"]) model.on(`change:${name}`, paint);
}

export default { render };
