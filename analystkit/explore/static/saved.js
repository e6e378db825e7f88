// Saved figures: what each shows, when it was saved, and what can be done with it.
function render({ model, el }) {
  const list = make("div", "akit-figures");
  el.append(list);
  const act = (kind, name) => model.send({ do: kind, name });
  function line(figure, place, all) {
    const item = make("div", "akit-figure");
    item.setAttribute("role", "listitem");
    if (figure.picture) {
      const picture = make("img", "akit-thumb");
      picture.src = figure.picture;
      picture.alt = figure.alt;
      item.append(picture);
    }
    const words = make("div", "akit-figure-words");
    words.append(make("b", "", figure.headline), make("br"), make("span", "akit-quiet", `${figure.name} · ${figure.date} · ${figure.about}`));
    item.append(words);
    if (model.get("pick")) {
      const label = make("label", "akit-term");
      const box = make("input");
      box.type = "checkbox";
      box.checked = figure.picked;
      box.addEventListener("change", () => act(box.checked ? "pick" : "drop", figure.name));
      label.append(box, make("span", "", `Use ${figure.name}`));
      words.append(label);
      const up = button("akit-button", "Up", () => act("up", figure.name));
      const down = button("akit-button", "Down", () => act("down", figure.name));
      up.setAttribute("aria-label", `Move ${figure.name} up`);
      down.setAttribute("aria-label", `Move ${figure.name} down`);
      up.disabled = place === 0;
      down.disabled = place === all.length - 1;
      item.append(up, down);
    } else {
      const open = button("akit-button", "Open", () => act("open", figure.name));
      open.setAttribute("aria-label", `Open ${figure.name}`);
      item.append(open);
    }
    return item;
  }
  function update() {
    const figures = model.get("figures");
    const focused = document.activeElement?.getAttribute("aria-label");
    list.replaceChildren(...figures.map(line));
    list.toggleAttribute("role", figures.length > 0);
    if (figures.length) list.setAttribute("role", "list");
    else list.append(make("p", "akit-quiet", model.get("nothing")));
    if (focused) list.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
  }
  update();
  model.on("change:figures", update);
}

export default { render };
