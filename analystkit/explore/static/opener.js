// A heading that opens what stands under it.
function render({ model, el }) {
  const head = button("akit-opener", "", () => put(model, "unfolded", !model.get("unfolded")));
  const update = () => {
    head.textContent = `${model.get("unfolded") ? "▾" : "▸"} ${model.get("title")}`;
    head.setAttribute("aria-expanded", String(model.get("unfolded")));
  };
  el.append(head);
  update();
  model.on("change:unfolded", update);
  model.on("change:title", update);
}

export default { render };
