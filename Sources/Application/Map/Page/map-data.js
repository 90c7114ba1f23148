/** The data of the page as typed arrays, and the columns by which points can be coloured and chosen. */
const content = data.content, count = content.count;

const bytes = base64 => {
  const text = atob(base64), values = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) values[i] = text.charCodeAt(i);
  return values;
};

const width = content.coordinates.width;
const steps = new Int8Array(bytes(content.coordinates.values).buffer);
const scales = Float32Array.from(content.coordinates.scales);

/** Texts that share a place lie around it in a spiral, so that none is hidden. */
const spiral = (positions, unit) => {
  if (!content.ranks) return positions;
  for (let i = 0; i < count; i++) {
    const rank = content.ranks[i];
    if (rank === 0) continue;
    const radius = unit * Math.sqrt(rank), angle = rank * 2.399963;
    positions[3 * i] += radius * Math.cos(angle);
    positions[3 * i + 1] += radius * Math.sin(angle);
  }
  return positions;
};

/** Scales positions around 0 so that nearly all lie within 1: a few far ones must not make the rest small. */
const fitted = positions => {
  const radii = new Float32Array(count);
  for (let i = 0; i < count; i++) radii[i] = Math.hypot(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]);
  const usual = radii.slice().sort()[Math.floor((count - 1) * 0.985)] || 1;
  for (let i = 0; i < positions.length; i++) positions[i] /= usual;
  return positions;
};

/** The flat layout in which neighbours stay together. */
const flatLayout = () => {
  const layout = new Int16Array(bytes(content.layout).buffer), positions = new Float32Array(3 * count);
  for (let i = 0; i < count; i++) { positions[3 * i] = layout[2 * i]; positions[3 * i + 1] = layout[2 * i + 1]; }
  return spiral(fitted(positions), 0.004);
};

/** A column: names, the position of a name for each text, and how many texts have each name. */
const column = (key, names, values) => {
  const categories = names.map((name, index) => ({ name, index, count: 0 }));
  const of = Int32Array.from(values, value => (value < 0 ? names.length : value));
  if (of.includes(names.length)) categories.push({ name: null, index: names.length, count: 0 });
  for (const value of of) categories[value].count++;
  return { key, of, categories };
};

/** Divides the times into at most 14 periods of days, weeks, months, quarters or years. */
const periods = dates => {
  const two = number => String(number).padStart(2, '0');
  const day = date => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const units = [
    day,
    date => day(new Date(date.getFullYear(), date.getMonth(), date.getDate() - (date.getDay() + 6) % 7)),
    date => `${date.getFullYear()}-${two(date.getMonth() + 1)}`,
    date => `${date.getFullYear()} Q${Math.floor(date.getMonth() / 3) + 1}`,
    date => String(date.getFullYear()),
  ];
  const times = dates.map(seconds => (seconds == null ? null : new Date(1000 * seconds)));
  for (const [place, unit] of units.entries()) {
    const names = times.map(time => time && unit(time)), different = [...new Set(names.filter(Boolean))].sort();
    if (different.length > 14 && place < units.length - 1) continue;
    const places = new Map(different.map((name, index) => [name, index]));
    return column('time', different, names.map(name => (name == null ? -1 : places.get(name))));
  }
};

const columns = [column('topic', content.topics.map(topic => topic.name), content.topic)];
if (content.label) columns.push(column('label', content.label.names, content.label.values));
if (content.decision) columns.push(column('decision', content.decision.names, content.decision.values));
if (content.dates) columns.push(periods(content.dates));

let folded = null;
/** The texts in lower case, made at the first search. */
const foldedTexts = () => (folded ||= content.texts.map((text, i) => (text + '\n' + content.places[i]).toLowerCase()));

let lengths = null;
/** Returns the texts nearest to text `i` by the cosine of their principal coordinates, each wording once. */
const nearestTexts = (i, most) => {
  const weights = scales.map(scale => scale * scale);
  const dot = (a, b) => { let sum = 0; for (let k = 0; k < width; k++) sum += steps[a * width + k] * steps[b * width + k] * weights[k]; return sum; };
  if (!lengths) { lengths = new Float32Array(count); for (let j = 0; j < count; j++) lengths[j] = Math.sqrt(dot(j, j)) || 1; }
  const best = [];
  for (let j = 0; j < count; j++) {
    if (j === i || (content.ranks && content.ranks[j] > 0)) continue;
    const cosine = dot(i, j) / (lengths[i] * lengths[j]);
    if (best.length === most && cosine <= best[most - 1].cosine) continue;
    if (content.texts[j] === content.texts[i]) continue;
    let place = best.length;
    while (place > 0 && best[place - 1].cosine < cosine) place--;
    best.splice(place, 0, { index: j, cosine });
    if (best.length > most) best.pop();
  }
  return best;
};
