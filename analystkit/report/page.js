"use strict";
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
document.body.append(tip);

function say(words, x, y) {
  tip.textContent = words;
  tip.hidden = !words;
  if (!words) return;
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(x + 12, innerWidth - box.width - 4)) + "px";
  tip.style.top = (y + box.height + 24 > innerHeight ? y - box.height - 12 : y + 16) + "px";
}

// Rows: search, choose, sort; `ids` are those of a mark that was pressed.
function table(piece) {
  const body = piece.querySelector("tbody"), rows = [...body.rows], first = [...rows];
  const search = piece.querySelector("input"), selects = [...piece.querySelectorAll("select")];
  const told = piece.querySelector("output"), words = rows.map(row => row.textContent.toLowerCase());
  let ids = null;
  const show = () => {
    const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, at) => {
      row.hidden = !((!ids || ids.includes(row.dataset.id)) && asked.every(word => words[at].includes(word)) &&
        selects.every(one => !one.value || row.cells[one.dataset.column].textContent.split(", ").includes(one.value) ||
          row.cells[one.dataset.column].textContent === one.value));
      count += !row.hidden;
    });
    told.textContent = `${count} of ${rows.length} shown`;
  };
  const only = these => { ids = these; show(); };
  rows.forEach(row => [...row.cells].forEach(cell => {
    if (cell.textContent.length > 60) cell.dataset.long = "";
  }));
  search.addEventListener("input", show);
  selects.forEach(one => one.addEventListener("change", show));
  piece.querySelector(".all").addEventListener("click", () => {
    search.value = "";
    selects.forEach(one => { one.value = ""; });
    piece.querySelectorAll(".chosen").forEach(mark => mark.classList.remove("chosen"));
    only(null);
  });
  piece.querySelectorAll("th").forEach((head, at) => head.querySelector("button").addEventListener("click", () => {
    const was = head.getAttribute("aria-sort"), down = was === "ascending";
    piece.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
    let order = first;
    if (was !== "descending") {
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = row => row.cells[at].dataset.sort || row.cells[at].textContent;
      order = [...first].sort((a, b) => {
        if (!key(a) !== !key(b)) return key(a) ? -1 : 1;
        return key(a).localeCompare(key(b), undefined, {numeric: true}) * (down ? -1 : 1);
      });
    }
    body.append(...order);
  }));
  show();
  return only;
}

// Marks: the pointer, a finger or the arrow keys; Enter shows the rows behind one, Escape all of them.
function answer(piece, only) {
  const said = piece.querySelector(".said"), rows = piece.querySelector("details.rows");
  const choose = mark => {
    piece.querySelectorAll(".chosen").forEach(other => other.classList.remove("chosen"));
    mark.classList.add("chosen");
    only(JSON.parse(mark.dataset.ids));
    rows.open = true;
    said.textContent = `${mark.getAttribute("aria-label")} (rows below)`;
  };
  piece.querySelectorAll("svg.marks").forEach(layer => {
    const marks = [...layer.querySelectorAll(".mark")];
    const middle = mark => {
      const box = mark.getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2];
    };
    const go = mark => {
      marks.forEach(other => other.setAttribute("tabindex", other === mark ? "0" : "-1"));
      mark.focus();
    };
    layer.addEventListener("pointermove", event => {
      const mark = event.target.closest(".mark");
      say(mark ? mark.getAttribute("aria-label") : "", event.clientX, event.clientY);
    });
    layer.addEventListener("pointerleave", () => say(""));
    marks.forEach((mark, at) => {
      mark.addEventListener("click", () => { go(mark); choose(mark); });
      mark.addEventListener("focus", () => {
        said.textContent = mark.getAttribute("aria-label");
        if (mark.matches(":focus-visible")) say(said.textContent, ...middle(mark));
      });
      mark.addEventListener("blur", () => say(""));
      mark.addEventListener("keydown", event => {
        const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
        let next = null;
        if (way) {
          const [x, y] = middle(mark);
          let best = Infinity;
          marks.forEach(other => {
            const [dx, dy] = middle(other).map((value, axis) => value - [x, y][axis]);
            const along = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
            if (other !== mark && along > 1 && along + 3 * aside < best) [best, next] = [along + 3 * aside, other];
          });
        } else if (event.key === "Home" || event.key === "End") next = marks.at(event.key === "Home" ? 0 : -1);
        else if (event.key === "Enter" || event.key === " ") choose(mark);
        else if (event.key === "Escape") { say(""); piece.querySelector(".all").click(); }
        else return;
        event.preventDefault();
        if (next) go(next);
      });
    });
  });
}

document.querySelectorAll(".ak-piece").forEach(piece => {
  answer(piece, table(piece));
  const buttons = [...piece.querySelectorAll(".charts button")], figures = [...piece.querySelectorAll("figure")];
  buttons.forEach((button, at) => button.addEventListener("click", () => {
    buttons.forEach((other, place) => other.setAttribute("aria-pressed", String(place === at)));
    figures.forEach((figure, place) => { figure.hidden = place !== at; });
    piece.querySelector(".all").click();
  }));
});
