/** Where the viewer stands. World positions lie within about 1 around 0; y points up. */
const camera = {
  yaw: 0, pitch: 0, zoom: 1, x: 0, y: 0, depth: 0,
  /** The size of the view in CSS pixels, its middle, and the pixels of one unit. */
  width: 1, height: 1, middle: [0, 0], unit: 1,
};
const TURNED = { yaw: -0.6, pitch: 0.35, zoom: 1, x: 0, y: 0, depth: 0.22 };
const LEVEL = { yaw: 0, pitch: 0, zoom: 1, x: 0, y: 0, depth: 0 };

/** Fits the unit sphere into the part of the view that no panel covers. */
const fitCamera = (width, height, left) => {
  Object.assign(camera, { width, height, middle: [(width + left) / 2, height / 2], unit: 0.43 * Math.min(height, (width - left) * 0.86) });
};

/** The rotation as rows: right, up, toward the viewer. */
const rotation = () => {
  const cy = Math.cos(camera.yaw), sy = Math.sin(camera.yaw), cp = Math.cos(camera.pitch), sp = Math.sin(camera.pitch);
  return [cy, 0, sy, sp * sy, cp, -sp * cy, -cp * sy, sp, cp * cy];
};

/** Calls `visit(i, x, y, near)` for each text that `shows` lets pass, with its place in CSS pixels. */
const projectAll = (positions, visit) => {
  const [a, b, c, d, e, f, g, h, k] = rotation(), { depth } = camera, scale = camera.unit * camera.zoom;
  const left = camera.middle[0] + camera.x, top = camera.middle[1] + camera.y;
  for (let i = 0, p = 0; i < count; i++, p += 3) {
    const x = positions[p], y = positions[p + 1], z = positions[p + 2], near = scale / Math.max(0.2, 1 - depth * (g * x + h * y + k * z));
    visit(i, left + near * (a * x + b * y + c * z), top - near * (d * x + e * y + f * z), near / scale);
  }
};

/** Returns the place of one position: x, y in CSS pixels and its nearness, 1 in the middle. */
const projectOne = (x, y, z) => {
  const [a, b, c, d, e, f, g, h, k] = rotation(), near = 1 / Math.max(0.2, 1 - camera.depth * (g * x + h * y + k * z));
  const scale = camera.unit * camera.zoom * near;
  return [camera.middle[0] + camera.x + scale * (a * x + b * y + c * z), camera.middle[1] + camera.y - scale * (d * x + e * y + f * z), near];
};

/** Zooms so that the place under the pointer stays there. */
const zoomAt = (factor, x = camera.middle[0], y = camera.middle[1]) => {
  const zoom = Math.min(60, Math.max(0.3, camera.zoom * factor)), ratio = zoom / camera.zoom;
  camera.x = x - camera.middle[0] - (x - camera.middle[0] - camera.x) * ratio;
  camera.y = y - camera.middle[1] - (y - camera.middle[1] - camera.y) * ratio;
  camera.zoom = zoom;
};

/** Returns the view in which the flat positions with the indices, or all for null, fill what no panel covers. */
const frameOn = (positions, indices) => {
  const sides = [0, 1].map(d => (indices ? Float32Array.from(indices, i => positions[3 * i + d]) : Float32Array.from({ length: count }, (_, i) => positions[3 * i + d])).sort());
  const at = (side, share) => side[Math.round((side.length - 1) * share)], ends = sides.map(side => [at(side, 0.006), at(side, 0.994)]);
  const [x, y] = ends.map(([low, high]) => (low + high) / 2), free = [2 * (camera.width - camera.middle[0]) - 130, camera.height - 130];
  const zooms = ends.map(([low, high], d) => Math.max(60, free[d]) / (Math.max(high - low, 0.2) * camera.unit));
  const zoom = Math.min(8, ...zooms);
  return { ...LEVEL, zoom, x: -x * zoom * camera.unit, y: y * zoom * camera.unit };
};
