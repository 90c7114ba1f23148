append(document.body, [el('div', { id: 'page' })]);
let ui = WORDS[data.language] ? data.language : (navigator.language || 'en').startsWith('zh') ? 'zh' : 'en';
const t = (key, ...values) => values.reduce((text, value) => text.replace('{}', value), WORDS[ui][key]);
const word = (group, key) => WORDS[ui][group][key] || WORDS.en[group][key] || key;
const number = (value, digits) => value.toLocaleString(ui === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: digits || 0, minimumFractionDigits: digits || 0 });
const percent = (part, whole) => whole ? number(100 * part / whole, part && part < whole ? 1 : 0) + '%' : '–';
const shorten = (text, most) => { const letters = Array.from(text); return letters.length > most ? letters.slice(0, most - 1).join('') + '…' : text; };

const TOLD = new Set(['answered', 'direct', 'quoted', 'small-talk']);
const DECISIONS = Object.keys(WORDS.en.d);
const CHANGES = ['failed', 'changed in fact', 'newly declined', 'newly answered', 'new row', 'reworded', 'same'];
data.rows.forEach((row, index) => {
  row.index = index;
  row.text = [row.question, row.answer, row.error, row.place, ...row.others, ...row.sources.map(s => data.sources[s[1]].heading)].join('\n').toLowerCase();
});
const bin = row => row.certainty == null ? null : Math.min(9, Math.floor(row.certainty * 10));
const count = (list, key) => { const counts = new Map(); for (const item of list) { const k = key(item); if (k != null) counts.set(k, (counts.get(k) || 0) + 1); } return counts; };

function bars(items, state, choose) {
  const most = Math.max(1, ...items.map(item => item.count)), gap = 27;
  const drawing = svg('svg', { viewBox: `0 0 400 ${Math.max(1, items.length) * gap}`, role: 'img' });
  items.forEach((item, place) => {
    const y = place * gap, width = Math.max(2, 190 * item.count / most);
    drawing.append(svg('g', { class: 'bar' + (state != null && state !== item.key ? ' off' : ''), onclick: () => choose(item.key) },
      svg('title', {}, item.name), svg('rect', { class: 'hit', x: 0, y, width: 400, height: gap }),
      svg('text', { class: 'name', x: 0, y: y + 16 }, shorten(item.name, /[\u2e80-\u9fff]/.test(item.name) ? 11 : 20)),
      svg('rect', { class: 'fill ' + (item.style || ''), x: 142, y: y + 6, width, height: 13, rx: 4 }),
      svg('text', { x: 150 + width, y: y + 16.5 }, number(item.count))));
  });
  return drawing;
}

function histogram(rows, state, choose) {
  const counts = count(rows, bin), most = Math.max(1, ...counts.values());
  const drawing = svg('svg', { viewBox: '0 0 400 190', role: 'img' });
  for (let b = 0; b < 10; b++) {
    const n = counts.get(b) || 0, height = n ? Math.max(2, 140 * n / most) : 0, x = 6 + b * 39;
    drawing.append(svg('g', { class: 'bar' + (state != null && state !== b ? ' off' : ''), onclick: () => choose(b) },
      svg('title', {}, `${(b / 10).toFixed(1)}–${((b + 1) / 10).toFixed(1)}: ${n}`), svg('rect', { class: 'hit', x, y: 0, width: 39, height: 165 }),
      svg('rect', { class: 'fill', x: x + 3, y: 160 - height, width: 33, height, rx: 3 }),
      n ? svg('text', { x: x + 19.5, y: 154 - height, 'text-anchor': 'middle' }, number(n)) : null));
  }
  for (let b = 0; b <= 10; b += 2) drawing.append(svg('text', { x: 6 + b * 39, y: 178, 'text-anchor': 'middle' }, (b / 10).toFixed(1)));
  const x = 6 + data.threshold * 390;
  drawing.append(svg('rect', { class: 'track', x: 6, y: 160, width: 390, height: 1 }), svg('line', { class: 'cut', x1: x, x2: x, y1: 8, y2: 160 }),
    svg('text', { x: x > 250 ? x - 5 : x + 5, y: 10, 'text-anchor': x > 250 ? 'end' : 'start' }, t('threshold')));
  return drawing;
}
const PAGE = 100, SHOWN_TOPICS = 7;
const asked = new URLSearchParams(location.hash.slice(1));
const state = { q: asked.get('q') || '', d: asked.get('d'), k: asked.get('k'), b: asked.has('b') ? +asked.get('b') : null,
  t: asked.has('t') ? +asked.get('t') : null, r: asked.has('r'), sort: asked.get('sort'), down: asked.has('down'), page: 0 };
