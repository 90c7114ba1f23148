append(document.body, [el('div', { id: 'page' })]);
let ui = WORDS[data.language] ? data.language : (navigator.language || 'en').startsWith('zh') ? 'zh' : 'en';
const t = (key, ...values) => values.reduce((text, value) => text.replace('{}', value), WORDS[ui][key]);
const locale = () => ui === 'zh' ? 'zh-CN' : 'en';
const number = (value, digits) => value.toLocaleString(locale(), { maximumFractionDigits: digits || 0, minimumFractionDigits: digits || 0 });
const percent = share => number(100 * share, share > 0 && share < 0.1 ? 1 : 0) + '%';
const day = text => new Date(text).toLocaleDateString(locale(), { year: 'numeric', month: 'short', day: 'numeric' });
// Customers may write marks that turn the direction of the text around them; each text is isolated.
const said = (tag, attributes, ...children) => el(tag, { dir: 'auto', ...attributes }, ...children);

const byTopic = new Map();  // number of a topic -> its different texts, each with all places where it was asked
for (const text of data.texts) {
  const key = text.topic ?? null;
  if (!byTopic.has(key)) byTopic.set(key, new Map());
  const known = byTopic.get(key).get(text.text);
  if (!known) byTopic.get(key).set(text.text, { ...text, times: 1, folded: (text.text + '\n' + text.place).toLowerCase() });
  else {
    known.times += 1;
    known.folded += '\n' + text.place.toLowerCase();
    known.open = known.open || text.open;
    if ((text.date || '') > (known.date || '')) { known.date = text.date; known.place = text.place; }
  }
}
const outside = data.outside ? [{ number: null, count: data.outside, share: data.outside / data.count, counts: [], words: [], examples: [], subtopics: [] }] : [];
for (const topic of [...data.topics, ...outside]) {
  topic.texts = [...(byTopic.get(topic.number) || new Map()).values()].sort((a, b) => b.times - a.times);
  topic.folded = [topic.number, topic.name, ...topic.words].join('\n').toLowerCase();
  topic.gapShare = topic.unanswered == null ? null : topic.unanswered / topic.count;
}
const hasGaps = data.topics.some(topic => topic.unanswered != null);
const hasTrend = data.topics.some(topic => topic.recent != null);
const sum = (list, key) => list.reduce((all, item) => all + (key(item) || 0), 0);
const whole = { recent: sum(data.topics, topic => topic.recent), earlier: sum(data.topics, topic => topic.earlier) };
const growth = topic => topic.recent == null ? -9
  : (topic.trend === 'rising' ? 4 : topic.trend === 'falling' ? -4 : 0) + topic.recent / Math.max(1, whole.recent) - topic.earlier / Math.max(1, whole.earlier);
const ORDERS = { size: topic => topic.count, growth, gaps: topic => topic.unanswered || 0 };

const asked = new URLSearchParams(location.hash.slice(1));
const state = { sort: ORDERS[asked.get('sort')] ? asked.get('sort') : 'size', q: asked.get('q') || '' };
const open = new Map();  // number of an open topic -> what is chosen in it
for (const part of (asked.get('open') || '').split(',').filter(Boolean)) open.set(part === 'none' ? null : +part, {});
const PAGE = 25;
const parts = query => query.toLowerCase().split(/\s+/).filter(Boolean);
const holds = (folded, query) => parts(query).every(part => folded.includes(part));
function marked(text, query) {
  const wanted = parts(query).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (!wanted.length) return [text];
  return text.split(new RegExp('(' + wanted.join('|') + ')', 'i')).map((piece, place) => place % 2 ? el('mark', {}, piece) : piece);
}

