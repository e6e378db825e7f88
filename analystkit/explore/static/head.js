// The line above a panel: how many rows, which; as code, undo, reset; and a way past the filters.
function render({ model, el }) {
  const line = make("div", "akit-head");
  const skip = button("akit-skip", "Skip to the picture", () => {
    const panel = el.closest(".akit-panel");
    (panel.querySelector(".akit-marks[tabindex]") ?? panel.querySelector(".akit-picture"))?.focus();
  });
  const said = make("p", "akit-said");
  said.setAttribute("role", "status");
  const code = make("div", "akit-code");
  const field = make("textarea");
  field.readOnly = true;
  field.spellcheck = false;
  field.setAttribute("aria-label", "Code that draws this figure");
  const again = button("akit-button", "Copy", async () => {
    again.textContent = (await toClipboard(field.value, field)) ? "Copied" : "Press Ctrl+C";
  });
  code.append(field, again);
  code.hidden = true;
  const asCode = button("akit-button", "As code", () => {
    code.hidden = !code.hidden;
    asCode.setAttribute("aria-expanded", String(!code.hidden));
    update();
  });
  asCode.setAttribute("aria-expanded", "false");
  const undo = button("akit-button", "Undo", () => model.send({ do: "undo" }));
  undo.title = "Back to the view before (Ctrl+Z)";
  const reset = button("akit-button", "Reset", () => model.send({ do: "reset" }));
  reset.title = "Back to the view that this cell begins with";
  line.append(skip, said, asCode, undo, reset);
  el.append(line, code);

  function update() {
    said.replaceChildren(make("b", "", model.get("noun")), " · ", make("b", "", String(model.get("found"))), ` of ${model.get("total")} · `);
    const way = model.get("at_first") ? "otherwise" : "less, or reset";
    const none = model.get("total") ? `nothing matches; choose ${way}` : "the dossier has none yet";
    if (model.get("empty")) said.append(make("b", "", none), " · ");
    said.append(make("span", "akit-of", model.get("sentence")));
    if (model.get("note")) said.append(make("span", "akit-of", `. ${model.get("note")}`));
    undo.disabled = !model.get("undoable");
    reset.disabled = model.get("at_first");
    reset.classList.toggle("akit-main-button", model.get("empty") && !reset.disabled);
    field.value = model.get("code");
    field.rows = field.value.split("\n").length;
    again.textContent = "Copy";
  }
  update();
  for (const name of ["noun", "found", "total", "sentence", "note", "code", "undoable", "at_first", "empty"]) model.on(`change:${name}`, update);
}

export default { render };