const open = new Set();
let printing = false;

const matches = row => (!state.d || row.decision === state.d) && (!state.k || row.change === state.k) && (state.b == null || bin(row) === state.b)
  && (state.t == null || (row.topic == null ? -1 : row.topic) === state.t) && (!state.r || row.needsPerson)
  && state.q.toLowerCase().split(/\s+/).every(part => row.text.includes(part));
const KEYS = { question: row => row.question, answer: row => row.answer, decision: row => DECISIONS.indexOf(row.decision), certainty: row => row.certainty,
  topic: row => row.topic == null ? 1e9 : row.topic, change: row => CHANGES.indexOf(row.change), match: row => row.overlap };
function selected() {
  const rows = data.rows.filter(matches), key = KEYS[state.sort];
  if (key) rows.sort((a, b) => {
    const x = key(a), y = key(b);
    if (x == null || y == null) return (x == null) - (y == null) || a.index - b.index;
    const order = typeof x === 'string' ? x.localeCompare(y, ui) : x - y;
    return (state.down ? -order : order) || a.index - b.index;
  });
  else if (state.down) rows.reverse();
  return rows;
}

function marked(text, extra) {
  const parts = state.q.trim().split(/\s+/).filter(Boolean).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (!parts.length) return [text];
  return text.split(new RegExp('(' + parts.join('|') + ')', 'i')).map((piece, place) => place % 2 ? el('mark', {}, piece) : piece);
}
function cited(text, row, detail) {
  return text.split(/(\[\d+\])/).flatMap((piece, place) => {
    const source = place % 2 ? row.sources.findIndex(s => s[0] === +piece.slice(1, -1)) : -1;
    return source < 0 ? marked(piece) : [el('button', { class: 'cite', onclick: () => {
      const found = detail.querySelectorAll('details')[source]; found.open = true; found.scrollIntoView({ block: 'nearest', behavior: 'smooth' }); } }, piece)];
  });
}
function answer(row, detail) {
  let rest = row.answer; const nodes = [];
  for (const sentence of row.unsupported) {
    const place = rest.indexOf(sentence);
    if (place < 0) continue;
    nodes.push(...cited(rest.slice(0, place), row, detail), el('mark', { class: 'bad' }, ...cited(sentence, row, detail)));
    rest = rest.slice(place + sentence.length);
  }
  return nodes.concat(cited(rest, row, detail));
}
function source([n, place]) {
  const passage = data.sources[place], isLink = /^https?:\/\//i.test(passage.url || '');
  return el('details', {}, el('summary', {}, `[${n}] `, ...marked(passage.heading),
    el('small', {}, isLink ? el('a', { href: passage.url, target: '_blank', rel: 'noopener noreferrer' }, passage.place) : passage.place)), el('div', {}, ...marked(passage.text)));
}
const pairs = list => el('dl', {}, ...list.filter(([, value]) => value != null && value !== '').flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, String(value))]));
function detail(row, width) {
  const cell = el('td', { colspan: width });
  append(cell, [
    el('h3', {}, t('question')), el('div', { class: 'full' }, ...marked(row.question)),
    row.answer && [el('h3', {}, t('answer')), el('div', { class: 'full' }, ...answer(row, cell))],
    row.error && [el('h3', {}, t('error')), el('div', { class: 'full' }, row.error)],
    row.unsupported.length > 0 && [el('h3', {}, t('unsupported')), ...row.unsupported.map(sentence => el('div', {}, '• ' + sentence))],
    row.earlier && [el('h3', {}, t('earlier') + (row.difference ? ` (${row.difference})` : '')), el('div', { class: 'full' }, row.earlier)],
    row.sources.length > 0 && [el('h3', {}, t('sources')), ...row.sources.map(source)],
    el('h3', {}, ' '), pairs([...data.columns.map((name, place) => [name || '–', row.others[place]]), [t('model'), row.model], [t('tokens'), row.tokens && number(row.tokens)],
      [t('cost'), row.cost && number(row.cost, 6)], [t('time'), row.sameAs == null && row.seconds ? t('seconds', number(row.seconds, 2)) : null], [t('match'), row.match && `${word('x', row.match)} (F1 ${number(row.overlap || 0, 2)})`]]),
  ]);
  return el('tr', { class: 'detail open' }, cell);
}

