// The figure in a place that is kept. Its marks answer: to the pointer, to a click, to the arrow keys, to a screen reader.
const MM = 96 / 25.4; // CSS pixels in a millimetre
const ZOOM = 1.35; // of the size on paper, at most
const LEAST = 0.72; // of the size on paper: below it a tall figure scrolls in its place rather than shrink

function render({ model, el }) {
  const place = make("div", "akit-sticky");
  const box = make("div", "akit-picture");
  box.tabIndex = -1;
  const canvas = make("div", "akit-canvas");
  const ring = make("div", "akit-ring");
  const tip = make("div", "akit-tip");
  const marks = make("div", "akit-marks");
  ring.hidden = tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // the mark itself says the same words
  let image = make("img");
  let address = null;
  let scroller = null; // what scrolls the page: its height is the room there is
  canvas.append(image, marks, ring, tip);
  box.append(canvas);
  place.append(box);

  const tools = make("div", "akit-picture-tools");
  const told = make("span", "akit-told");
  told.setAttribute("role", "status");
  const waiting = new Map();
  const ask = (kind) =>
    new Promise((resolve, reject) => {
      const ticket = String(Math.random());
      waiting.set(ticket, { resolve, reject });
      told.textContent = "Working …";
      model.send({ do: "give", kind, ticket });
    });
  const copy = button("akit-button", "Copy picture", async () => {
    const answer = ask("png").then(({ data }) => data);
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": answer })]);
      told.textContent = "Copied";
    } catch (error) {
      await answer.catch(() => {});
      told.textContent = `Not copied: ${error.message ?? error}`;
    }
  });
  tools.append(copy, make("span", "akit-quiet", "Download"));
  for (const kind of ["PNG", "SVG", "PDF", "CSV", "XLSX"]) {
    const get = button("akit-button", kind, async () => {
      try {
        const { data, name } = await ask(kind.toLowerCase());
        const link = make("a");
        link.href = URL.createObjectURL(data);
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
        told.textContent = name;
      } catch (error) {
        told.textContent = String(error.message ?? error);
      }
    });
    get.setAttribute("aria-label", `Download ${kind}${["CSV", "XLSX"].includes(kind) ? " of the rows" : ""}`);
    tools.append(get);
  }
  tools.append(told);
  place.append(tools);
  el.append(place);
  model.on("msg:custom", (content, buffers) => {
    const asked = waiting.get(content.id);
    if (!asked) return;
    waiting.delete(content.id);
    told.textContent = "";
    if (content.error) asked.reject(Error(content.error));
    else asked.resolve({ name: content.name, data: new Blob([buffers[0]], { type: content.mime }) });
  });

  function keepPlace() {
    const width = model.get("width_mm");
    const tall = model.get("tallest_mm");
    const room = (scroller?.clientHeight ?? window.innerHeight) - tools.offsetHeight - 8;
    const fits = (room * width) / tall;
    const widest = Math.min(width * MM * ZOOM, Math.max(fits, width * MM * LEAST));
    canvas.style.maxWidth = `${Math.round(widest)}px`;
    canvas.style.aspectRatio = `${width} / ${tall}`;
    box.style.maxHeight = `${Math.max(150, room)}px`;
  }

  async function show() {
    const bytes = model.get("png");
    if (!bytes || !bytes.byteLength) return;
    const next = make("img");
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
    list();
  }

  // The marks: [left, top, width, height, words], in shares of the picture.
  let known = [];
  let at = -1;
  function list() {
    known = model.get("marks");
    at = -1;
    ring.hidden = tip.hidden = true;
    marks.replaceChildren(
      ...known.map(([left, top, width, height, words], number) => {
        const mark = make("div", "akit-mark", words);
        mark.id = `${marks.dataset.name}-${number}`;
        mark.setAttribute("role", "option");
        mark.setAttribute("aria-selected", "false");
        Object.assign(mark.style, { left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * width}%`, height: `${100 * height}%` });
        return mark;
      }),
    );
    if (known.length) {
      marks.tabIndex = 0;
      marks.setAttribute("role", "listbox");
      marks.setAttribute("aria-label", `Marks of the picture, ${known.length}: arrow keys go from one to the next, Enter shows its rows`);
      marks.removeAttribute("aria-activedescendant");
    } else {
      for (const name of ["tabindex", "role", "aria-label", "aria-activedescendant"]) marks.removeAttribute(name);
    }
  }
  marks.dataset.name = `akit-mark-${Math.random().toString(36).slice(2)}`;

  function point(number) {
    marks.children[at]?.setAttribute("aria-selected", "false");
    at = number;
    ring.hidden = tip.hidden = at < 0;
    if (at < 0) return;
    const [left, top, width, height, words] = known[at];
    marks.children[at].setAttribute("aria-selected", "true");
    marks.setAttribute("aria-activedescendant", marks.children[at].id);
    Object.assign(ring.style, { left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * width}%`, height: `${100 * height}%` });
    tip.textContent = words;
    const high = image.clientHeight || canvas.clientHeight;
    const below = (top + height) * high + 6;
    const wide = tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(canvas.clientWidth - wide, left * canvas.clientWidth))}px`;
    tip.style.top = `${below + tip.offsetHeight > high ? Math.max(0, top * high - tip.offsetHeight - 6) : below}px`;
  }
  const under = (event) => {
    const frame = image.getBoundingClientRect();
    const x = (event.clientX - frame.left) / frame.width;
    const y = (event.clientY - frame.top) / frame.height;
    let best = -1;
    let least = Infinity;
    known.forEach(([left, top, width, height], number) => {
      const slack = Math.max(0, 3 / frame.width);
      const inside = x >= left - slack && x <= left + width + slack && y >= top - slack && y <= top + height + slack;
      if (inside && width * height < least) [best, least] = [number, width * height];
    });
    return best;
  };
  const choose = (number, byKey) => number >= 0 && model.send({ do: "rows", mark: number, key: byKey });
  marks.addEventListener("pointermove", (event) => {
    const number = under(event);
    marks.classList.toggle("akit-can", number >= 0);
    if (number !== at) point(number);
  });
  marks.addEventListener("pointerleave", () => point(-1));
  marks.addEventListener("click", (event) => choose(under(event), false));
  marks.addEventListener("blur", () => point(-1));

  // Left and right go through the marks in their order; up and down to the nearest in that direction.
  const toward = (sign) => {
    const [left, top, width, height] = known[at];
    let best = at;
    let least = Infinity;
    known.forEach((other, number) => {
      const down = sign * (other[1] + other[3] / 2 - top - height / 2);
      const far = down + 0.3 * Math.abs(other[0] - left) + 0.05 * Math.abs(other[2] - width);
      if (down > Math.min(height, other[3]) * 0.5 && far < least) [best, least] = [number, far];
    });
    return best;
  };
  marks.addEventListener("focus", () => {
    if (marks.matches(":focus-visible") && at < 0 && known.length) point(0);
  });
  marks.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !known.length) return;
    const last = known.length - 1;
    const moves = { ArrowRight: Math.min(last, at + 1), ArrowLeft: Math.max(0, at - 1), Home: 0, End: last };
    if (event.key in moves) point(moves[event.key]);
    else if (event.key === "ArrowDown") point(at < 0 ? 0 : toward(1));
    else if (event.key === "ArrowUp") point(at < 0 ? 0 : toward(-1));
    else if (event.key === "Enter" || event.key === " ") choose(at, true);
    else if (event.key === "Escape") point(-1);
    else return;
    event.preventDefault();
  });

  function measure() {
    keepPlace();
    const pixels = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
    if (pixels > 0 && pixels !== model.get("pixels")) put(model, "pixels", pixels);
  }
  keepPlace();
  show();
  model.on("change:png", show);
  const observer = new ResizeObserver(measure);
  observer.observe(box);
  attached(el, () => {
    scroller = el.closest(".jp-WindowedPanel-outer, .jp-Notebook");
    if (scroller) observer.observe(scroller);
    measure();
  });
  return () => {
    observer.disconnect();
    if (address) URL.revokeObjectURL(address);
  };
}

export default { render };
