import { el, iconButton } from './elements.js';

/** The thumbs of an answer. The verdict is sent at once; words may follow. */
export const createFeedback = (texts, verdict, send) => {
  const words = el('input', { maxlength: 1000 });
  const form = el(
    'form',
    { class: 'card', hidden: true },
    el('label', null, el('span'), words),
    el('button', { class: 'choice' }, texts.sendWords),
  );
  const thanks = el('span', { role: 'status' });
  const thumbs = ['good', 'bad'].map((name) =>
    iconButton(name, texts[name], { 'aria-pressed': String(verdict === name), onclick: () => give(name) })
  );
  const give = async (name, text = null) => {
    try {
      await send(name, text);
      thumbs.forEach((thumb, at) => thumb.setAttribute('aria-pressed', String(name === ['good', 'bad'][at])));
      verdict = name;
      thanks.textContent = texts.thanks;
      form.hidden = text != null;
      form.querySelector('span').textContent = name === 'good' ? texts.whyGood : texts.whyBad;
      form.scrollIntoView({ block: 'nearest' });
    } catch (error) {
      thanks.textContent = error.message || texts.offline;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (words.value.trim()) give(verdict, words.value.trim());
    else form.hidden = true;
  });
  return { thumbs: [thanks, ...thumbs], form };
};

/** The card at a hand-over: the hours, and a form where contacts are taken. */
export const createContactCard = (texts, { is_open: isOpen, hours, takes_contact: takesContact }, send) => {
  const facts = [isOpen != null && (isOpen ? texts.openNow : texts.closedNow), hours && texts.hours(hours)].filter(
    Boolean,
  ).join(' · ');
  const note = el('p', { role: 'status' });
  if (!takesContact) return facts ? el('div', { class: 'card' }, el('p', null, facts)) : null;
  const contact = el('input', { autocomplete: 'tel', maxlength: 200, required: true });
  const name = el('input', { autocomplete: 'name', maxlength: 100 }),
    words = el('textarea', { rows: 2, maxlength: 2000 });
  const fields = [[contact, texts.contact], [name, texts.contactName], [words, texts.contactWords]];
  const submit = el('button', { class: 'choice strong' }, texts.contactSend);
  const form = el(
    'form',
    { class: 'card', novalidate: true, 'aria-label': texts.contactTitle },
    el('p', null, el('strong', null, texts.contactTitle)),
    facts && el('p', null, facts),
    fields.map(([field, label]) => el('label', null, label, field)),
    submit,
    note,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!contact.value.trim()) {
      note.textContent = texts.contactMissing;
      return contact.focus();
    }
    submit.disabled = true;
    try {
      const reply = await send({
        contact: contact.value.trim(),
        name: name.value.trim() || null,
        words: words.value.trim() || null,
      });
      form.replaceChildren(note);
      note.textContent = reply.message;
    } catch (error) {
      note.textContent = error.message || texts.offline;
      submit.disabled = false;
    }
  });
  return form;
};