const has = name => data.rows.some(row => row[name] != null);
const COLUMNS = ['question', 'answer', 'decision', 'certainty', 'topic', ...(has('change') ? ['change'] : []), ...(has('match') ? ['match'] : [])];
const WIDTHS = { decision: 'w-d', certainty: 'w-c', topic: 'w-t', change: 'w-k', match: 'w-k' };
const topicName = place => place == null || place < 0 ? t('noTopic') : data.topics[place];
function cell(name, row) {
  switch (name) {
    case 'question': return [el('div', { class: 'short' }, ...marked(row.question))];
    case 'answer': return [row.error ? el('div', { class: 'short' }, row.error) : el('div', { class: 'short' }, ...marked(row.answer))];
    case 'decision': return [el('span', { class: 'badge' }, el('i', { class: 'b-' + row.decision }), word('d', row.decision)),
      row.reason && el('span', { class: 'why' }, word('r', row.reason)), row.team && el('span', { class: 'why' }, `→ ${row.team}`), row.sameAs != null && el('span', { class: 'why' }, t('sameAs', row.sameAs))];
    case 'certainty': return row.certainty == null ? ['–'] : [el('span', { class: 'num' }, number(row.certainty, 2)),
      el('meter', { min: 0, max: 1, low: 0.5, high: data.threshold, optimum: 1, value: row.certainty })];
    case 'topic': return [el('div', { class: 'short' }, row.topic == null ? '–' : data.topics[row.topic])];
    case 'change': return [row.change ? word('k', row.change) : '–', row.difference && el('span', { class: 'why' }, shorten(row.difference, 60))];
    case 'match': return [row.match ? word('x', row.match) : '–', row.overlap != null && el('span', { class: 'why' }, 'F1 ' + number(row.overlap, 2))];
  }
}
function sortBy(name) {
  if (state.sort === name && !state.down) state.down = true;
  else if (state.sort === name) { state.sort = null; state.down = false; }
  else { state.sort = name; state.down = false; }
  state.page = 0; refresh();
}
function table(rows) {
  const first = printing ? 0 : state.page * PAGE, shown = printing ? rows : rows.slice(first, first + PAGE);
  const body = el('tbody', { id: 'rows' });
  for (const row of shown) {
    const line = el('tr', { class: 'row' + (open.has(row.index) ? ' open' : ''), tabindex: 0, 'aria-expanded': String(open.has(row.index)) },
      el('td', { class: 'n' }, String(row.place)), ...COLUMNS.map(name => append(el('td', {}), cell(name, row))));
    const toggle = () => {
      if (open.delete(row.index)) { line.classList.remove('open'); line.nextSibling.remove(); } else { open.add(row.index); line.classList.add('open'); line.after(detail(row, COLUMNS.length + 1)); }
      line.setAttribute('aria-expanded', String(open.has(row.index)));
    };
    line.addEventListener('click', () => { if (!String(getSelection())) toggle(); });
    line.addEventListener('keydown', event => { if (event.key === 'Enter') toggle(); });
    body.append(line);
    if (open.has(row.index)) body.append(detail(row, COLUMNS.length + 1));
  }
  if (!rows.length) body.append(el('tr', {}, el('td', { class: 'empty', colspan: COLUMNS.length + 1 }, t('none'))));
  const head = name => el('th', { class: WIDTHS[name], 'aria-sort': state.sort === name ? state.down ? 'descending' : 'ascending' : null, onclick: () => sortBy(name) },
    t(name) + (state.sort === name ? state.down ? ' ↓' : ' ↑' : ''));
  return el('table', {}, el('thead', {}, el('tr', {}, el('th', { class: 'n', onclick: () => sortBy(null) }, t('row')), ...COLUMNS.map(head))), body);
}

