import { lines, stackedBars } from './admin-chart.js';
import { el } from './elements.js';

/** The range that was chosen last, in days. */
let range = 14;

/** Shows the figures of the last days as tiles and charts. */
export const showFigures = async ({ api, texts, format }) => {
  const page = el('div');
  const tile = (name, value, small) =>
    el(
      'div',
      { class: 'tile' },
      el('p', null, name),
      el('p', { class: 'value' }, value),
      el('p', { class: 'hint' }, small),
    );

  const tiles = (days) => {
    const sum = (...names) =>
      days.reduce((total, day) => total + names.reduce((part, name) => part + (day[name] || 0), 0), 0);
    const asked = sum('questions'),
      answered = sum('answered', 'direct', 'quoted'),
      content = asked - sum('small_talk', 'blocked');
    const good = sum('good'), verdicts = sum('good', 'bad');
    const waits = days.flatMap((day) => day.first_word_seconds ? [[day.first_word_seconds.median, day.questions]] : []);
    const weight = waits.reduce((total, [, count]) => total + count, 0);
    return el(
      'div',
      { class: 'tiles' },
      tile(texts.questions, format.number(asked), texts.days(days.length)),
      tile(
        texts.answeredShare,
        content > 0 ? format.percent(answered / content) : '–',
        texts.of(format.number(answered), format.number(content)),
      ),
      tile(
        texts.decisions['handed-over'],
        format.number(sum('handed_over')),
        texts.of(format.number(sum('handed_over')), format.number(asked)),
      ),
      tile(
        texts.helpful,
        verdicts > 0 ? format.percent(good / verdicts) : '–',
        verdicts > 0 ? texts.of(format.number(good), format.number(verdicts)) : texts.noVerdicts,
      ),
      weight > 0 &&
        tile(
          texts.firstWord,
          format.milliseconds(1000 * waits.reduce((total, [median, count]) => total + median * count, 0) / weight),
          texts.days(days.length),
        ),
      days.some((day) => day.cost != null) &&
        tile(texts.costTotal, format.cost(sum('cost')), texts.days(days.length)),
    );
  };

  const charts = (days) => {
    const part = (name, decision = name.replace('_', '-')) => ({
      name,
      label: texts.decisions[decision],
      value: (day) => day[name],
    });
    const rest = { name: 'other', label: texts.other, value: (day) => day.small_talk + day.blocked };
    return [
      stackedBars(
        texts.decisionsByDay,
        days,
        [
          part('answered'),
          part('direct'),
          part('quoted'),
          part('asked_back'),
          part('declined'),
          part('handed_over'),
          rest,
        ],
        texts,
        format,
      ),
      el(
        'div',
        { class: 'charts' },
        days.some((day) => day.first_word_seconds) && lines(
          texts.firstWordByDay,
          days,
          [
            { name: 'median', label: texts.median, value: (day) => day.first_word_seconds?.median },
            { name: 'p95', label: texts.p95, value: (day) => day.first_word_seconds?.p95 },
          ],
          texts,
          format,
        ),
        days.some((day) => day.good + day.bad > 0) &&
          stackedBars(
            texts.thumbsByDay,
            days,
            ['good', 'bad'].map((name) => ({
              name,
              label: texts.verdicts[name],
              value: (day) => day[name],
            })),
            texts,
            format,
          ),
        days.some((day) => day.cost > 0) &&
          stackedBars(
            texts.costByDay,
            days,
            [{ name: 'answered', label: texts.cost, value: (day) => day.cost }],
            texts,
            format,
          ),
      ),
    ];
  };

  const load = async () => {
    const { days } = await api.get('figures', { days: range });
    page.replaceChildren(
      tiles(days),
      ...(days.some((day) => day.questions > 0)
        ? charts(days)
        : [el('p', { class: 'hint' }, texts.noFigures)]),
    );
  };
  const choose = el('select', {
    'aria-label': texts.range,
    onchange: () => {
      range = Number(choose.value);
      load().catch((error) =>
        page.replaceChildren(el('p', { class: 'alarm', role: 'alert' }, error.message || texts.unreachable))
      );
    },
  }, [7, 14, 30, 90].map((days) => el('option', { value: days, selected: days === range }, texts.days(days))));
  await load();
  return [el('div', { class: 'heading' }, el('h1', null, texts.figures), choose), page];
};
