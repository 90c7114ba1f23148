/** Mouse, touch and keyboard. */
const resetView = () => { if (state.chosen.size) showChosen(); else moveTo(scene.after, state.view === 'map' ? frameOn(flat, null) : TURNED, 400); };
const turn = (x, y) => { camera.yaw += x; camera.pitch = Math.min(1.57, Math.max(-1.57, camera.pitch + y)); redraw(); };
const shift = (x, y) => { camera.x += x; camera.y += y; redraw(); };

/** Returns the text nearest to a place in CSS pixels within `reach`; among equally near ones that in front. */
const textAt = (left, top, reach) => {
  let best = -1, least = reach * reach;
  projectAll(scene.mixing < 1 ? scene.before : scene.after, (i, x, y, near) => {
    const distance = (x - left) ** 2 + (y - top) ** 2;
    if (distance > reach * reach || scene.looks.bytes[4 * i + 3] >> 3 < 2) return;
    const weighted = distance + (1 - near) * 20;
    if (weighted < least) { least = weighted; best = i; }
  });
  return best;
};

let pointer = null;
const listen = stage => {
  const fingers = new Map();
  let moved = 0, apart = 0;
  stage.addEventListener('pointerdown', event => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size === 1) moved = 0;
    motion = scene.mixing < 1 ? motion : null;
    stage.focus({ preventScroll: true });
  });
  stage.addEventListener('pointermove', event => {
    const last = fingers.get(event.pointerId);
    if (!last) { pointer = [event.clientX, event.clientY]; return redraw(); }
    const x = event.clientX - last[0], y = event.clientY - last[1];
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    moved += Math.abs(x) + Math.abs(y);
    if (fingers.size === 2) {
      const [one, two] = [...fingers.values()], gap = Math.hypot(one[0] - two[0], one[1] - two[1]);
      if (apart) zoomAt(gap / apart, (one[0] + two[0]) / 2, (one[1] + two[1]) / 2);
      apart = gap;
      return shift(x / 2, y / 2);
    }
    if (moved < 4) return;
    pointer = null;
    if (state.view === 'map' || event.shiftKey || event.buttons & 6) shift(x, y); else turn(x * 0.006, y * 0.006);
  });
  const up = event => {
    fingers.delete(event.pointerId);
    apart = 0;
    if (event.type === 'pointerup' && moved < 4 && event.button === 0) click(event.clientX, event.clientY);
  };
  stage.addEventListener('pointerup', up);
  stage.addEventListener('pointercancel', up);
  stage.addEventListener('pointerleave', () => { pointer = null; state.hovered = -1; showTip(); redraw(); });
  stage.addEventListener('contextmenu', event => event.preventDefault());
  stage.addEventListener('dblclick', event => { zoomAt(event.shiftKey ? 0.5 : 2, event.clientX, event.clientY); redraw(); });
  stage.addEventListener('wheel', event => {
    event.preventDefault();
    zoomAt(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.clientX, event.clientY);
    redraw();
  }, { passive: false });
};

const click = (x, y) => pin(textAt(x, y, 12));

/** Steps through what is found, else what is chosen, in the order of the source. */
const step = direction => {
  for (let k = 1, i = state.pinned; k <= count; k++) {
    i = (i + direction + count + (i < 0 && direction < 0 ? 1 : 0)) % count;
    if (scene.looks.bytes[4 * i + 3] >> 3 >= 2) return pin(i, true);
  }
};

const KEYS = {
  '+': () => zoomAt(1.25), '=': () => zoomAt(1.25), '-': () => zoomAt(0.8), _: () => zoomAt(0.8), 0: resetView, 1: () => setView('map'), 2: () => setView('space'),
  n: () => step(1), N: () => step(-1), e: savePicture, E: savePicture,
  '/': () => { document.getElementById('panel').classList.remove('closed'); document.getElementById('search').focus(); },
};
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
document.addEventListener('keydown', event => {
  const typing = event.target.matches && event.target.matches('input, select, textarea');
  if (event.key === 'Escape') return escape();
  if (typing) { if (event.key === 'Enter' && event.target.type === 'search' && state.matches) { const first = found()[0]; if (first !== undefined) pin(first, true); } return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key], action = KEYS[event.key];
  if (!arrow && !action) return;
  event.preventDefault();
  if (!arrow) action();
  else if (state.view === 'map' || event.shiftKey) shift(-40 * arrow[0], -40 * arrow[1]);
  else turn(0.12 * arrow[0], 0.12 * arrow[1]);
  redraw();
});
/** Closes or undoes the last thing: the current text, the search, the choice. */
const escape = () => {
  if (state.pinned >= 0) pin(-1);
  else if (state.query) { document.getElementById('search').value = ''; search(''); }
  else if (state.chosen.size) { state.chosen.clear(); changed(); }
  if (document.activeElement.id === 'search') document.getElementById('points').focus({ preventScroll: true });
};