function card(value, name, small) { return el('div', { class: 'card' }, el('b', {}, value, small && el('small', {}, small)), el('span', {}, name)); }
function cards() {
  const rows = data.rows, all = rows.length, told = rows.filter(row => TOLD.has(row.decision)).length;
  const sure = rows.filter(row => row.certainty != null && TOLD.has(row.decision)), sum = key => rows.reduce((total, row) => total + (row[key] || 0), 0);
  const failed = rows.filter(row => row.error).length, direct = rows.filter(row => row.decision === 'direct').length;
  return el('section', { class: 'cards' }, card(number(all), t('rows')), card(percent(told, all), t('told'), number(told)), card(percent(direct, all), t('direct'), number(direct)),
    card(number(rows.filter(row => row.needsPerson).length), t('review')), card(number(failed), t('failed')),
    sure.length > 0 && card(number(sure.reduce((total, row) => total + row.certainty, 0) / sure.length, 2), t('sure')),
    has('cost') && card(number(sum('cost'), sum('cost') < 1 ? 4 : 2), t('cost')), has('tokens') && card(number(sum('tokens')), t('tokens')));
}
function choose(key) { return value => { state[key] = state[key] === value ? null : value; state.page = 0; refresh(); }; }
function charts() {
  const decisions = count(data.rows, row => row.decision), changes = count(data.rows, row => row.change), topics = count(data.rows, row => row.topic == null ? -1 : row.topic);
  const top = [...topics].filter(([key]) => key >= 0).sort((a, b) => b[1] - a[1]).slice(0, SHOWN_TOPICS);
  if (topics.get(-1)) top.push([-1, topics.get(-1)]);
  const chart = (name, drawing) => el('div', { class: 'chart' }, el('h2', {}, name), drawing);
  return el('section', { class: 'charts' },
    chart(t('decisions'), bars(DECISIONS.filter(key => decisions.get(key)).map(key => ({ key, name: word('d', key), count: decisions.get(key), style: 'f-' + key })), state.d, choose('d'))),
    chart(t('certainty'), histogram(data.rows, state.b, choose('b'))),
    chart(t('topics'), bars(top.map(([key, n]) => ({ key, name: topicName(key), count: n, style: key < 0 ? 'f-declined' : '' })), state.t, choose('t'))),
    changes.size > 0 && chart(t('change'), bars(CHANGES.filter(key => changes.get(key)).map(key => ({ key, name: word('k', key), count: changes.get(key) })), state.k, choose('k'))));
}
const search = el('input', { type: 'search', value: state.q, oninput: event => { state.q = event.target.value.trim(); state.page = 0; refresh(true); } });
function tools(rows) {
  const pick = el('select', { onchange: event => { state.d = event.target.value || null; state.page = 0; refresh(); } }, el('option', { value: '' }, t('decision') + ': ' + t('all')),
    ...DECISIONS.map(key => el('option', { value: key, selected: state.d === key }, word('d', key))));
  const only = el('label', {}, el('input', { type: 'checkbox', checked: state.r, onchange: event => { state.r = event.target.checked; state.page = 0; refresh(); } }), t('reviewOnly'));
  const isFiltered = state.q || state.d || state.k || state.b != null || state.t != null || state.r;
  search.placeholder = t('search'); search.setAttribute('aria-label', t('search'));
  return el('div', { class: 'tools' }, search, pick, only, isFiltered && el('button', { onclick: () => { Object.assign(state, { q: '', d: null, k: null, b: null, t: null, r: false, page: 0 }); search.value = ''; refresh(); } }, t('clear')),
    el('span', { class: 'count', id: 'count' }, t('shown', rows.length < data.rows.length ? t('of', number(rows.length), number(data.rows.length)) : number(rows.length))));
}
function pager(rows) {
  const pages = Math.ceil(rows.length / PAGE), turn = by => () => { state.page += by; refresh(); document.querySelector('.table').scrollIntoView(); };
  return pages > 1 && el('div', { class: 'pager' }, el('button', { disabled: state.page === 0, onclick: turn(-1) }, t('previous')),
    t('page', state.page + 1, pages), el('button', { disabled: state.page + 1 >= pages, onclick: turn(1) }, t('next')));
}
function refresh(keepsFocus) {
  const rows = selected(), page = document.getElementById('page'), place = search.selectionStart;
  document.documentElement.lang = ui; document.title = `${data.title} · ${t('report')}`;
  page.replaceChildren(
    el('header', {}, el('h1', {}, t('report')), el('p', {}, `${data.title} · ${number(data.rows.length)} ${t('questions')} · ${new Date(data.created).toLocaleString(ui === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'medium', timeStyle: 'short' })}`),
      el('button', { onclick: () => { ui = ui === 'zh' ? 'en' : 'zh'; refresh(); } }, t('other')), el('button', { onclick: () => print() }, t('print'))),
    cards(), charts(), append(el('section', { class: 'table' }), [tools(rows), table(rows), printing ? null : pager(rows)]));
  if (keepsFocus) { search.focus(); search.setSelectionRange(place, place); }
}
addEventListener('beforeprint', () => { printing = true; refresh(); });
addEventListener('afterprint', () => { printing = false; refresh(); });
refresh();
