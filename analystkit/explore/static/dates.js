// From a month to a month: two fields, and a small histogram to draw over with the mouse.
const NEAR = 5; // pixels inside the range within which one of its ends is taken hold of
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

function render({ model, el }) {
  const inside = make("div", "akit-inside");
  const group = make("div", "akit-filter akit-dates");
  const { head, chosen } = folding(model.get("label"), inside, model);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", model.get("label"));
  const bins = model.get("bins");
  const most = Math.max(1, ...bins.map((bin) => bin.n));
  const strip = make("div", "akit-strip");
  const range = make("div", "akit-range");
  const tip = make("p", "akit-note");
  strip.append(range);
  for (const bin of bins) {
    const bar = make("span", "akit-bar");
    bar.dataset.from = bin.from;
    bar.style.setProperty("--part", bin.n / most);
    bar.title = `${bin.label}: ${bin.n}`;
    strip.append(bar);
  }
  const years = make("div", "akit-years");
  const bars = [...strip.querySelectorAll(".akit-bar")];
  let shown = -1;
  bins.forEach((bin, at) => {
    const place = at / bins.length;
    if (!bin.mark || place - shown < 0.17 || place > 0.9) return;
    const year = make("span", "", bin.mark);
    year.style.left = `${100 * place}%`;
    years.append(year);
    shown = place;
  });
  strip.setAttribute("aria-hidden", "true"); // the two fields say and do the same

  const fields = make("div", "akit-months");
  const [from, to] = ["From", "To"].map((words, end) => {
    const label = make("label", "", words);
    const field = make("input");
    field.type = "month";
    field.placeholder = "yyyy-mm";
    field.min = model.get("first");
    field.max = model.get("last");
    field.setAttribute("aria-label", `${model.get("label")}: ${words.toLowerCase()} month`);
    field.addEventListener("change", () => {
      const text = field.value.trim();
      if (text && !MONTH.test(text)) return update();
      const value = [...model.get("value")];
      value[end] = text;
      if (value[0] && value[1] && value[0].slice(0, 7) > value[1].slice(0, 7)) value[1 - end] = text;
      return put(model, "value", value);
    });
    label.append(field);
    fields.append(label);
    return field;
  });
  const all = button("akit-clear", "all dates", () => put(model, "value", ["", ""]));
  inside.append(strip, years, tip, fields, all);
  group.append(head, inside);
  el.append(group);

  const places = () => {
    const [low, high] = model.get("value");
    let first = 0;
    let last = bins.length - 1;
    bins.forEach((bin, at) => {
      if (low && bin.to < low.slice(0, 7)) first = Math.min(at + 1, bins.length - 1);
      if (high && bin.from <= high.slice(0, 7)) last = at;
    });
    return [first, Math.max(first, high ? last : bins.length - 1)];
  };
  const paint = ([first, last]) => {
    range.style.left = `${(100 * first) / bins.length}%`;
    range.style.width = `${(100 * (last - first + 1)) / bins.length}%`;
    bars.forEach((bar, at) => bar.classList.toggle("akit-in", at >= first && at <= last));
  };
  function update() {
    const value = model.get("value");
    from.value = value[0].slice(0, 7);
    to.value = value[1].slice(0, 7);
    chosen.textContent = model.get("words");
    all.hidden = !value[0] && !value[1];
    tip.textContent = model.get("words") || model.get("whole");
    paint(places());
  }
  const at = (event) => {
    const box = strip.getBoundingClientRect();
    return Math.max(0, Math.min(bins.length - 1, Math.floor(((event.clientX - box.left) / box.width) * bins.length)));
  };
  let anchor = null;
  let drawn = null;
  strip.addEventListener("pointerdown", (event) => {
    if (event.button || bins.length < 2) return;
    event.preventDefault();
    const box = strip.getBoundingClientRect();
    const [first, last] = places();
    const x = event.clientX - box.left;
    const [low, high] = [first, last + 1].map((place) => (place / bins.length) * box.width);
    const inside = model.get("value").some(Boolean) && x >= low && x <= high; // outside, a new stroke begins
    anchor = inside && x - low <= NEAR ? last : inside && high - x <= NEAR ? first : at(event);
    drawn = null;
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener("pointermove", (event) => {
    if (anchor === null) return;
    const place = at(event);
    const next = [Math.min(anchor, place), Math.max(anchor, place)];
    if (drawn && drawn[0] === next[0] && drawn[1] === next[1]) return;
    drawn = next;
    paint(next);
    tip.textContent = `${bins[next[0]].start} – ${bins[next[1]].end}`;
    put(model, "value", [next[0] ? bins[next[0]].from : "", next[1] < bins.length - 1 ? bins[next[1]].to : ""]);
  });
  const end = () => {
    if (anchor !== null && !drawn) put(model, "value", [bins[anchor].from, bins[anchor].to]);
    anchor = null;
    update();
  };
  strip.addEventListener("pointerup", end);
  strip.addEventListener("pointercancel", end);
  update();
  model.on("change:value", update);
  model.on("change:words", update);
}

export default { render };
