import { el } from './elements.js';

/** The range that was chosen last, in days; 0 for all questions. */
let range = 90;

/** Shows what customers ask about, and how that changes. */
export const showTopics = async ({ api, texts, format, signal }) => {
  const page = el('div'), progress = el('div', { role: 'status' });
  const button = el('button', { type: 'button', class: 'strong', onclick: () => group() }, texts.groupTopics);
  const choose = el(
    'select',
    {
      'aria-label': texts.range,
      onchange: () => {
        range = Number(choose.value);
      },
    },
    [7, 30, 90, 365, 0].map((days) =>
      el('option', { value: days, selected: days === range }, days ? texts.days(days) : texts.allTime)
    ),
  );

  /** Draws a small column for each period; the numbers are its name for those who do not see it. */
  const columns = (counts, periods) => {
    const most = Math.max(1, ...counts);
    const words = counts.map((count, at) => `${format.day(periods[at])}: ${count}`).join(', ');
    return el(
      'span',
      { class: 'columns', role: 'img', 'aria-label': words, title: words },
      counts.slice(-26).map((count) => {
        const bar = el('i');
        bar.style.height = `${Math.max(count > 0 ? 6 : 0, 100 * count / most)}%`;
        return bar;
      }),
    );
  };
  const item = (topic, periods) =>
    el(
      'li',
      { class: 'card' },
      el('div', { class: 'topic' }, el('h2', null, topic.name), columns(topic.counts, periods)),
      el(
        'p',
        { class: 'meta' },
        el('span', null, texts.times(format.number(topic.count))),
        el('span', null, format.percent(topic.share)),
        topic.trend && topic.trend !== 'steady' && el('span', { class: 'badge contact' }, texts.trends[topic.trend]),
        topic.is_new && el('span', { class: 'badge contact' }, texts.newTopic),
        topic.unanswered > 0 && el('span', { class: 'badge bad' }, texts.withoutAnswer(topic.unanswered)),
      ),
      el('ul', null, topic.examples.map((example) => el('li', null, example))),
      topic.subtopics.length > 0 &&
        el(
          'p',
          { class: 'hint' },
          `${texts.subtopics}: `,
          topic.subtopics.map((part) => `${part.name} (${format.number(part.count)})`).join(' · '),
        ),
    );

  const show = ({ state, step, done, total, message, ended, report }) => {
    const words = [texts.grouping, texts.steps[step] || step, total != null && texts.of(done, total)];
    progress.replaceChildren(
      ...{
        running: () => [
          el('p', null, words.filter(Boolean).join(' · ')),
          el('progress', total ? { max: total, value: done, 'aria-label': texts.grouping } : {
            'aria-label': texts.grouping,
          }),
        ],
        failed: () => [el('p', { class: 'alarm' }, [texts.groupingFailed, message].filter(Boolean).join(': '))],
        idle: () => [el('p', { class: 'hint' }, texts.topicsIntro)],
        done: () => [el('p', { class: 'hint' }, texts.groupedAt(format.time(ended)))],
      }[state](),
    );
    button.disabled = state === 'running';
    if (!report) return;
    page.replaceChildren(
      ...report.notes.map((note) => el('p', { class: 'hint' }, note)),
      report.topics.length > 0
        ? el('ol', { class: 'cards' }, report.topics.map((topic) => item(topic, report.periods)))
        : el('p', { class: 'hint' }, texts.noFigures),
      el('p', { class: 'hint' }, texts.outside(format.number(report.outside), format.number(report.questions))),
    );
  };

  /** Follows a run until it ends or the view is left. */
  const follow = async (state) => {
    while (state === 'running' && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (signal.aborted) return;
      const status = await api.get('topics');
      show(status);
      state = status.state;
    }
  };
  const fail = (error) => {
    progress.replaceChildren(el('p', { class: 'alarm' }, error.message || texts.unreachable));
    button.disabled = false;
  };
  const group = async () => {
    const day = new Date(Date.now() - range * 86_400_000).toLocaleDateString('sv');
    try {
      const started = await api.post('topics', range ? { since: day } : {});
      show(started);
      await follow(started.state);
    } catch (error) {
      fail(error);
    }
  };

  const status = await api.get('topics');
  show(status);
  follow(status.state).catch(fail);
  return [el('div', { class: 'heading' }, el('h1', null, texts.topics), el('span', { class: 'tools' }, choose, button)),
    progress, page];
};
