import { createContactCard, createFeedback } from './chat-forms.js';
import { createSources } from './chat-sources.js';
import { el } from './elements.js';
import { markdownView } from './markdown.js';

/** Returns the text without the list of readings, which are shown as buttons. */
const withoutOptions = (text, options) =>
  text.split('\n').filter((line) => !options.includes(line.replace(/^\s*[-*]\s+/, ''))).join('\n');

/** The view of one answer, from the first waiting dot to its sources, thumbs and choices. */
export const createAnswer = (texts, grown) => {
  const body = el('div', { class: 'text' }), below = el('div'), waitText = el('span', null, texts.working);
  const wait = el('p', { class: 'wait' }, el('i'), waitText), render = markdownView(body);
  const slow = setTimeout(() => {
    waitText.textContent = texts.stillWorking;
  }, 8000);
  let frame = 0, text = '';
  const settle = () => {
    clearTimeout(slow);
    cancelAnimationFrame(frame);
    frame = 0;
    wait.remove();
  };
  const above = el('div');
  const node = el('article', { class: 'turn', 'aria-label': texts.assistant }, above, body, wait, below);
  return {
    node,
    /** Shows the part of a passage that probably answers, above the answer that is still being written. */
    quote({ text: passage, source }) {
      const words = el('div');
      markdownView(words)(passage, () => null);
      above.replaceChildren(el('blockquote', { class: 'source' }, el('p', { class: 'place' }, source.heading), words));
      waitText.textContent = texts.reading;
      grown();
    },
    /** Shows the text so far. */
    show(value) {
      text = value;
      frame ||= requestAnimationFrame(() => {
        settle();
        render(text, (number) => el('span', { class: 'mark' }, number));
        grown();
      });
    },
    /** Shows the whole answer: a chunk's `kefu`, and what the widget adds (`isAI`, `feedback`, `choose`, `contact`). */
    finish(value, kefu) {
      settle();
      const sources = createSources(texts, kefu.sources || []);
      render(withoutOptions(value, kefu.options || []), sources.mark, false);
      const feedback = kefu.feedback && createFeedback(texts, kefu.verdict, kefu.feedback);
      below.replaceChildren(...[
        kefu.unsupported?.length > 0 && el('p', { class: 'note' }, texts.unsupported),
        sources.node.childNodes.length > 0 && sources.node,
        kefu.options?.length > 0 &&
        el(
          'div',
          { class: 'options', role: 'group', 'aria-label': texts.options },
          kefu.options.map((option) =>
            el('button', { type: 'button', class: 'choice', onclick: () => kefu.choose(option) }, option)
          ),
        ),
        kefu.handover && createContactCard(texts, kefu.handover, kefu.contact),
        (kefu.isAI || feedback) &&
        el(
          'div',
          { class: 'foot' },
          kefu.isAI && el('span', { class: 'label' }, texts.aiLabel),
          el('span', { class: 'grow' }),
          feedback && feedback.thumbs,
        ),
        feedback && feedback.form,
      ].filter(Boolean));
      grown();
      // A form is tall: it is read from its beginning.
      if (kefu.handover) node.scrollIntoView({ block: 'start' });
    },
    /** Ends without an answer: the text so far stays, `note` says why; `buttons` are pairs of label and action. */
    end(note, buttons = []) {
      settle();
      render(text, () => null, false);
      const words = el('span', null, note);
      below.replaceChildren(
        el('p', { class: 'note' }, words),
        el(
          'div',
          { class: 'options' },
          buttons.map(([label, action]) => el('button', { type: 'button', class: 'choice', onclick: action }, label)),
        ),
      );
      grown();
      return words;
    },
  };
};
