/** Draws points with WebGL2. Returns null where the browser has none. */
const webglRenderer = canvas => {
  const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, powerPreference: 'high-performance' });
  if (!gl) return null;
  const VERTEX = `#version 300 es
    in vec3 before; in vec3 after; in vec4 look;
    uniform mat3 turn; uniform float mixing, size, depth; uniform vec2 shift, scale; uniform vec3 ground;
    out vec3 colour; out float strength; out float diameter; flat out int shape;
    void main() {
      vec3 place = turn * mix(before, after, mixing);
      float near = 1. / max(.2, 1. - depth * place.z);
      int bits = int(look.a * 255. + .5), state = bits >> 3;
      shape = bits & 7;
      float layer = state == 3 ? -.6 : state == 2 ? 0. : .6;
      gl_Position = state == 0 ? vec4(2., 2., 2., 1.) : vec4(place.xy * near * scale + shift, layer - .2 * clamp(place.z, -1., 1.), 1.);
      diameter = max(1.5, size * near * (state == 3 ? 1.7 : state == 1 ? .8 : 1.));
      gl_PointSize = diameter + 1.;
      colour = mix(look.rgb, ground, depth > 0. ? clamp(.18 - .32 * place.z, 0., .55) : 0.);
      strength = state == 1 ? .16 : state == 3 ? 1. : .88;
    }`;
  const FRAGMENT = `#version 300 es
    precision mediump float;
    in vec3 colour; in float strength; in float diameter; flat in int shape;
    out vec4 result;
    float distanceTo(vec2 p) {
      if (shape == 0 || diameter < 5.) return length(p) - .92;
      if (shape == 1) return max(abs(p.x), abs(p.y)) - .78;
      if (shape == 2) return max(abs(p.x) * .866 - p.y * .5 - .42, p.y - .72);
      if (shape == 3) return (abs(p.x) + abs(p.y) - 1.) * .707;
      if (shape == 4) return max(max(abs(p.x), abs(p.y)) - .95, min(abs(p.x), abs(p.y)) - .34);
      if (shape == 5) return abs(length(p) - .7) - .23;
      if (shape == 6) { p = vec2(p.x + p.y, p.x - p.y) * .707; return max(max(abs(p.x), abs(p.y)) - 1., min(abs(p.x), abs(p.y)) - .32); }
      return max(abs(p.x) * .866 + p.y * .5 - .42, -p.y - .72);
    }
    void main() {
      vec2 p = (gl_PointCoord * 2. - 1.) * (diameter + 1.) / diameter;
      float cover = clamp(.5 - distanceTo(p) * diameter * .5, 0., 1.) * strength;
      if (cover < .02) discard;
      result = vec4(colour, cover);
    }`;
  const program = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text.trim());
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return null;
  gl.useProgram(program);
  const at = name => gl.getUniformLocation(program, name);
  const uniforms = { turn: at('turn'), mixing: at('mixing'), size: at('size'), depth: at('depth'), shift: at('shift'), scale: at('scale'), ground: at('ground') };
  const buffers = {};
  for (const [name, size, type] of [['before', 3, gl.FLOAT], ['after', 3, gl.FLOAT], ['look', 4, gl.UNSIGNED_BYTE]]) {
    const place = gl.getAttribLocation(program, name);
    buffers[name] = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[name]);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, type, type !== gl.FLOAT, 0, 0);
  }
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  gl.depthFunc(gl.LEQUAL);
  const fill = (name, values) => { gl.bindBuffer(gl.ARRAY_BUFFER, buffers[name]); gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW); };
  return {
    kind: 'webgl2',
    resize(pixels) { canvas.width = Math.round(camera.width * pixels); canvas.height = Math.round(camera.height * pixels); },
    setPositions(before, after) { fill('before', before); fill('after', after); },
    setLooks(looks) { fill('look', looks); },
    draw({ mixing, size, pixels, ground }) {
      const { width: w, height: h, unit, zoom, middle, x, y, depth } = camera, [a, b, c, d, e, f, g, i, k] = rotation();
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clearColor(ground[0] / 255, ground[1] / 255, ground[2] / 255, 1);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      gl[depth > 0.01 ? 'enable' : 'disable'](gl.DEPTH_TEST);
      gl.uniformMatrix3fv(uniforms.turn, false, [a, d, g, b, e, i, c, f, k]);
      gl.uniform1f(uniforms.mixing, mixing);
      gl.uniform1f(uniforms.size, size * pixels);
      gl.uniform1f(uniforms.depth, depth);
      gl.uniform2f(uniforms.shift, 2 * (middle[0] + x) / w - 1, 1 - 2 * (middle[1] + y) / h);
      gl.uniform2f(uniforms.scale, 2 * unit * zoom / w, 2 * unit * zoom / h);
      gl.uniform3f(uniforms.ground, ...ground.map(value => value / 255));
      gl.drawArrays(gl.POINTS, 0, count);
    },
  };
};