function bars(counts, width, height, gap) {
  const most = Math.max(1, ...counts), step = width / counts.length, bar = Math.max(1, step - gap), recent = new Set(data.recentPeriods);
  return counts.map((count, place) => svg('rect', { class: recent.has(place) ? 'lately' : 'before', x: (place * step).toFixed(2), width: bar.toFixed(2),
    y: (height - height * count / most).toFixed(2), height: (height * count / most).toFixed(2), rx: Math.min(1.5, bar / 4) }, svg('title', {}, `${data.periods[place]}: ${count}`)));
}
function spark(topic) {
  if (topic.counts.length < 2) return el('span');
  return svg('svg', { class: 'spark', viewBox: '0 0 112 36', role: 'img', 'aria-label': topic.counts.join(', ') },
    svg('line', { x1: 0, x2: 112, y1: 35.5, y2: 35.5 }), ...bars(topic.counts, 112, 34, topic.counts.length > 30 ? 0.4 : 1.5));
}
function chart(topic) {
  const width = 380, height = 92, most = Math.max(...topic.counts), last = data.periods.length - 1;
  return svg('svg', { class: 'chart', viewBox: `0 -14 ${width} ${height + 32}`, role: 'img', 'aria-label': data.periods.map((period, place) => `${period}: ${topic.counts[place]}`).join(', ') },
    svg('line', { x1: 0, x2: width, y1: height + 0.5, y2: height + 0.5 }), ...bars(topic.counts, width, height, data.periods.length > 60 ? 0.5 : 2),
    svg('text', { x: 0, y: -4 }, number(most)), svg('text', { x: 0, y: height + 15 }, data.periods[0]), svg('text', { x: width, y: height + 15, 'text-anchor': 'end' }, data.periods[last]));
}
function trend(topic) {
  if (!hasTrend || topic.number == null) return el('span');
  const word = topic.trend || 'unknown', arrow = { rising: '↑ ', falling: '↓ ', steady: '→ ' }[word] || '';
  return el('span', { class: 'trend ' + word, title: t('growthHelp') }, arrow + t(word), el('small', {}, `${number(topic.earlier)} → ${number(topic.recent)}`));
}
function meter(share, most, gapShare) {
  const full = 100 * share / most, gap = full * (gapShare || 0);
  return el('span', { class: 'track', 'aria-hidden': 'true' }, el('span', { class: 'fill', 'width%': Math.max(full ? 0.6 : 0, full - gap) }), gap > 0 && el('span', { class: 'fill open', 'width%': gap }));
}

