// Around every panel: JupyterLab's shortcuts stay out of it, Ctrl+Z undoes, and a kernel that has gone is said in words.
// Run All carries the page along to the notebook's last cell; as long as no hand has moved it, it goes back to the top.
// The cell after this one is where running this cell alone leads: that is left as it is.
function keepTop(panel, scroller) {
  const notebook = panel.closest(".jp-Notebook");
  if (!notebook || notebook.dataset.akitTop) return;
  const place = (cell) => Number(cell?.dataset.windowedListIndex ?? -1);
  const own = place(panel.closest(".jp-Cell"));
  notebook.dataset.akitTop = "yes";
  const hands = ["wheel", "keydown", "pointerdown", "touchstart"];
  const back = () => {
    if (scroller.scrollTop && place(notebook.querySelector(".jp-Cell.jp-mod-active")) > own + 1) scroller.scrollTop = 0;
  };
  const stop = () => {
    scroller.removeEventListener("scroll", back);
    for (const hand of hands) window.removeEventListener(hand, stop, true);
    delete notebook.dataset.akitTop;
  };
  scroller.addEventListener("scroll", back);
  for (const hand of hands) window.addEventListener(hand, stop, true);
  setTimeout(stop, 120_000);
  back();
}

function render({ model, el }) {
  const gone = make(
    "p",
    "akit-gone",
    "The kernel behind this panel has gone, so nothing here answers. Run this cell again: click beside it and press Shift+Enter, or choose Run → Run All Cells.",
  );
  gone.setAttribute("role", "status");
  el.append(gone);
  let room;
  attached(el, () => {
    const panel = el.closest(".akit-panel");
    if (!panel || panel.dataset.akitWired) return;
    panel.dataset.akitWired = "true";
    // Letters and arrows belong to the panel, not to the notebook; JupyterLab looks at what has the focus first.
    panel.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));
    panel.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      const key = event.key.toLowerCase();
      const typing = event.target.closest("textarea, select, input:not([type=checkbox]):not([type=radio])");
      if (key === "z" && !typing) {
        event.preventDefault();
        event.stopPropagation();
        model.send({ do: "undo" });
      } else if (["s", "b", "f"].includes(key)) {
        event.preventDefault(); // what JupyterLab does with these, it does from the notebook
        event.stopPropagation();
        const { code, ctrlKey, metaKey, shiftKey, keyCode } = event;
        const again = new KeyboardEvent("keydown", { key: event.key, code, keyCode, ctrlKey, metaKey, shiftKey, bubbles: true });
        (panel.closest(".jp-Notebook") ?? document.body).dispatchEvent(again);
      }
    });
    const scroller = panel.closest(".jp-WindowedPanel-outer, .jp-Notebook") ?? document.documentElement;
    // Past the panel's end the picture is pushed above the window: using a filter brings it back.
    const keepInView = ({ target }) => {
      const picture = target.closest(".akit-filters") && panel.querySelector(".akit-picture");
      if (!picture) return;
      const top = scroller === document.documentElement ? 0 : scroller.getBoundingClientRect().top;
      scroller.scrollTop -= Math.max(0, top - picture.getBoundingClientRect().top);
    };
    for (const used of ["click", "keyup"]) panel.addEventListener(used, keepInView);
    const measure = () => panel.style.setProperty("--akit-room", `${scroller.clientHeight || window.innerHeight}px`);
    room = new ResizeObserver(measure);
    room.observe(scroller);
    keepTop(panel, scroller);
    measure();
  });
  return () => room?.disconnect();
}

export default { render };
