import { el } from './elements.js';

/** The filter that was last used, so that it is still there after a conversation was read. */
let filter = {};

/** Shows the conversations, newest first, with a filter. */
export const showConversations = async ({ api, texts, format }) => {
  const list = el('ul', { class: 'rows' }), count = el('p', { class: 'hint', role: 'status' });
  const more = el('button', { type: 'button', onclick: () => load(next) }, texts.more);
  let next = null;

  const row = (session) =>
    el(
      'li',
      null,
      el(
        'a',
        { href: `#conversations/${encodeURIComponent(session.id)}` },
        el('span', { class: 'title' }, session.first_question),
        el(
          'span',
          { class: 'meta' },
          format.decision(session.last_decision),
          session.verdicts.good > 0 && format.verdict('good'),
          session.verdicts.bad > 0 && format.verdict('bad'),
          session.has_contact && el('span', { class: 'badge contact' }, texts.hasContact),
          el('span', null, texts.turns(session.turns)),
          el('time', null, format.time(session.last_used)),
        ),
      ),
    );
  const load = async (before) => {
    const reply = await api.get('sessions', { ...filter, limit: 50, before });
    if (!before) list.replaceChildren();
    list.append(...reply.data.map(row));
    next = reply.next;
    more.hidden = next == null;
    count.textContent = list.children.length ? texts.results(list.children.length) : texts.none;
  };

  const choice = (name, options) =>
    el(
      'select',
      { name },
      el('option', { value: '' }, texts.any),
      Object.entries(options).map(([value, label]) => el('option', { value }, label)),
    );
  const fields = {
    words: el('input', { name: 'words', type: 'search', maxlength: 200 }),
    decision: choice('decision', texts.decisions),
    verdict: choice('verdict', texts.verdicts),
    since: el('input', { name: 'since', type: 'date' }),
    until: el('input', { name: 'until', type: 'date' }),
  };
  for (const [name, field] of Object.entries(fields)) field.value = filter[name] || '';
  const apply = () => {
    filter = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value.trim()]));
    return load().catch((error) => {
      count.textContent = error.message || texts.unreachable;
    });
  };
  const clear = () => {
    for (const field of Object.values(fields)) field.value = '';
    apply();
  };
  const form = el(
    'form',
    {
      class: 'filter',
      role: 'search',
      onsubmit: (event) => {
        event.preventDefault();
        apply();
      },
      onchange: apply,
    },
    Object.entries(fields).map(([name, field]) => el('label', { class: name }, texts[name], field)),
    el(
      'div',
      { class: 'buttons' },
      el('button', { class: 'strong' }, texts.search),
      el('button', { type: 'button', class: 'quiet', onclick: clear }, texts.clear),
    ),
  );
  await load();
  return [el('h1', null, texts.conversations), form, count, list, more];
};
