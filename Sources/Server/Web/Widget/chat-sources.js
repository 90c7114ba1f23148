import { el } from './elements.js';
import { link, markdownView, safeAddress } from './markdown.js';

let lastID = 0;
/** The sources of an answer: a chip for each, and its passage, which opens below. */
export const createSources = (texts, sources) => {
  const views = new Map(), node = el('div', { class: 'sources', role: 'group', 'aria-label': texts.sources });
  const flip = (number) => {
    const { section, buttons } = views.get(number);
    section.hidden = !section.hidden;
    for (const button of buttons) button.setAttribute('aria-expanded', !section.hidden);
    if (!section.hidden) section.scrollIntoView({ block: 'nearest' });
  };
  const button = (number, name, label) => {
    const { title, section, buttons } = views.get(number);
    const made = el('button', {
      type: 'button',
      class: name,
      'aria-expanded': 'false',
      'aria-controls': section.id,
      'aria-label': texts.source(number, title),
      onclick: () => flip(number),
    }, label);
    buttons.push(made);
    return made;
  };
  for (const { number, title, heading, url, pages, passage } of sources) {
    const body = el('div', { class: 'passage', tabindex: 0 });
    markdownView(body)(passage, () => null);
    const section = el(
      'section',
      { class: 'source', id: `source-${lastID += 1}`, hidden: true, 'aria-label': texts.source(number, title) },
      el('p', { class: 'place' }, [heading || title, pages && texts.pages(...pages)].filter(Boolean).join(' · ')),
      body,
      url && safeAddress(url) && el('p', { class: 'place' }, link(url, texts.openSource)),
    );
    views.set(number, { title, section, buttons: [] });
    node.append(button(number, 'chip', `${number}  ${title}`));
  }
  node.append(...[...views.values()].map((view) => view.section));
  return { node, mark: (number) => views.has(number) ? button(number, 'mark', String(number)) : null };
};
