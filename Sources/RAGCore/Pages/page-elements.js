'use strict';
/** What every page has: its data, and functions that make elements. All text is inserted as text, never as markup. */
const data = JSON.parse(document.getElementById('data').textContent);
/** Adds children; lists are taken apart, and null, undefined and false are passed over. */
const append = (node, children) => { for (const child of children.flat(Infinity)) if (child != null && child !== false) node.append(child); return node; };
/** Sets attributes. `onclick` and its like take a function, `width%` a number. */
const set = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'width%') node.style.width = value + '%';
    else if (value === true) node.setAttribute(name, '');
    else if (value != null && value !== false) node.setAttribute(name, value);
  }
  return node;
};
const el = (tag, attributes, ...children) => append(set(document.createElement(tag), attributes), children);
const svg = (tag, attributes, ...children) => append(set(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes), children);
/** The name of a collection of texts in the language of the page; a file is named without its folder. */
const collectionName = (name, language) => (language === 'zh' && { 'stored conversations': '对话记录', 'unanswered questions': '未答好的问题', documents: '知识库文档' }[name]) || name.split('/').pop();
