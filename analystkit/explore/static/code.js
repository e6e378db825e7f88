// Code to copy: a read-only text field and a button that puts it on the clipboard.
function render({ model, el }) {
  const group = document.createElement("div");
  group.className = "akit-code";
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.spellcheck = false;
  field.setAttribute("aria-label", "Code that draws this figure");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "akit-button";
  const update = () => {
    field.value = model.get("code");
    field.rows = field.value.split("\n").length;
    button.textContent = "Copy";
  };
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
    } catch {
      button.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
    }
  });
  group.append(field, button);
  el.append(group);
  update();
  model.on("change:code", update);
}

export default { render };