function texts(topic) {
  const chosen = open.get(topic.number), list = el('ul', { class: 'texts' }), more = el('button', { class: 'more', onclick: () => { chosen.shown += PAGE * 4; fill(); } });
  const status = el('span', { class: 'status', 'aria-live': 'polite' });
  function fill() {
    const found = topic.texts.filter(text => holds(text.folded, chosen.q || '') && (!chosen.gaps || text.open) && (chosen.part == null || text.subtopic === chosen.part));
    list.replaceChildren(...found.slice(0, chosen.shown).map(text => el('li', {}, said('p', {}, ...marked(text.text, chosen.q || state.q), text.times > 1 && el('span', { class: 'times' }, '×' + number(text.times))),
      el('small', {}, text.open && el('i', {}, t('gap')), text.date ? day(text.date) + ' · ' : '', el('bdi', {}, text.place)))));
    if (!found.length) list.append(el('li', { class: 'empty' }, t('noText')));
    more.hidden = found.length <= chosen.shown;
    more.textContent = t('more', number(Math.min(PAGE * 4, found.length - chosen.shown)));
    status.textContent = found.length < topic.texts.length ? t('matched', number(found.length)) : '';
  }
  chosen.shown = chosen.shown || PAGE;
  chosen.fill = fill;
  fill();
  return [el('h3', {}, `${t('all')} (${number(topic.count)})`), topic.texts.length > 5 && el('div', { class: 'find' },
    el('input', { type: 'search', placeholder: t('searchTexts'), 'aria-label': t('searchTexts'), value: chosen.q || '', oninput: event => { chosen.q = event.target.value; chosen.shown = PAGE; fill(); } }),
    topic.unanswered > 0 && el('label', { title: t('openHelp') }, el('input', { type: 'checkbox', checked: !!chosen.gaps, onchange: event => { chosen.gaps = event.target.checked; fill(); } }), t('openOnly')), status),
    list, more];
}
function subtopics(topic) {
  const chosen = open.get(topic.number), most = Math.max(...topic.subtopics.map(part => part.share));
  const buttons = topic.subtopics.map((part, place) => el('button', { 'aria-pressed': String(chosen.part === place), title: part.examples[0], onclick: () => {
    chosen.part = chosen.part === place ? null : place;
    buttons.forEach((button, other) => button.setAttribute('aria-pressed', String(chosen.part === other)));
    chosen.fill();
  } }, el('bdi', {}, part.name), el('span', {}, `${number(part.count)} · ${percent(part.share)}`), meter(part.share, most)));
  return el('ul', { class: 'parts' }, ...buttons.map(button => el('li', {}, button)));
}
function body(topic) {
  const left = topic.examples.length > 0 && [el('h3', {}, t('typical')), el('ul', { class: 'typical' }, ...topic.examples.map(text => said('li', {}, ...marked(text, state.q))))];
  const over = topic.counts.length > 1 && [el('h3', {}, `${t('trend')} (${t(data.period)})`), chart(topic)];
  const within = topic.subtopics.length > 1 && [el('h3', {}, t('subtopics')), subtopics(topic)];
  return el('div', { class: 'body' }, (left || over || within) && el('div', { class: 'columns' }, el('div', {}, left, within ? over : null), el('div', {}, within || over)),
    topic.number == null && el('p', { class: 'status' }, t('outsideHelp')), texts(topic));
}

function card(topic, most) {
  const isOpen = open.has(topic.number), name = topic.number == null ? t('outside') : topic.name;
  const head = el('button', { class: 'head', 'aria-expanded': String(isOpen), onclick: () => toggle() },
    el('span', {}, el('span', { class: 'name' }, topic.number != null && el('span', { class: 'number' }, '#' + topic.number), el('b', {}, el('bdi', {}, ...marked(name, state.q))), topic.isNew && el('span', { class: 'badge' }, t('isNew'))),
      (topic.isNamed || topic.words.length > 3) && el('span', { class: 'words' }, el('bdi', {}, ...marked((topic.isNamed ? topic.words : topic.words.slice(3)).join(' · '), state.q))),
      el('span', { class: 'size' }, meter(topic.share, most, topic.gapShare), el('span', { class: 'figures' }, el('b', { title: t('count') }, number(topic.count)), el('span', { class: 'share', title: t('share') }, percent(topic.share)),
        topic.unanswered > 0 && el('span', { class: 'gap', title: t('openHelp') }, `${percent(topic.gapShare)} ${t('open')}`)))),
    spark(topic), trend(topic));
  const section = el('section', { class: 'topic' }, head, isOpen && body(topic));
  function toggle() {
    if (open.has(topic.number)) { open.delete(topic.number); section.lastChild.remove(); } else { open.set(topic.number, {}); section.append(body(topic)); }
    head.setAttribute('aria-expanded', String(open.has(topic.number)));
    remember();
  }
  return section;
}

function remember() {
  const kept = new URLSearchParams();
  if (state.sort !== 'size') kept.set('sort', state.sort);
  if (state.q) kept.set('q', state.q);
  if (open.size && open.size < 9) kept.set('open', [...open.keys()].map(key => key ?? 'none').join(','));
  try { history.replaceState(null, '', kept.size ? '#' + kept : location.pathname + location.search); } catch { /* a page opened from a frame keeps its address */ }
}
const list = el('main'), status = el('span', { class: 'status', 'aria-live': 'polite' });
function fill() {
  const order = ORDERS[state.sort];
  const found = data.topics.filter(topic => holds(topic.folded, state.q) || topic.texts.some(text => holds(text.folded, state.q)));
  found.sort((a, b) => order(b) - order(a) || b.count - a.count || a.number - b.number);
  const rest = outside.filter(topic => !state.q || topic.texts.some(text => holds(text.folded, state.q)));
  const most = Math.max(...data.topics.map(topic => topic.share), ...outside.map(topic => topic.share), 1e-9);
  list.replaceChildren(...[...found, ...rest].map(topic => card(topic, most)));
  if (!found.length && !rest.length) list.append(el('p', { class: 'empty' }, t('none')));
  status.textContent = state.q ? t('shown', number(found.length), number(data.topics.length)) : '';
  remember();
}

