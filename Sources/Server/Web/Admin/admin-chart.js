import { el, set } from './elements.js';

const svg = (tag, attributes, ...children) => {
  const node = set(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes);
  node.append(...children.flat());
  return node;
};
const HEIGHT = 200, LEFT = 44, RIGHT = 14, BOTTOM = 24, TOP = 8;

/** Returns a round number at or above `value`: 1, 1.5, 2, 3, 4, 5, 6, 8 or 10 times a power of ten. */
const roundUp = (value) => {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value);
};

/** Draws the axes for `days` up to `top`; returns the picture and functions that place a day and a value in it. */
const axes = (days, top, label, width, format) => {
  const step = (width - LEFT - RIGHT) / days.length;
  const x = (at) => LEFT + step * at, y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const picture = svg('svg', { class: 'chart', viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': label });
  for (const value of [0, top / 2, top]) {
    picture.append(
      svg('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
      svg('text', { x: LEFT - 8, y: y(value) + 4, 'text-anchor': 'end' }, format.number(value)),
    );
  }
  const every = Math.ceil(days.length / (width / 64));
  days.forEach(({ day }, at) => {
    if ((days.length - 1 - at) % every) return;
    picture.append(svg('text', { x: x(at) + step / 2, y: HEIGHT - 6, 'text-anchor': 'middle' }, format.day(day)));
  });
  return { picture, x, y, step };
};

const legend = (series) =>
  el(
    'ul',
    { class: 'legend' },
    series.map(({ label, name }) => el('li', null, el('i', { class: name, 'aria-hidden': 'true' }), label)),
  );

/** Makes the same figures as a table, for those who do not see the picture. */
const table = (days, series, texts, format) =>
  el(
    'details',
    null,
    el('summary', null, texts.asTable),
    el(
      'div',
      { class: 'scroll', tabindex: 0 },
      el(
        'table',
        null,
        el(
          'thead',
          null,
          el(
            'tr',
            null,
            [texts.day, ...series.map(({ label }) => label)].map((label) => el('th', { scope: 'col' }, label)),
          ),
        ),
        el(
          'tbody',
          null,
          days.map((day) =>
            el(
              'tr',
              null,
              el('th', { scope: 'row' }, format.day(day.day)),
              series.map(({ value }) => el('td', null, value(day) == null ? '–' : format.number(value(day)))),
            )
          ),
        ),
      ),
    ),
  );

/** Makes a figure whose picture `draw(width)` makes, again whenever the width changes. */
const figure = (title, draw, days, series, texts, format) => {
  const frame = el('div', { class: 'frame' });
  new ResizeObserver(([{ contentRect: { width } }]) => width > 0 && frame.replaceChildren(draw(Math.floor(width))))
    .observe(frame);
  return el(
    'figure',
    { class: 'card' },
    el('figcaption', null, title),
    series.length > 1 ? legend(series) : null,
    frame,
    table(days, series, texts, format),
  );
};

/** Draws bars that are stacked by series `{label, name, value(day)}`; `name` is the class that colours it. */
export const stackedBars = (title, days, series, texts, format) => {
  const sum = (day) => series.reduce((total, { value }) => total + (value(day) || 0), 0),
    top = roundUp(Math.max(...days.map(sum)));
  const draw = (width) => {
    const { picture, x, y, step } = axes(days, top, title, width, format), bar = Math.min(step * 0.68, 56);
    days.forEach((day, at) => {
      let below = 0;
      for (const { label, name, value } of series) {
        const height = value(day) || 0, upper = y(below + height);
        if (height > 0) {
          picture.append(
            svg(
              'rect',
              {
                class: name,
                x: x(at) + (step - bar) / 2,
                width: bar,
                y: upper,
                height: y(below) - upper,
              },
              svg('title', null, `${format.day(day.day)} ${label}: ${format.number(height)}`),
            ),
          );
        }
        below += height;
      }
    });
    return picture;
  };
  return figure(title, draw, days, series, texts, format);
};

/** Draws a line for each series; a day without a value interrupts it. */
export const lines = (title, days, series, texts, format) => {
  const values = days.flatMap((day) => series.map(({ value }) => value(day) ?? 0));
  const draw = (width) => {
    const { picture, x, y, step } = axes(days, roundUp(Math.max(...values)), title, width, format);
    for (const { label, name, value } of series) {
      const path = [], dots = [];
      days.forEach((day, at) => {
        if (value(day) == null) return;
        const [cx, cy] = [x(at) + step / 2, y(value(day))].map((place) => place.toFixed(1));
        path.push(`${at > 0 && value(days[at - 1]) != null ? 'L' : 'M'}${cx} ${cy}`);
        dots.push(
          svg(
            'circle',
            { class: name, cx, cy, r: 3 },
            svg('title', null, `${format.day(day.day)} ${label}: ${format.number(value(day))}`),
          ),
        );
      });
      picture.append(svg('path', { class: `line ${name}`, d: path.join('') }), ...dots);
    }
    return picture;
  };
  return figure(title, draw, days, series, texts, format);
};
