import { el } from './elements.js';

/** Shows the questions that the documents did not answer, and takes answers. */
export const showUnanswered = async ({ api, texts, format }) => {
  const list = el('ul', { class: 'cards' }), note = el('p', { class: 'hint', role: 'status' });

  /** Makes the form in which an answer is written. */
  const answerForm = (question, done) => {
    const title = el('input', { value: question.question, maxlength: 1000 }),
      answer = el('textarea', { rows: 5, maxlength: 10_000 });
    const wordings = question.other_wordings.map(
      (wording) => [wording, el('input', { type: 'checkbox', checked: true })],
    );
    const message = el('p', { class: 'alarm', role: 'alert' }),
      save = el('button', { class: 'strong' }, texts.save);
    const submit = async (event) => {
      event.preventDefault();
      if (!answer.value.trim()) {
        message.textContent = texts.answerMissing;
        return answer.focus();
      }
      save.disabled = true;
      save.textContent = texts.saving;
      try {
        const chosen = wordings.filter(([, box]) => box.checked).map(([wording]) => wording);
        const { file, row, refreshing } = await api.post(
          `unanswered/${encodeURIComponent(question.id)}/answer`,
          {
            question: title.value.trim(),
            answer: answer.value.trim(),
            wordings: chosen,
          },
        );
        done(texts.saved(file, row, refreshing));
      } catch (error) {
        message.textContent = error.message || texts.unreachable;
        save.disabled = false;
        save.textContent = texts.save;
      }
    };
    const form = el(
      'form',
      { onsubmit: submit },
      el('label', null, texts.question, title),
      el('label', null, texts.answer, answer),
      wordings.length > 0 && el(
        'fieldset',
        null,
        el('legend', null, texts.alsoFor),
        wordings.map(([wording, box]) => el('label', { class: 'check' }, box, wording)),
      ),
      message,
      el(
        'div',
        { class: 'buttons' },
        save,
        el('button', { type: 'button', class: 'quiet', onclick: () => done(null) }, texts.cancel),
      ),
    );
    return [form, answer];
  };

  const card = (question) => {
    const place = el('div', { class: 'place' });
    const open = el('button', { type: 'button', onclick: () => write() }, texts.writeAnswer);
    const write = () => {
      const [form, field] = answerForm(question, (message) => {
        place.replaceChildren(message == null ? open : el('p', { class: 'done', role: 'status' }, message));
        if (message == null) open.focus();
      });
      place.replaceChildren(form);
      field.focus();
    };
    place.append(
      question.answer == null
        ? open
        : el('p', { class: 'done' }, el('b', null, texts.waiting), el('br'), question.answer),
    );
    return el(
      'li',
      { class: 'card', lang: question.language === 'zh' ? 'zh-CN' : question.language },
      el('h2', null, question.question),
      el(
        'p',
        { class: 'meta' },
        el('span', { class: 'badge' }, texts.times(question.count)),
        question.marked_bad > 0 && el('span', { class: 'badge bad' }, texts.badMarks(question.marked_bad)),
        question.answered_now > 0 &&
          el('span', { class: 'badge good' }, texts.answeredNow(question.answered_now, question.count)),
        el('time', null, `${texts.lastAsked} ${format.time(question.last_asked)}`),
      ),
      question.other_wordings.length > 0 &&
        [
          el('h3', null, texts.otherWordings),
          el('ul', null, question.other_wordings.map((wording) => el('li', null, wording))),
        ],
      el('h3', null, texts.nearest),
      question.nearest.length === 0 ? el('p', { class: 'hint' }, texts.nothingNear) : el(
        'ul',
        null,
        question.nearest.map(({ place: where, heading, score }) =>
          el(
            'li',
            null,
            heading,
            ' ',
            el('code', null, where),
            ` ${texts.similarity} ${format.number(score)}`,
          )
        ),
      ),
      place,
    );
  };
  const fill = ({ data }) => {
    list.replaceChildren(...data.map(card));
    if (data.length === 0) note.textContent = texts.allAnswered;
  };
  const recheck = async () => {
    button.disabled = true;
    note.textContent = texts.rechecking;
    try {
      const reply = await api.post('unanswered/recheck', { since: null, limit: 50 });
      note.textContent = texts.rechecked(
        reply.data.filter((question) => question.answered_now >= question.count).length,
      );
      fill(reply);
    } catch (error) {
      note.textContent = error.message || texts.unreachable;
    }
    button.disabled = false;
  };
  const button = el('button', { type: 'button', onclick: recheck }, texts.recheck);
  fill(await api.get('unanswered', { limit: 50 }));
  return [
    el('div', { class: 'heading' }, el('h1', null, texts.unanswered), button),
    el('p', { class: 'hint' }, texts.unansweredIntro),
    note,
    list,
  ];
};
