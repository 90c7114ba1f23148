/** The text under the pointer, and the text that was clicked with all that is known about it. */
const when = i => (content.dates && content.dates[i] != null ? new Date(1000 * content.dates[i]).toLocaleString(state.language === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'medium', timeStyle: 'short' }) : null);
const nameIn = (column, i) => categoryName(column, column.categories[column.of[i]]);

const showTip = (x, y) => {
  const tip = document.getElementById('tip'), i = state.hovered;
  tip.hidden = i < 0 || i === state.pinned;
  if (tip.hidden) return;
  const column = currentColumn();
  tip.replaceChildren(el('span', { class: 'text' }, content.texts[i]), el('span', { class: 'soft' }, swatch(column, column.of[i]), nameIn(column, i)));
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(8, Math.min(x + 14, camera.width - box.width - 8)) + 'px';
  tip.style.top = (y + 18 + box.height > camera.height - 8 ? y - box.height - 14 : y + 18) + 'px';
};

const showDetail = () => {
  const box = document.getElementById('detail'), i = state.pinned;
  box.hidden = i < 0;
  if (i < 0) return box.replaceChildren();
  const facts = columns.filter(({ key }) => key !== 'time').map(column => [t(column.key), nameIn(column, i)]);
  if (when(i)) facts.push([t('time'), when(i)]);
  facts.push([t('place'), content.places[i]]);
  const same = content.ranks ? sameTexts(i) : 0;
  box.setAttribute('aria-label', t('pinned', content.texts[i]));
  box.replaceChildren(
    el('button', { class: 'close', title: t('close'), 'aria-label': t('close'), onclick: () => pin(-1) }, icon(ICONS.close)),
    el('p', { class: 'text' }, content.texts[i]),
    content.asked[i] == null ? '' : el('p', { class: 'soft' }, `${t('asked')}: ${content.asked[i]}`),
    same ? el('p', { class: 'soft' }, t('same', number(same))) : '',
    el('dl', {}, facts.map(([key, value]) => [el('dt', {}, key), el('dd', {}, value)])),
    state.neighbours.length ? el('h2', {}, t('nearest')) : '',
    el('div', { class: 'near' }, state.neighbours.map(({ index, cosine }) => el('button', { class: 'result', onclick: () => pin(index, true) },
      el('span', { class: 'cosine' }, cosine.toFixed(2)), el('span', {}, content.texts[index])))));
};

/** The number of other texts with the words of text `i`. */
const sameTexts = i => { let same = -1; for (let j = 0; j < count; j++) if (content.texts[j] === content.texts[i]) same++; return same; };

/** Makes text `i` the current one, or none for -1. `shows` brings it into the view. */
const pin = (i, shows) => {
  state.pinned = i;
  state.neighbours = i < 0 || width === 0 ? [] : nearestTexts(i, 8);
  if (i >= 0 && !isShown(i)) { state.chosen.clear(); changed(); }
  showDetail();
  showTip();
  if (i >= 0) {
    say(t('pinned', content.texts[i]));
    const [x, y] = projectOne(scene.after[3 * i], scene.after[3 * i + 1], scene.after[3 * i + 2]), [left, right] = freeSides();
    if (shows && !motion && (x < left + 20 || x > right - 20 || y < 20 || y > camera.height - 20)) {
      moveTo(scene.after, { ...cameraView(), x: camera.x + (left + right) / 2 - x, y: camera.y + camera.height / 2 - y }, 300);
    }
  }
  redraw();
};
const cameraView = () => ({ yaw: camera.yaw, pitch: camera.pitch, zoom: camera.zoom, x: camera.x, y: camera.y, depth: camera.depth });
/** The left and right border of what neither the panel nor the details cover. */
const freeSides = () => {
  const panel = document.getElementById('panel').getBoundingClientRect(), detail = document.getElementById('detail');
  return [camera.width > 760 ? panel.right : 0, detail.hidden || camera.width <= 760 ? camera.width : detail.getBoundingClientRect().left];
};

const savePicture = () => {
  const points = document.getElementById('points'), over = document.getElementById('overlay'), pixels = Math.max(2, devicePixelRatio || 1);
  resize(pixels);
  draw(performance.now());
  const picture = document.createElement('canvas');
  picture.width = points.width;
  picture.height = points.height;
  const context = picture.getContext('2d');
  context.drawImage(points, 0, 0);
  context.drawImage(over, 0, 0);
  resize();
  draw(performance.now());
  picture.toBlob(blob => {
    const link = el('a', { href: URL.createObjectURL(blob), download: content.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') + '-map.png' });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
};
