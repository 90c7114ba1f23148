/** Colours in OKLCH, where equal steps look equal: https://bottosson.github.io/posts/oklab/ */
const rgb = (lightness, chroma, hue) => {
  const angle = hue * Math.PI / 180, a = chroma * Math.cos(angle), b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3, m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s].map(linear => {
    const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  });
};

const dark = matchMedia('(prefers-color-scheme: dark)');
const FEW = [255, 48, 160, 340, 95, 300, 205, 20, 128, 72];
const DECISIONS = { answered: 255, direct: 160, quoted: 205, 'asked-back': 75, declined: 25, 'handed-over': 300, failed: 10 };
const THEMES = {
  light: { ground: [250, 251, 252], ink: [24, 33, 44], soft: [91, 104, 118], line: [214, 221, 229], lift: 0 },
  dark: { ground: [15, 20, 26], ink: [232, 237, 243], soft: [150, 163, 178], line: [52, 63, 76], lift: 0.11 },
};
const theme = () => (dark.matches ? THEMES.dark : THEMES.light);
const css = ([r, g, b], alpha = 1) => (alpha === 1 ? `rgb(${r} ${g} ${b})` : `rgb(${r} ${g} ${b} / ${alpha})`);

/** Returns a colour for each category. Many categories take the hues of a circle in the order in which they lie around
 * the middle of the layout: neighbours look related, and three lightnesses tell them apart. */
const coloursOf = (column, centres, chosen) => {
  const { lift } = theme(), named = column.categories.filter(category => category.name != null);
  const colours = column.categories.map(() => rgb(dark.matches ? 0.5 : 0.72, 0.01, 255));
  if (column.key === 'time') {
    named.forEach(({ index }, place) => {
      const share = named.length < 2 ? 1 : place / (named.length - 1), strength = dark.matches ? 0.42 + 0.45 * share : 0.84 - 0.45 * share;
      colours[index] = rgb(strength, 0.08 + 0.08 * share, 195 + 90 * share);
    });
  } else if (column.key === 'decision') {
    named.forEach(({ index, name }) => { if (name in DECISIONS) colours[index] = rgb(0.62 + lift, 0.15, DECISIONS[name]); });
  } else if (named.length <= FEW.length) {
    named.forEach(({ index }, place) => { colours[index] = rgb(0.62 + lift, 0.15, FEW[place]); });
  } else {
    const angle = ({ index }) => Math.atan2(centres[3 * index + 1], centres[3 * index]);
    [...named].sort((a, b) => angle(a) - angle(b)).forEach(({ index }, place) => {
      colours[index] = rgb([0.6, 0.7, 0.53][place % 3] + lift, [0.15, 0.13, 0.14][place % 3], 30 + 360 * place / named.length);
    });
  }
  // A few chosen ones get colours that differ clearly.
  if (chosen.size > 1 && chosen.size <= FEW.length && named.length > FEW.length && column.key !== 'time') {
    named.filter(({ index }) => chosen.has(index)).forEach(({ index }, place) => { colours[index] = rgb(0.62 + lift, 0.15, FEW[place]); });
  }
  return colours;
};

/** The shapes of points, as many as three bits name; few categories are told apart by them as well. */
const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'plus', 'ring', 'cross', 'drop'];
const shapeOf = (column, index, chosen) => {
  if (column.key === 'time') return 0;
  if (column.categories.length <= SHAPES.length) return index;
  return chosen.size <= SHAPES.length && chosen.has(index) ? [...chosen].sort((a, b) => a - b).indexOf(index) : 0;
};
/** The outlines of the shapes in a box from -1 to 1, for the legend and the picture without WebGL. */
const OUTLINES = {
  circle: 'M0-1A1 1 0 1 1 0 1A1 1 0 1 1 0-1Z', square: 'M-.85-.85H.85V.85H-.85Z', triangle: 'M0-1L1 .8H-1Z', diamond: 'M0-1.1L1.1 0L0 1.1L-1.1 0Z',
  plus: 'M-.35-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z', ring: 'M0-1A1 1 0 1 1 0 1A1 1 0 1 1 0-1ZM0-.5A.5 .5 0 1 0 0 .5A.5 .5 0 1 0 0-.5Z',
  cross: 'M-.95-.5L-.5-.95L0-.45L.5-.95L.95-.5L.45 0L.95 .5L.5 .95L0 .45L-.5 .95L-.95 .5L-.45 0Z', drop: 'M0 1L1-.8H-1Z',
};
