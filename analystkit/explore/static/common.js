// What the pages of all widgets share. Text from data only ever becomes text nodes.
const make = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};
const button = (name, text, act) => {
  const node = make("button", name, text);
  node.type = "button";
  if (act) node.addEventListener("click", act);
  return node;
};
const put = (model, name, value) => {
  model.set(name, value);
  model.save_changes();
};
// A head line that folds what stands under it, and says what is chosen there.
const folding = (label, inside, model) => {
  const head = button("akit-fold", "", () => put(model, "unfolded", !model.get("unfolded")));
  const sign = make("span", "akit-sign");
  const chosen = make("span", "akit-picked");
  sign.setAttribute("aria-hidden", "true");
  head.append(sign, make("span", "akit-label", label), chosen);
  const show = () => {
    const open = model.get("unfolded");
    sign.textContent = open ? "▾" : "▸";
    head.setAttribute("aria-expanded", String(open));
    inside.hidden = !open;
  };
  show();
  model.on("change:unfolded", show);
  return { head, chosen };
};
// Calls `act` once the element stands in the page.
const attached = (el, act, tries = 200) => {
  if (el.isConnected) act();
  else if (tries) setTimeout(() => attached(el, act, tries - 1), 25);
};
const toClipboard = async (text, field) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return document.execCommand("copy");
  }
};
