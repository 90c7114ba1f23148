/** What the page shows, and what follows from it. */
const asked = new URLSearchParams(location.hash.slice(1));
const state = {
  language: WORDS[asked.get('lang')] ? asked.get('lang') : data.language || ((navigator.language || 'en').startsWith('zh') ? 'zh' : 'en'),
  view: asked.get('view') === 'space' ? 'space' : 'map',
  column: Math.max(0, columns.findIndex(({ key }) => key === asked.get('colour'))),
  chosen: new Set((asked.get('chosen') || '').split(',').filter(Boolean).map(Number)),
  query: asked.get('q') || '', matches: null, pinned: -1, hovered: -1, neighbours: [],
};
const t = (key, ...values) => values.reduce((text, value) => text.replace('{}', value), WORDS[state.language][key]);
const number = value => value.toLocaleString(state.language === 'zh' ? 'zh-CN' : 'en');
const currentColumn = () => columns[state.column];
const categoryName = (column, category) =>
  category.name == null ? t(column.key === 'topic' ? 'outside' : column.key === 'time' ? 'undated' : 'none')
    : column.key === 'decision' ? WORDS[state.language].d[category.name] || category.name : category.name;

const flat = flatLayout();
const everywhere = spaceLayout([], null);
const scene = { before: flat, after: flat, mixing: 1, looks: { bytes: new Uint8Array(4 * count), faded: false }, colours: [], shapes: [], shown: count, labels: [], measure: new Map(), boxes: [], size: 4 };
scene.before = scene.after = state.view === 'map' ? flat : everywhere;

const isChosen = i => state.chosen.size === 0 || state.chosen.has(currentColumn().of[i]);
const isShown = i => isChosen(i) || state.view === 'map';
const chosenTexts = () => { const members = []; if (state.chosen.size) for (let i = 0; i < count; i++) if (isChosen(i)) members.push(i); return members; };

/** Sets colour, shape and emphasis of each text: 0 hidden, 1 faded, 2 usual, 3 found. */
const updateLooks = () => {
  const column = currentColumn(), { bytes } = scene.looks;
  scene.colours = coloursOf(column, centresOf(flat, column), state.chosen);
  scene.shapes = column.categories.map(({ index }) => shapeOf(column, index, state.chosen));
  scene.shown = state.view === 'space' && state.chosen.size ? column.categories.reduce((sum, { index, count: own }) => sum + (state.chosen.has(index) ? own : 0), 0) : count;
  scene.looks.faded = false;
  for (let i = 0; i < count; i++) {
    const colour = scene.colours[column.of[i]];
    const emphasis = !isChosen(i) ? (state.view === 'map' ? 1 : 0) : state.matches ? (state.matches[i] ? 3 : 1) : 2;
    bytes[4 * i] = colour[0]; bytes[4 * i + 1] = colour[1]; bytes[4 * i + 2] = colour[2];
    bytes[4 * i + 3] = emphasis << 3 | scene.shapes[column.of[i]];
    if (emphasis === 1) scene.looks.faded = true;
  }
};

/** Chooses the names to show: those of the chosen categories, or topics where colours stand for something else. */
const updateLabels = () => {
  const own = currentColumn(), isOwn = own.key === 'topic' || own.key === 'label', column = isOwn ? own : columns[0];
  const shown = column.categories.filter(({ name, index }) => name != null && (!isOwn || state.chosen.size === 0 || state.chosen.has(index)));
  const before = centresOf(scene.before, column), after = centresOf(scene.after, column);
  const most = Math.max(...shown.map(category => category.count), 1);
  scene.labels = [...shown].sort((a, b) => b.count - a.count || a.index - b.index).map(category => ({
    index: category.index, name: categoryName(column, category), colour: isOwn ? scene.colours[category.index] : null, strong: isOwn && state.chosen.size > 0,
    faded: state.matches != null, size: Math.round(10.5 + 3 * Math.sqrt(category.count / most) + (state.chosen.size && isOwn ? 1 : 0)), spread: after.spread[category.index],
    before: before.subarray(3 * category.index, 3 * category.index + 3), after: after.subarray(3 * category.index, 3 * category.index + 3), place: [0, 0, 0],
  }));
};

/** Finds the texts that hold every word of the query. */
const updateMatches = () => {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  state.matches = words.length === 0 ? null : Uint8Array.from(foldedTexts(), text => (words.every(word => text.includes(word)) ? 1 : 0));
};

const calm = matchMedia('(prefers-reduced-motion: reduce)');
let motion = null;
/** Moves texts and camera from where they are to where they belong. */
const moveTo = (positions, view, time = 750) => {
  if (positions !== scene.after) {
    const now = new Float32Array(3 * count), { before, after, mixing } = scene;
    for (let i = 0; i < now.length; i++) now[i] = before[i] + (after[i] - before[i]) * mixing;
    Object.assign(scene, { before: now, after: positions, mixing: 0 });
    renderer.setPositions(scene.before, scene.after);
    updateLabels();
  }
  const from = { yaw: camera.yaw, pitch: camera.pitch, zoom: camera.zoom, x: camera.x, y: camera.y, depth: camera.depth };
  motion = { start: performance.now(), time: calm.matches ? 1 : time, from, to: view || from };
  redraw();
};
const advance = now => {
  if (!motion) return false;
  const share = Math.min(1, Math.max(0, (now - motion.start) / motion.time)), eased = share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
  for (const key of Object.keys(motion.to)) camera[key] = motion.from[key] + (motion.to[key] - motion.from[key]) * eased;
  if (scene.mixing < 1) scene.mixing = share < 1 ? Math.max(scene.mixing, eased) : 1;
  if (share === 1) motion = null;
  return true;
};

/** Shows what was chosen: among neighbourhoods by moving there, in space by projecting the texts again. */
const showChosen = () => {
  const members = chosenTexts();
  if (state.view === 'map') moveTo(flat, frameOn(flat, members.length ? members : null));
  else moveTo(members.length ? spaceLayout(members, currentColumn().of) : everywhere, { ...TURNED, yaw: camera.depth ? camera.yaw : TURNED.yaw, pitch: camera.depth ? camera.pitch : TURNED.pitch });
};

const remember = () => {
  const hash = new URLSearchParams();
  if (state.view !== 'map') hash.set('view', state.view);
  if (state.column) hash.set('colour', currentColumn().key);
  if (state.chosen.size) hash.set('chosen', [...state.chosen].sort((a, b) => a - b).join(','));
  if (state.query) hash.set('q', state.query);
  if (asked.has('lang') || state.language !== data.language) hash.set('lang', state.language);
  try { history.replaceState(null, '', '#' + hash); } catch { /* A page without an address remembers nothing. */ }
};
