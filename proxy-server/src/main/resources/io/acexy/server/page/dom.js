// The page's elements. What is shown changes once a second, and whoever walks it with the keyboard must not lose his place: so
// elements are made once, and only what differs is written.

/** An element: attributes, `on…` listeners and properties by their names, then children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Writes a text where it is another one. */
export function text(node, value) {
  const wanted = value ?? '';
  if (node.textContent !== wanted) node.textContent = wanted;
}

/** Shows or hides. */
export function show(node, shown) {
  if (node.hidden === shown) node.hidden = !shown;
}

export function attribute(node, name, value) {
  if (value === null || value === undefined) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/**
 * Makes the children of a node those of a list, in its order: one element for each key, made once and then brought up to date.
 *
 * @param make gives an element with a method `update(item)`
 */
export function keyed(parent, items, key, make) {
  const known = new Map();
  for (const child of parent.children) known.set(child.dataset.key, child);
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let child = known.get(name);
    known.delete(name);
    if (!child) {
      child = make(item);
      child.dataset.key = name;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    child.update(item);
  }
  for (const gone of known.values()) gone.remove();
}
