import { el } from './elements.js';

/**
 * Renders a subset of Markdown as DOM nodes: paragraphs, headings, lists, quotes, tables, code, emphasis, links.
 * Everything else, HTML above all, stays text. Every pattern reads each character a bounded number of times.
 */
const INLINE = new RegExp(
  [
    /\\([\\`*_[\](){}#|~<>!.+-])/,
    /(`{1,3})([^`]+)\2/,
    /\*\*([^*]+)\*\*/,
    /\*([^*\s][^*]*)\*/,
    /\[(\d{1,2})\](?!\()([。，；：！？、.,;:!?)）」』”]*)/,
    /!?\[([^[\]]*)\]\(([^()\s]*)\)/,
    /(https?:\/\/[!#-)+-;=?-Z\\^_a-z{}~]+)/,
  ].map((pattern) => pattern.source).join('|'),
  'g',
);

/** Returns `address` if a customer may follow it, else null. */
export const safeAddress = (address) => {
  try {
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
};
export const link = (address, ...label) =>
  el(
    'a',
    { href: address, target: /^http/i.test(address) ? '_blank' : null, rel: 'noopener noreferrer nofollow' },
    ...label,
  );

/** Returns the nodes of one run of text. `mark` makes the node of a citation mark, or returns null for text. */
const inline = (text, mark, depth = 0) => {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, , code, strong, emphasis, number, stop, label, address, bare] = match;
    nodes.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (escaped) nodes.push(escaped);
    else if (code) nodes.push(el('code', null, code.trim() || code));
    else if (strong || emphasis) {
      // `30*40*50 cm` is no emphasis.
      const isText = depth > 3 || (emphasis && /\d/.test(text[match.index - 1] || ''));
      nodes.push(
        isText ? whole : el(strong ? 'strong' : 'em', null, inline(strong || emphasis, mark, depth + 1)),
      );
    } else if (number) {
      // The mark and the full stop behind it stay on one line.
      const node = mark(Number(number));
      nodes.push(node ? el('span', { class: 'whole' }, node, stop) : whole);
    } else if (bare) {
      let size = bare.length;
      while (".,;:!?'()".includes(bare[size - 1])) size -= 1;
      const trimmed = bare.slice(0, size);
      nodes.push(safeAddress(trimmed) ? link(trimmed, trimmed) : trimmed, bare.slice(size));
    } else if (whole.startsWith('!')) nodes.push(label);
    else if (safeAddress(address)) nodes.push(link(address, inline(label || address, () => null, 9)));
    else nodes.push(label);
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== '');
};

const ITEM = /^(\s*)((?:[-*+•]|\d{1,3}[.)])(?=\s)|\d{1,3}、)\s*(.*)$/;
const FENCE = /^\s*(```|~~~)\s*$/;
/** Returns the kind of the block that begins with `line`. */
const kindOf = (line, next = '') => {
  if (/^\s*(```|~~~)/.test(line)) return 'code';
  if (/^#{1,6}\s/.test(line)) return 'heading';
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return 'rule';
  if (/^\s*>/.test(line)) return 'quote';
  if (ITEM.test(line)) return 'list';
  return line.includes('|') && /^[\s:|-]+$/.test(next) && next.includes('|') && next.includes('-') ? 'table' : 'text';
};

/** Splits a text into blocks `{kind, lines}`. */
const blocksOf = (text) => {
  const lines = text.split(/\r\n|\r|\n/), blocks = [];
  for (let at = 0; at < lines.length;) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const kind = kindOf(lines[at], lines[at + 1]), first = at;
    at += 1;
    const goesOn = {
      code: () => !FENCE.test(lines[at]),
      heading: () => false,
      rule: () => false,
      quote: () => /^\s*>/.test(lines[at]),
      table: () => lines[at].includes('|'),
      list: () => ITEM.test(lines[at]) || /^\s+\S/.test(lines[at]),
      text: () => lines[at].trim() && kindOf(lines[at], lines[at + 1]) === 'text',
    }[kind];
    while (at < lines.length && goesOn()) at += 1;
    blocks.push({ kind, lines: lines.slice(first, at) });
    if (kind === 'code') at += 1;
  }
  return blocks;
};

/** Returns the lines as nodes, with a break between two lines. */
const lineNodes = (lines, mark) => lines.flatMap((line, at) => [at ? el('br') : null, ...inline(line.trim(), mark)]);

const listNode = (lines, mark) => {
  const stack = [];
  for (const line of lines) {
    const [, blanks, sign, text] = line.match(ITEM) || [];
    if (sign === undefined) {
      stack[0].list.lastChild.append(el('br'), ...inline(line.trim(), mark));
      continue;
    }
    const indent = Math.min(blanks.replace(/\t/g, '    ').length, 12);
    while (stack.length > 1 && indent < stack[0].indent) stack.shift();
    if (!stack.length || indent > stack[0].indent + 1) {
      const list = el(/\d/.test(sign) ? 'ol' : 'ul', { start: /\d/.test(sign) ? parseInt(sign, 10) : null });
      stack[0]?.list.lastChild.append(list);
      stack.unshift({ list, indent });
    }
    stack[0].list.append(el('li', null, inline(text, mark)));
  }
  return stack.at(-1).list;
};

const tableNode = (lines, mark) => {
  const row = (line, tag) =>
    el(
      'tr',
      null,
      line.trim().replace(/^\||\|$/g, '').split('|').map((cell) => el(tag, null, inline(cell.trim(), mark))),
    );
  return el(
    'div',
    { class: 'table', tabindex: 0 },
    el(
      'table',
      null,
      el('thead', null, row(lines[0], 'th')),
      el('tbody', null, lines.slice(2).map((line) => row(line, 'td'))),
    ),
  );
};

const blockNode = ({ kind, lines }, mark) => {
  if (kind === 'code') return el('pre', { tabindex: 0 }, el('code', null, lines.slice(1).join('\n')));
  if (kind === 'heading') return el('p', { class: 'heading' }, inline(lines[0].replace(/^#+\s+/, ''), mark));
  if (kind === 'rule') return el('hr');
  if (kind === 'quote') {
    return el(
      'blockquote',
      null,
      lineNodes(lines.map((line) => line.replace(/^\s*>\s?/, '')), mark),
    );
  }
  if (kind === 'list') return listNode(lines, mark);
  return kind === 'table' ? tableNode(lines, mark) : el('p', null, lineNodes(lines, mark));
};

/** Returns a function that shows a Markdown text in `node`. Blocks that did not change since the last call stay. */
export const markdownView = (node) => {
  let shown = [];
  return (text, mark, keep = true) => {
    const blocks = blocksOf(text).map((block) => ({ ...block, key: block.kind + block.lines.join('\n') }));
    let same = 0;
    while (keep && same < blocks.length && blocks[same].key === shown[same]?.key) same += 1;
    while (node.children.length > same) node.lastChild.remove();
    node.append(...blocks.slice(same).map((block) => blockNode(block, mark)));
    shown = blocks;
  };
};
