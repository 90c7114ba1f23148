import { el } from './elements.js';
import { link, markdownView, safeAddress } from './markdown.js';

let lastID = 0;
/** Returns a short name for a source: the last heading, which tells passages of one document apart. */
const nameOf = ({ heading, title }) => heading?.split(' › ').pop() || title;

/** The sources of an answer: a chip for each, and its passage, which opens below. */
export const createSources = (texts, sources) => {
  const views = new Map(), node = el('div', { class: 'sources', role: 'group', 'aria-label': texts.sources });
  const flip = (number) => {
    const { section, buttons } = views.get(number);
    section.hidden = !section.hidden;
    for (const button of buttons) button.setAttribute('aria-expanded', !section.hidden);
    if (!section.hidden) section.scrollIntoView({ block: 'nearest' });
  };
  const button = (number, look, label) => {
    const { name, section, buttons } = views.get(number);
    const made = el('button', {
      type: 'button',
      class: look,
      'aria-expanded': 'false',
      'aria-controls': section.id,
      'aria-label': texts.source(number, name),
      onclick: () => flip(number),
    }, label);
    buttons.push(made);
    return made;
  };
  for (const source of sources) {
    const { number, title, heading, url, pages, passage } = source, name = nameOf(source);
    const body = el('div', { class: 'passage', tabindex: 0 });
    markdownView(body)(passage, () => null);
    const section = el(
      'section',
      { class: 'source', id: `source-${lastID += 1}`, hidden: true, 'aria-label': texts.source(number, name) },
      el('p', { class: 'place' }, [heading || title, pages && texts.pages(...pages)].filter(Boolean).join(' · ')),
      body,
      url && safeAddress(url) && el('p', { class: 'place' }, link(url, texts.openSource)),
    );
    views.set(number, { name, section, buttons: [] });
    node.append(button(number, 'chip', `${number}  ${name}`));
  }
  node.append(...[...views.values()].map((view) => view.section));
  return { node, mark: (number) => views.has(number) ? button(number, 'mark', String(number)) : null };
};
