/** Projections of texts into three dimensions from their principal coordinates. */

/** Returns eigenvalues and eigenvectors (one a row) of a symmetric matrix, greatest first, by Jacobi's method. */
const eigen = (matrix, n) => {
  const a = Float64Array.from(matrix), v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0, whole = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { const square = a[i * n + j] ** 2; whole += square; if (i !== j) off += square; }
    if (off <= 1e-20 * whole) break;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) {
      const gap = a[p * n + q];
      if (gap === 0) continue;
      const theta = (a[q * n + q] - a[p * n + p]) / (2 * gap), t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
      const c = 1 / Math.hypot(1, t), s = t * c;
      for (let k = 0; k < n; k++) { const x = a[k * n + p], y = a[k * n + q]; a[k * n + p] = c * x - s * y; a[k * n + q] = s * x + c * y; }
      for (let k = 0; k < n; k++) { const x = a[p * n + k], y = a[q * n + k]; a[p * n + k] = c * x - s * y; a[q * n + k] = s * x + c * y; }
      for (let k = 0; k < n; k++) { const x = v[p * n + k], y = v[q * n + k]; v[p * n + k] = c * x - s * y; v[q * n + k] = s * x + c * y; }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((x, y) => a[y * n + y] - a[x * n + x] || x - y);
  return { values: order.map(i => a[i * n + i]), vectors: order.map(i => v.subarray(i * n, (i + 1) * n)) };
};

/** Returns the lower triangle L with L * transpose(L) = matrix, which must be positive definite. */
const cholesky = (matrix, n) => {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) {
    let sum = matrix[i * n + j];
    for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
    lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / lower[j * n + j];
  }
  return lower;
};

/** The share of the spread within the groups that is taken to be equal in all directions. Without it, a few texts would
 * look apart by chance: with it, texts that the projection has not seen lie apart nearly as well. */
const EVENED = 0.5;
/** How much the spread within the groups counts beside that between them, for the axes that they leave free. */
const WITHIN = 0.01;
/** The texts from which a projection is learned; from more, evenly chosen ones. */
const MOST_LEARNED = 20000;

/** Sums of squares around the mean of the group (within) and of the means around the common mean (between). */
const scatter = (members, groupOf) => {
  const groups = new Map(), mean = new Float64Array(width), within = new Float64Array(width * width), between = new Float64Array(width * width);
  const stride = Math.max(1, Math.ceil(members.length / MOST_LEARNED)), learned = members.filter((_, place) => place % stride === 0);
  for (const i of learned) {
    if (!groups.has(groupOf[i])) groups.set(groupOf[i], { size: 0, mean: new Float64Array(width) });
    const group = groups.get(groupOf[i]);
    group.size++;
    for (let k = 0; k < width; k++) { const value = steps[i * width + k] * scales[k]; group.mean[k] += value; mean[k] += value; }
  }
  for (const group of groups.values()) for (let k = 0; k < width; k++) group.mean[k] /= group.size;
  for (let k = 0; k < width; k++) mean[k] /= Math.max(1, learned.length);
  const row = new Float64Array(width);
  const add = (sums, weight) => { for (let k = 0; k < width; k++) { const value = weight * row[k]; for (let l = 0; l <= k; l++) sums[k * width + l] += value * row[l]; } };
  for (const i of learned) {
    const centre = groups.get(groupOf[i]).mean;
    for (let k = 0; k < width; k++) row[k] = steps[i * width + k] * scales[k] - centre[k];
    add(within, 1);
  }
  for (const group of groups.values()) { for (let k = 0; k < width; k++) row[k] = group.mean[k] - mean[k]; add(between, group.size); }
  for (const sums of [within, between]) for (let k = 0; k < width; k++) for (let l = 0; l < k; l++) sums[l * width + k] = sums[k * width + l];
  return { mean, within, between, groups: groups.size };
};

/** Returns three axes (rows of `width` numbers) that show the groups of `members` apart: linear discriminants whose
 * spread within the groups is evened. One group gives its principal components. */
const axesFor = (members, groupOf) => {
  const { mean, within, between, groups } = scatter(members, groupOf), n = width;
  let trace = 0;
  for (let k = 0; k < n; k++) trace += within[k * n + k];
  if (groups < 2 || trace === 0) {
    const total = within.map((value, place) => value + between[place]);
    return { mean, axes: eigen(total, n).vectors.slice(0, 3) };
  }
  const metric = within.map((value, place) => (1 - EVENED) * value + (place % (n + 1) === 0 ? EVENED * trace / n : 0));
  const lower = cholesky(metric, n);
  // Columns of the inverse of L, one a row.
  const inverse = Array.from({ length: n }, (_, c) => {
    const x = new Float64Array(n);
    for (let i = c; i < n; i++) { let sum = i === c ? 1 : 0; for (let k = c; k < i; k++) sum -= lower[i * n + k] * x[k]; x[i] = sum / lower[i * n + i]; }
    return x;
  });
  const wanted = between.map((value, place) => value + WITHIN * within[place]), half = new Float64Array(n * n), whole = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { let sum = 0; for (let k = 0; k <= i; k++) sum += inverse[k][i] * wanted[k * n + j]; half[i * n + j] = sum; }
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { let sum = 0; for (let k = 0; k <= j; k++) sum += half[i * n + k] * inverse[k][j]; whole[i * n + j] = sum; }
  const axes = eigen(whole, n).vectors.slice(0, 3).map(vector => inverse.map(column => { let sum = 0; for (let k = 0; k < n; k++) sum += column[k] * vector[k]; return sum; }));
  return { mean, axes };
};

/** Returns the positions of all texts: `members` decide the axes. Without members, the first three coordinates. */
const spaceLayout = (members, groupOf) => {
  const positions = new Float32Array(3 * count);
  if (width === 0) return spiral(positions, 0.012);
  const whole = members.length === 0 || members.length === count;
  const plain = whole ? { mean: new Float64Array(width), axes: [0, 1, 2].filter(k => k < width).map(k => { const axis = new Float64Array(width); axis[k] = 1; return axis; }) } : axesFor(members, groupOf);
  const weighted = plain.axes.map(axis => {
    // The sign of an axis is arbitrary; its greatest component is positive, so that a view does not flip.
    let greatest = 0;
    for (const value of axis) if (Math.abs(value) > Math.abs(greatest)) greatest = value;
    return Float64Array.from(axis, (value, k) => (greatest < 0 ? -value : value) * scales[k]);
  });
  const shifts = weighted.map(axis => { let sum = 0; for (let k = 0; k < width; k++) if (scales[k]) sum += axis[k] / scales[k] * plain.mean[k]; return sum; });
  for (let i = 0; i < count; i++) for (let d = 0; d < weighted.length; d++) {
    let sum = -shifts[d];
    for (let k = 0; k < width; k++) sum += weighted[d][k] * steps[i * width + k];
    positions[3 * i + d] = sum;
  }
  return spiral(fittedTo(positions, members.length ? members : null), 0.004);
};

/** Scales positions so that nearly all of `members` lie within 1. */
const fittedTo = (positions, members) => {
  if (!members) return fitted(positions);
  const radii = Float32Array.from(members, i => Math.hypot(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2])).sort();
  const usual = radii[Math.floor((radii.length - 1) * 0.985)] || 1;
  for (let i = 0; i < positions.length; i++) positions[i] /= usual;
  return positions;
};
