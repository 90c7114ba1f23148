// Float vectors of LANES lanes (the includer says how many), as the compiler's own vector types.
typedef float vfloat __attribute__((ext_vector_type(LANES)));
typedef int32_t vint __attribute__((ext_vector_type(LANES)));
typedef uint8_t vbyte __attribute__((ext_vector_type(LANES)));

enum { VECTORS = MK_BLOCK / LANES };

ALWAYS_INLINE vfloat load(const float *from) {
    vfloat value;
    memcpy(&value, from, sizeof value);
    return value;
}

ALWAYS_INLINE void store(float *to, vfloat value) { memcpy(to, &value, sizeof value); }

ALWAYS_INLINE vfloat splat(float value) { return (vfloat)value; }

/// a * b + c, rounded once where the processor can.
ALWAYS_INLINE vfloat multiply_add(vfloat a, vfloat b, vfloat c) {
#if defined(FUSED)
    return __builtin_elementwise_fma(a, b, c);
#else
    return a * b + c;
#endif
}

ALWAYS_INLINE vfloat smaller(vfloat a, vfloat b) { return a < b ? a : b; }
ALWAYS_INLINE vfloat larger(vfloat a, vfloat b) { return a > b ? a : b; }

ALWAYS_INLINE float sum_of(vfloat value) {
    float lanes[LANES];
    store(lanes, value);
    for (int half = LANES / 2; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
    }
    return lanes[0];
}

ALWAYS_INLINE float largest_of(vfloat value) {
    float lanes[LANES];
    store(lanes, value);
    for (int half = LANES / 2; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) lanes[i] = lanes[i] > lanes[i + half] ? lanes[i] : lanes[i + half];
    }
    return lanes[0];
}

/// The bits of |value|. Floats without their sign compare as integers do.
ALWAYS_INLINE vint magnitude_of(vfloat value) {
    vint bits;
    memcpy(&bits, &value, sizeof bits);
    return bits & 0x7fffffff;
}

/// Nearest whole number, ties to even, of |value| < 2^22: the last bits of value + 1.5 * 2^23.
ALWAYS_INLINE vint nearest(vfloat value) {
    vfloat shifted = value + 12582912.0f;
    vint bits;
    memcpy(&bits, &shifted, sizeof bits);
    return bits - 0x4b400000;
}

/// 2^x for x <= 0 (below -126 as for -126), relative error 3e-7. Least-squares polynomial on [-1/2, 1/2].
ALWAYS_INLINE vfloat power_of_two(vfloat x) {
    x = larger(x, splat(-126));
    vint whole = nearest(x);
    vfloat f = x - __builtin_convertvector(whole, vfloat);
    vfloat p = splat(1.326697064e-03f);
    p = multiply_add(p, f, splat(9.675459936e-03f));
    p = multiply_add(p, f, splat(5.550742522e-02f));
    p = multiply_add(p, f, splat(2.402212173e-01f));
    p = multiply_add(p, f, splat(6.931469440e-01f));
    p = multiply_add(p, f, splat(1.000000119e+00f));
    vint bits = (whole + 127) << 23;
    vfloat scale;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

/// x * (1 + erf(x / sqrt 2)) / 2, absolute error 1e-6. The distribution function minus a half, over x, is a polynomial
/// in x^2 (least squares on |x| <= 5.2, where the function has reached 1 to seven digits), in the variable scaled to
/// -1...1 so that its terms do not cancel.
ALWAYS_INLINE vfloat gelu(vfloat x) {
    static const float terms[] = {
        -5.585676408e-04f, 6.253310712e-04f,  -9.896921692e-04f, 2.631206065e-03f,  -5.054551642e-03f,
        8.029647171e-03f,  -1.236035582e-02f, 1.812768728e-02f,  -2.476161160e-02f, 3.196325898e-02f,
        -3.992560133e-02f, 5.002605915e-02f,  -6.774380058e-02f, 1.359499842e-01f,
    };
    vfloat near = smaller(larger(x, splat(-5.2f)), splat(5.2f));
    vfloat u = multiply_add(near * near, splat(2 / (5.2f * 5.2f)), splat(-1));
    vfloat p = splat(1.948404388e-04f);
#pragma unroll
    for (int i = 0; i < 14; i++) p = multiply_add(p, u, splat(terms[i]));
    return x * multiply_add(p, near, splat(0.5f));
}

/// Writes one block of 32 activations. What is not a number becomes -127.
ALWAYS_INLINE void quantize(const vfloat *block, uint8_t *values, float *scale) {
    vint most = magnitude_of(block[0]);
    for (int i = 1; i < VECTORS; i++) {
        vint next = magnitude_of(block[i]);
        most = next > most ? next : most;
    }
    int32_t bits = __builtin_reduce_max(most);
    float magnitude;
    memcpy(&magnitude, &bits, 4);
    *scale = magnitude / 127;
    vfloat inverse = splat(magnitude > 0 ? 127 / magnitude : 0);
    for (int i = 0; i < VECTORS; i++) {
        vfloat steps = block[i] * inverse;
        steps = smaller(larger(steps, splat(-127)), splat(127));
        vbyte bytes = __builtin_convertvector(nearest(steps) + 128, vbyte);
        memcpy(values + i * LANES, &bytes, sizeof bytes);
    }
}
