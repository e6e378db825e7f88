// A date range with two handles: two native sliders on one track, so that keyboard and screen reader work by themselves.
function handle(name) {
  const input = document.createElement("input");
  input.type = "range";
  input.step = 1;
  input.min = 0;
  input.dataset.lmSuppressShortcuts = "true"; // arrow keys move the handle, and do not fold JupyterLab's headings
  input.setAttribute("aria-label", name);
  return input;
}

function render({ model, el }) {
  const group = document.createElement("fieldset");
  group.className = "akit-filter akit-span";
  const legend = document.createElement("legend");
  legend.textContent = model.get("label");
  const words = document.createElement("output");
  words.className = "akit-span-words";
  const track = document.createElement("div");
  track.className = "akit-span-track";
  const low = handle(`${model.get("label")}: from`);
  const high = handle(`${model.get("label")}: to`);
  track.append(low, high);
  group.append(legend, words, track);
  el.append(group);

  function update() {
    const steps = model.get("steps");
    const [from, to] = model.get("value");
    const last = Math.max(steps.length - 1, 1);
    low.max = high.max = last;
    low.value = from;
    high.value = to;
    low.setAttribute("aria-valuetext", steps[from]);
    high.setAttribute("aria-valuetext", steps[to]);
    words.textContent = from === to ? steps[from] : `${steps[from]} – ${steps[to]}`;
    track.style.setProperty("--from", `${(100 * from) / last}%`);
    track.style.setProperty("--to", `${(100 * to) / last}%`);
    low.style.zIndex = from > last / 2 ? 3 : 2; // so that two handles at the end can be pulled apart
  }
  function send(moved) {
    let from = Number(low.value);
    let to = Number(high.value);
    if (from > to) moved === low ? (from = to) : (to = from);
    model.set("value", [from, to]);
    update();
    model.save_changes();
  }
  low.addEventListener("input", () => send(low));
  high.addEventListener("input", () => send(high));
  update();
  model.on("change:value", update);
  model.on("change:steps", update);
}

export default { render };
