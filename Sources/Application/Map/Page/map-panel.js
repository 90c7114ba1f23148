/** The panel: search, colours, and the legend that filters. */
const icon = path => svg('svg', { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: path }));
const ICONS = { plus: 'M10 4v12M4 10h12', minus: 'M4 10h12', reset: 'M4 10a6 6 0 1 0 2-4.5M4 3v4h4', save: 'M10 3v9m-4-4 4 4 4-4M4 16h12', close: 'M5 5l10 10M15 5L5 15', panel: 'M3 4h14v12H3zM8 4v12', keys: 'M3 6h14v8H3zM6 9h.01M9 9h.01M12 9h.01M7 11.5h6' };
const swatch = (column, index) => svg('svg', { viewBox: '-1.3 -1.3 2.6 2.6', class: 'swatch', 'aria-hidden': 'true' },
  svg('path', { d: OUTLINES[SHAPES[scene.shapes[index]]], fill: css(scene.colours[index]), 'fill-rule': 'evenodd' }));

const say = text => { document.getElementById('status').textContent = text; };
const RESULTS = 40;

const choose = (index, only) => {
  if (only) { const same = state.chosen.size === 1 && state.chosen.has(index); state.chosen = new Set(same ? [] : [index]); }
  else if (!state.chosen.delete(index)) state.chosen.add(index);
  if (state.chosen.size === currentColumn().categories.length) state.chosen.clear();
  changed();
};
/** Follows a change of what is chosen. */
const changed = () => {
  updateLooks();
  renderer.setLooks(scene.looks.bytes, scene.looks);
  updateLabels();
  showChosen();
  showLegend();
  remember();
  say(state.chosen.size ? t('selected', state.chosen.size) : t('all'));
};
const setView = view => {
  if (state.view === view) return;
  state.view = view;
  updateLooks();
  renderer.setLooks(scene.looks.bytes, scene.looks);
  camera.depth = Math.max(camera.depth, 0);
  showChosen();
  showLegend();
  showViews();
  remember();
};
const setColumn = place => { state.column = place; state.chosen.clear(); changed(); };
const search = query => {
  state.query = query;
  updateMatches();
  updateLooks();
  renderer.setLooks(scene.looks.bytes, scene.looks);
  updateLabels();
  showResults();
  remember();
  redraw();
};

const found = () => { const list = []; for (let i = 0; i < count; i++) if (state.matches[i] && isShown(i)) list.push(i); return list; };
const showResults = () => {
  const box = document.getElementById('results');
  box.replaceChildren();
  box.hidden = !state.matches;
  if (!state.matches) return;
  const list = found();
  say(list.length ? t('matches', number(list.length)) : t('noMatches'));
  append(box, [el('p', { class: 'soft' }, list.length ? t('matches', number(list.length)) : t('noMatches')),
    list.slice(0, RESULTS).map(i => el('button', { class: 'result', onclick: () => pin(i, true) }, content.texts[i])),
    list.length > RESULTS && el('p', { class: 'soft' }, t('more', number(list.length - RESULTS)))]);
};

const showLegend = () => {
  const column = currentColumn(), list = document.getElementById('legend'), most = Math.max(...column.categories.map(category => category.count));
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.index : undefined, top = list.scrollTop;
  list.replaceChildren(...column.categories.map(category => {
    const pressed = state.chosen.has(category.index), bar = svg('svg', { viewBox: '0 0 100 3', preserveAspectRatio: 'none', class: 'share', 'aria-hidden': 'true' },
      svg('rect', { width: 100 * category.count / most, height: 3, rx: 1.5, fill: css(scene.colours[category.index]) }));
    return el('button', { class: 'entry' + (pressed ? ' on' : '') + (state.chosen.size && !pressed ? ' off' : ''), 'aria-pressed': String(pressed), 'data-index': category.index,
      title: column.key === 'topic' && category.name != null ? content.topics[category.index].words.join(' · ') : categoryName(column, category),
      onclick: event => choose(category.index, event.altKey) },
    swatch(column, category.index), el('span', { class: 'name' }, categoryName(column, category)), el('span', { class: 'count' }, number(category.count)), bar);
  }));
  list.scrollTop = top;
  if (focused !== undefined) { const again = list.querySelector(`[data-index="${focused}"]`); if (again) again.focus({ preventScroll: true }); }
  const actions = document.getElementById('actions');
  actions.replaceChildren(...(state.chosen.size
    ? [el('span', { class: 'soft' }, t('chosen', state.chosen.size)), el('button', { class: 'plain', onclick: () => { state.chosen.clear(); changed(); } }, t('all')),
      state.view === 'map' && el('button', { class: 'accent', onclick: () => setView('space') }, t('apart'))].filter(Boolean)
    : [el('span', { class: 'soft' }, t('choose'))]));
};

const showViews = () => {
  const views = document.getElementById('views');
  views.setAttribute('aria-label', t('view'));
  views.replaceChildren(...['map', 'space'].map(view => el('button', { 'aria-pressed': String(state.view === view), title: t(view + 'Help'), onclick: () => setView(view) }, t(view))));
};

/** Builds everything that has words, at the start and when the language changes. */
const showPanel = () => {
  document.documentElement.lang = state.language;
  document.title = `${collectionName(content.name, state.language)} – ${t('page')}`;
  const panel = document.getElementById('panel');
  panel.replaceChildren(
    el('header', {}, el('h1', {}, collectionName(content.name, state.language)), el('p', { class: 'soft' }, [t('texts', number(count)), t('topics', number(content.topics.length))].join(' · '))),
    el('div', { class: 'search' }, el('input', { type: 'search', id: 'search', placeholder: t('search'), 'aria-label': t('search'), autocomplete: 'off', spellcheck: 'false', oninput: event => search(event.target.value) })),
    el('div', { id: 'results', hidden: true }),
    columns.length > 1 && el('label', { class: 'colour' }, el('span', { class: 'soft' }, t('colour')), el('select', { id: 'colour', onchange: event => setColumn(event.target.selectedIndex) },
      columns.map((column, place) => el('option', { selected: place === state.column }, t(column.key))))) || '',
    el('div', { id: 'actions' }), el('div', { id: 'legend', role: 'group', 'aria-label': t(currentColumn().key) }),
    el('footer', {}, el('details', {}, el('summary', {}, t('keys')), el('dl', {}, WORDS[state.language].keyList.map(([key, meaning]) => [el('dt', {}, key), el('dd', {}, meaning)]))),
      el('button', { class: 'plain', lang: state.language === 'zh' ? 'en' : 'zh', onclick: () => { state.language = state.language === 'zh' ? 'en' : 'zh'; showPanel(); updateLabels(); remember(); redraw(); } }, t('other')),
      content.notes.map(note => el('p', { class: 'soft note' }, note + '.'))));
  document.getElementById('search').value = state.query;
  document.getElementById('points').setAttribute('aria-label', t('canvas', number(count)));
  const button = (name, title, action) => el('button', { id: name, title: t(title), 'aria-label': t(title), onclick: action }, icon(ICONS[name]));
  document.getElementById('tools').replaceChildren(button('plus', 'zoomIn', () => { zoomAt(1.4); redraw(); }), button('minus', 'zoomOut', () => { zoomAt(1 / 1.4); redraw(); }),
    button('reset', 'reset', resetView), button('save', 'save', savePicture));
  set(document.getElementById('toggle'), { title: t('panel'), 'aria-label': t('panel') });
  showLegend();
  showViews();
  showResults();
  showDetail();
};
