/** Draws points into an image where the browser has no WebGL2: slower, with the same places and colours. */
const canvasRenderer = canvas => {
  const context = canvas.getContext('2d', { alpha: false });
  let before = null, after = null, looks = null, mixed = null, image = null, words = null;
  const disc = (left, top, radius, colour, weight, square) => {
    const { width: w, height: h } = image, r = colour & 255, g = (colour >> 8) & 255, b = (colour >> 16) & 255;
    for (let y = Math.max(0, Math.ceil(top - radius)); y <= Math.min(h - 1, top + radius); y++) {
      const half = square ? radius : Math.sqrt(radius * radius - (y - top) ** 2);
      for (let x = Math.max(0, Math.ceil(left - half)); x <= Math.min(w - 1, left + half); x++) {
        const place = y * w + x;
        if (weight === 1) { words[place] = colour; continue; }
        const old = words[place], or = old & 255, og = (old >> 8) & 255, ob = (old >> 16) & 255;
        words[place] = 0xff000000 | (ob + (b - ob) * weight) << 16 | (og + (g - og) * weight) << 8 | (or + (r - or) * weight);
      }
    }
  };
  return {
    kind: 'canvas',
    resize(pixels) {
      canvas.width = Math.round(camera.width * pixels);
      canvas.height = Math.round(camera.height * pixels);
      image = context.createImageData(canvas.width, canvas.height);
      words = new Uint32Array(image.data.buffer);
    },
    setPositions(from, to) { before = from; after = to; mixed = null; },
    setLooks(values) { looks = values; },
    draw({ mixing, size, pixels, ground }) {
      if (mixing >= 1) mixed = after;
      else {
        if (!mixed || mixed === after) mixed = new Float32Array(after.length);
        for (let i = 0; i < after.length; i++) mixed[i] = before[i] + (after[i] - before[i]) * mixing;
      }
      words.fill(0xff000000 | ground[2] << 16 | ground[1] << 8 | ground[0]);
      for (const wanted of looks.faded ? [1, 2, 3] : [2, 3]) {
        projectAll(mixed, (i, x, y, near) => {
          const bits = looks.bytes[4 * i + 3];
          if (bits >> 3 !== wanted) return;
          const colour = 0xff000000 | looks.bytes[4 * i + 2] << 16 | looks.bytes[4 * i + 1] << 8 | looks.bytes[4 * i];
          const radius = Math.max(0.8, size * pixels * near * (wanted === 3 ? 0.85 : wanted === 1 ? 0.4 : 0.5));
          disc(x * pixels, y * pixels, radius, colour, wanted === 1 ? 0.2 : 1, (bits & 7) === 1);
        });
      }
      context.putImageData(image, 0, 0);
    },
  };
};
