// Rows read in full, in the place of the filters and so beside the picture. The kernel has made every item safe HTML.
function render({ model, el }) {
  const frame = make("section", "akit-reading akit-beside-picture");
  frame.setAttribute("aria-label", "Rows behind a mark");
  const back = button("akit-button", "‹ Filters", () => close());
  const head = make("h4");
  head.tabIndex = -1;
  const list = make("div");
  frame.append(back, head, list);
  el.append(frame);
  const body = () => el.closest(".akit-body");
  function close() {
    const marks = body()?.querySelector(".akit-marks[tabindex]") ?? body()?.querySelector(".akit-picture");
    marks?.focus({ preventScroll: true }); // before the button that has the focus is gone
    put(model, "items", []);
  }
  function update() {
    const items = model.get("items");
    head.textContent = model.get("title");
    list.innerHTML = items.join("<hr>");
    el.hidden = !items.length;
    body()?.classList.toggle("akit-read-on", items.length > 0);
    frame.scrollTop = 0;
    if (items.length && model.get("by_key")) head.focus({ preventScroll: true });
  }
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  update();
  attached(el, update);
  model.on("change:items", update);
}

export default { render };
