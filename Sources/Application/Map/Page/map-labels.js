/** Names, rings and lines on top of the points. */
const FONT = '-apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", system-ui, sans-serif';

/** Returns for each category the middle of the half of its texts that lie closest together, three numbers each, and in
 * `spread` how far they lie from it. */
const centresOf = (positions, column) => {
  const size = column.categories.length, reach = new Float32Array(size), sums = new Float64Array(3 * size), numbers = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    const category = column.of[i];
    numbers[category]++;
    for (let d = 0; d < 3; d++) sums[3 * category + d] += positions[3 * i + d];
  }
  for (let round = 0; round < 3; round++) {
    const means = sums.map((sum, place) => sum / (numbers[Math.floor(place / 3)] || 1)), spread = new Float64Array(size), all = new Float64Array(size);
    const distance = (i, c) => Math.hypot(positions[3 * i] - means[3 * c], positions[3 * i + 1] - means[3 * c + 1], positions[3 * i + 2] - means[3 * c + 2]);
    for (let i = 0; i < count; i++) { spread[column.of[i]] += distance(i, column.of[i]); all[column.of[i]]++; }
    sums.fill(0);
    numbers.fill(0);
    for (let i = 0; i < count; i++) {
      const c = column.of[i];
      if (distance(i, c) > 0.8 * spread[c] / all[c] + 1e-6) continue;
      numbers[c]++;
      for (let d = 0; d < 3; d++) sums[3 * c + d] += positions[3 * i + d];
    }
    for (let c = 0; c < size; c++) reach[c] = spread[c] / (all[c] || 1);
    // Where nothing lies within, as with two texts, the mean stays.
    for (let c = 0; c < size; c++) if (!numbers[c]) { numbers[c] = 1; for (let d = 0; d < 3; d++) sums[3 * c + d] = means[3 * c + d]; }
  }
  const centres = Float32Array.from(sums, (sum, place) => sum / numbers[Math.floor(place / 3)]);
  centres.spread = reach;
  return centres;
};

/** Splits a name into at most two lines of about equal length. */
const lines = name => {
  const length = text => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);
  const cut = (text, most) => { let sum = 0, kept = ''; for (const letter of text) { sum += letter > '\u2e80' ? 2 : 1; if (sum > most) return kept + '…'; kept += letter; } return kept; };
  if (length(name) <= 22) return [name];
  const parts = name.includes(' · ') ? name.split(' · ') : name.split(' '), joint = name.includes(' · ') ? ' · ' : ' ';
  let best = null;
  for (let k = 1; k < parts.length; k++) {
    const pair = [parts.slice(0, k).join(joint), parts.slice(k).join(joint)], longest = Math.max(...pair.map(length));
    if (!best || longest < best.longest) best = { pair, longest };
  }
  return (best ? best.pair : [name]).map(line => cut(line, 28));
};

/** Draws the names of categories where they fit, the largest first. Returns their boxes for the pointer. */
const drawLabels = (context, labels, measure) => {
  const { ground, ink } = theme(), taken = [], drawn = [];
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const label of labels) {
    const [x, y] = projectOne(...label.place);
    if (x < camera.middle[0] - camera.unit * 2.2 || x < 0 || x > camera.width || y < 0 || y > camera.height) continue;
    const size = label.size, height = size * 1.22, key = size + label.name;
    context.font = `${label.strong ? 600 : 500} ${size}px ${FONT}`;
    if (!measure.has(key)) { const parts = lines(label.name); measure.set(key, { parts, width: Math.max(...parts.map(part => context.measureText(part).width)) }); }
    const { parts, width: wide } = measure.get(key), tall = height * parts.length;
    // A name stands beside a small group and across a large one.
    const reach = label.spread * camera.unit * camera.zoom, clear = Math.min(reach + tall / 2 + 6, 2 * tall) / tall;
    const steps = reach < 1.2 * wide ? [-clear, clear, -clear - 0.6, clear + 0.6, 0] : [0, -0.7, 0.7, -1.3, 1.3];
    const place = steps.map(step => ({ left: x - wide / 2 - 5, right: x + wide / 2 + 5, top: y + step * tall - tall / 2 - 2, bottom: y + step * tall + tall / 2 + 2, middle: y + step * tall }))
      .find(box => !taken.some(other => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom));
    if (!place) continue;
    taken.push(place);
    drawn.push({ ...place, index: label.index });
    context.lineWidth = size * 0.3;
    context.strokeStyle = css(ground, 0.86);
    context.fillStyle = css(label.colour ? label.colour.map((value, k) => Math.round(0.34 * value + 0.66 * ink[k])) : ink, label.faded ? 0.45 : 1);
    parts.forEach((part, row) => {
      const top = place.middle + (row - (parts.length - 1) / 2) * height;
      context.strokeText(part, x, top);
      context.fillText(part, x, top);
    });
  }
  return drawn;
};

/** Draws a ring around a text. */
const drawRing = (context, x, y, radius, colour, strong) => {
  const { ground } = theme();
  for (const [widthOf, style] of [[strong ? 5 : 4, css(ground)], [strong ? 2.5 : 1.5, css(colour)]]) {
    context.lineWidth = widthOf;
    context.strokeStyle = style;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
};
