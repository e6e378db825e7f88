// Shows the figure in a place that is kept: the new picture is decoded first, then put where the old one was.
const MM = 96 / 25.4; // CSS pixels in a millimetre

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "akit-picture";
  let image = document.createElement("img");
  let address = null;
  box.append(image);
  el.append(box);

  function keepPlace() {
    const width = model.get("width_mm");
    box.style.maxWidth = `${Math.round(width * MM * model.get("zoom"))}px`;
    box.style.aspectRatio = `${width} / ${model.get("tallest_mm")}`;
  }

  async function show() {
    const bytes = model.get("png");
    if (!bytes || !bytes.byteLength) return;
    const next = document.createElement("img");
    const fresh = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    next.src = fresh;
    next.alt = model.get("alt");
    await next.decode().catch(() => {});
    if (model.get("png") !== bytes) {
      URL.revokeObjectURL(fresh); // a later picture has overtaken this one
      return;
    }
    keepPlace();
    image.replaceWith(next);
    image = next;
    if (address) URL.revokeObjectURL(address);
    address = fresh;
  }

  function measure() {
    const pixels = Math.round(box.clientWidth * (window.devicePixelRatio || 1));
    if (pixels > 0 && pixels !== model.get("pixels")) {
      model.set("pixels", pixels);
      model.save_changes();
    }
  }

  keepPlace();
  show();
  model.on("change:png", show);
  const observer = new ResizeObserver(measure);
  observer.observe(box);
  return () => {
    observer.disconnect();
    if (address) URL.revokeObjectURL(address);
  };
}

export default { render };
