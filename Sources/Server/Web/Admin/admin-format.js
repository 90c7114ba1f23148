import { el } from './elements.js';

/** Makes the functions that write numbers and times, and small elements, in the language of the page. */
export const createFormat = (language, texts) => {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const day = new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  return {
    number: (value) => number.format(value),
    percent: (value) => percent.format(value),
    /** Writes `value`, which may be missing. */
    maybe: (value, write) => value == null ? null : write(value),
    /** Writes Unix seconds as a date and time of this browser's zone. */
    time: (seconds) => time.format(seconds * 1000),
    /** Writes a day such as `2026-11-30` shortly. */
    day: (value) => day.format(new Date(`${value}T00:00:00Z`)),
    /** Writes a cost, small ones with more digits. The settings name no currency. */
    cost: (value) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: 2,
        maximumFractionDigits: value < 1 ? 4 : 2,
      }).format(value),
    milliseconds: (value) =>
      value < 1000 ? `${number.format(Math.round(value))} ms` : texts.seconds(number.format(value / 1000)),
    decision: (value) => el('span', { class: `badge ${value}` }, texts.decisions[value] || value),
    verdict: (value) => el('span', { class: `badge ${value}` }, texts.verdicts[value] || value),
    /** Makes a list of terms and values; a value that is null is left out. */
    facts: (pairs) =>
      el(
        'dl',
        { class: 'facts' },
        pairs.filter(([, value]) => value != null)
          .map(([name, value]) => el('div', null, el('dt', null, name), el('dd', null, value))),
      ),
  };
};