const fact = (value, word, title) => el('li', { title }, el('b', {}, value), el('span', {}, word));
function draw() {
  document.documentElement.lang = ui;
  document.title = `${t('title')} – ${collectionName(data.name, ui)}`;
  const dates = data.texts.map(text => text.date).filter(Boolean).sort(), unanswered = sum(data.topics, topic => topic.unanswered) + data.texts.filter(text => text.topic == null && text.open).length;
  const rising = data.topics.filter(topic => topic.trend === 'rising').length, fresh = data.topics.filter(topic => topic.isNew).length;
  const sorts = ['size', ...(hasTrend ? ['growth'] : []), ...(hasGaps ? ['gaps'] : [])];
  const notes = [...data.notes, ...(data.limit ? [t('limit', number(data.limit))] : [])];
  const search = el('input', { type: 'search', id: 'search', placeholder: t('search'), 'aria-label': t('search'), value: state.q, oninput: event => { state.q = event.target.value; fill(); } });
  const choose = event => { state.sort = event.currentTarget.value; for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === state.sort)); fill(); };
  const buttons = sorts.map(sort => el('button', { value: sort, 'aria-pressed': String(state.sort === sort), onclick: choose }, t(sort)));
  document.getElementById('page').replaceChildren(
    el('header', {}, el('div', {}, el('h1', {}, t('title')), el('p', {}, el('bdi', {}, collectionName(data.name, ui)), dates.length ? ` · ${day(dates[0])} – ${day(dates[dates.length - 1])}` : '')),
      el('button', { onclick: () => { ui = ui === 'zh' ? 'en' : 'zh'; draw(); } }, t('other'))),
    el('ul', { class: 'facts' }, fact(number(data.count), t('texts')), fact(number(data.topics.length), t('topics')), fact(percent(data.outside / Math.max(1, data.count)), t('outside'), t('outsideHelp')),
      hasGaps && fact(percent(unanswered / Math.max(1, data.count)), t('open'), t('openHelp')), hasTrend && fact(number(rising), t('rising'), t('growthHelp')), fresh > 0 && fact(number(fresh), t('newTopics'))),
    notes.length ? el('ul', { class: 'notes' }, ...notes.map(note => el('li', {}, note))) : '',
    el('div', { class: 'tools' }, search, sorts.length > 1 && el('span', { class: 'sorts', role: 'group', 'aria-label': t('sort') }, ...buttons), status), list,
    el('footer', {}, `${t('keys')} · ${t('made', day(data.created))} · kefu`));
  fill();
}

document.addEventListener('keydown', event => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === '/' && !typing) { event.preventDefault(); document.getElementById('search').focus(); }
  if (event.key === 'Escape' && document.activeElement.id === 'search') { state.q = document.activeElement.value = ''; fill(); }
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && (!typing || document.activeElement.id === 'search')) {
    const heads = [...document.querySelectorAll('.head')], place = heads.indexOf(document.activeElement.closest('.topic')?.querySelector('.head'));
    const next = event.key === 'ArrowDown' ? heads[place + 1] : place > 0 ? heads[place - 1] : null;
    if (next && (place >= 0 || event.key === 'ArrowDown')) { event.preventDefault(); next.focus(); next.scrollIntoView({ block: 'nearest' }); }
  }
});
draw();
