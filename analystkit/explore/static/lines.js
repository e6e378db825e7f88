// Lines of a concordance: what is left, the words, what is right, and a button with the place. Text only ever becomes text nodes.
function render({ model, el }) {
  const frame = make("div", "akit-kwic");
  const table = make("table");
  frame.append(table);
  el.append(frame);

  const mark = () => {
    const chosen = model.get("chosen");
    [...table.rows].forEach((row, number) => row.classList.toggle("akit-chosen", number === chosen));
  };
  const fill = () => {
    table.replaceChildren();
    table.dir = model.get("rtl") ? "rtl" : "ltr";
    table.setAttribute("aria-label", model.get("label"));
    model.get("lines").forEach((line, number) => {
      const row = table.insertRow();
      const place = button("akit-place", line.place);
      place.title = `Read ${line.cite}`;
      row.append(make("td", "akit-left"), make("td", "akit-key", line.key), make("td", "akit-right", line.right), make("td"));
      // The left side is cut at its beginning: what is next to the word must be seen.
      row.cells[0].append(make("bdi", "", line.left));
      row.cells[3].append(place);
      row.addEventListener("click", () => put(model, "chosen", number));
    });
    frame.scrollTop = 0;
    mark();
  };
  fill();
  model.on("change:lines", fill);
  model.on("change:chosen", mark);
}

export default { render };
