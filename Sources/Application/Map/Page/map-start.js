/** Builds the page and draws it whenever something changed. */
append(document.body, [
  el('main', { id: 'stage' }, el('canvas', { id: 'points', tabindex: 0, role: 'application' }), el('canvas', { id: 'overlay', 'aria-hidden': 'true' })),
  el('aside', { id: 'panel' }), el('button', { id: 'toggle', onclick: () => { document.getElementById('panel').classList.toggle('closed'); resize(); redraw(); } }, icon(ICONS.panel)),
  el('nav', { id: 'views' }), el('div', { id: 'tools' }), el('section', { id: 'detail', hidden: true }), el('div', { id: 'tip', hidden: true }),
  el('div', { id: 'status', class: 'unseen', role: 'status', 'aria-live': 'polite' }),
]);

const overlay = document.getElementById('overlay');
const webgl = asked.has('canvas') ? null : webglRenderer(document.getElementById('points'));
const renderer = (() => {
  if (webgl) return webgl;
  const canvas = canvasRenderer(document.getElementById('points'));
  return { ...canvas, setLooks: () => canvas.setLooks(scene.looks) };
})();

let pixelsNow = 1;
const resize = (pixels = Math.min(2, devicePixelRatio || 1)) => {
  const panel = document.getElementById('panel'), covered = innerWidth > 760 && !panel.classList.contains('closed') ? panel.getBoundingClientRect().right : 0;
  pixelsNow = pixels;
  fitCamera(innerWidth, innerHeight, covered);
  renderer.resize(pixels);
  overlay.width = Math.round(camera.width * pixels);
  overlay.height = Math.round(camera.height * pixels);
};

/** The diameter of a point in CSS pixels: smaller where there are many, larger near by. */
const pointSize = () => Math.min(14, Math.max(1.8, 27 / Math.pow(scene.shown, 0.23)) * Math.pow(camera.zoom, 0.45));

const draw = now => {
  const moving = advance(now), { mixing } = scene, context = overlay.getContext('2d');
  if (pointer && mixing === 1 && !moving) {
    const hovered = textAt(pointer[0], pointer[1], 9);
    if (hovered !== state.hovered || hovered >= 0) { state.hovered = hovered; showTip(...pointer); document.getElementById('points').style.cursor = hovered >= 0 ? 'pointer' : ''; }
  } else if (state.hovered >= 0 && !pointer) { state.hovered = -1; showTip(); }
  renderer.draw({ mixing, size: pointSize(), pixels: pixelsNow, ground: theme().ground });
  context.setTransform(pixelsNow, 0, 0, pixelsNow, 0, 0);
  context.clearRect(0, 0, camera.width, camera.height);
  const placeOf = i => projectOne(...[0, 1, 2].map(d => scene.before[3 * i + d] + (scene.after[3 * i + d] - scene.before[3 * i + d]) * mixing));
  const radius = pointSize() / 2 + 4, { ink } = theme();
  if (state.pinned >= 0) {
    const [x, y] = placeOf(state.pinned);
    context.strokeStyle = css(ink, 0.35);
    context.lineWidth = 1;
    for (const { index } of state.neighbours) if (scene.looks.bytes[4 * index + 3] >> 3) {
      const [left, top] = placeOf(index);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(left, top);
      context.stroke();
      drawRing(context, left, top, radius - 1, ink, false);
    }
  }
  for (const label of scene.labels) label.place = [0, 1, 2].map(d => label.before[d] + (label.after[d] - label.before[d]) * mixing);
  scene.boxes = drawLabels(context, scene.labels, scene.measure);
  if (state.hovered >= 0 && state.hovered !== state.pinned) drawRing(context, ...placeOf(state.hovered).slice(0, 2), radius, ink, false);
  if (state.pinned >= 0) drawRing(context, ...placeOf(state.pinned).slice(0, 2), radius + 1, ink, true);
  return moving;
};

let waiting = false;
/** The script time of the last frames in milliseconds, for measurements. */
const frames = [];
const redraw = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(now => {
    waiting = false;
    const start = performance.now();
    if (draw(now)) redraw();
    frames.push(performance.now() - start);
    if (frames.length > 2000) frames.shift();
  });
};

updateMatches();
updateLooks();
showPanel();
resize();
Object.assign(camera, state.view === 'map' ? frameOn(flat, null) : TURNED);
renderer.setPositions(scene.before, scene.after);
renderer.setLooks(scene.looks.bytes, scene.looks);
updateLabels();
if (state.chosen.size) showChosen();
listen(document.getElementById('points'));
addEventListener('resize', () => { resize(); redraw(); });
dark.addEventListener('change', () => { updateLooks(); renderer.setLooks(scene.looks.bytes, scene.looks); updateLabels(); showLegend(); redraw(); });
redraw();
/** What tests and measurements read. */
window.kefuMap = { state, camera, scene, frames, columns, renderer: renderer.kind, place: i => projectOne(...scene.after.subarray(3 * i, 3 * i + 3)), isMoving: () => motion != null };
