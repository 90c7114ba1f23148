/** Sets attributes. `onclick` and its like take a function; true gives an empty attribute; null and false none. */
export const set = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value != null && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  return node;
};
/** Makes an element. Children that are texts are inserted as text, never as markup; null and false are skipped. */
export const el = (tag, attributes, ...children) => {
  const node = set(document.createElement(tag), attributes);
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
};
const ICONS = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  erase: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  good: 'M7 11v9H4v-9zM7 11l4-7c2 0 2 2 2 3l-1 3h6c1 0 2 1 2 2l-2 7c0 1-1 1-2 1H7',
  bad: 'M7 13V4H4v9zM7 13l4 7c2 0 2-2 2-3l-1-3h6c1 0 2-1 2-2l-2-7c0-1-1-1-2-1H7',
};
/** Makes a line icon, which screen readers pass over. */
export const icon = (name) => {
  const [svg, path] = ['svg', 'path'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
  set(svg, { viewBox: '0 0 24 24', 'aria-hidden': 'true' }).append(set(path, { d: ICONS[name] }));
  return svg;
};
/** Makes a button with an icon alone; its label is read aloud and shown as a tip. */
export const iconButton = (name, label, attributes) =>
  el('button', { type: 'button', class: 'icon', 'aria-label': label, title: label, ...attributes }, icon(name));
