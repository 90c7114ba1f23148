// Float vectors of LANES lanes, which the including file defines, as the compiler's own vector types.
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

/// Returns a * b + c, rounded once if the processor can.
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

/// value + 1.5 * 2^23 as bits. A float of that size has no bits for a fraction, so its low bits are the nearest integer
/// (ties to even), for |value| < 2^22.
enum { SHIFT = 12582912 };

ALWAYS_INLINE vint bits_of(vfloat value) {
    vint bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/// Returns 2^x for x <= 0 (below -126 as for -126) with a relative error of 3e-7. Least-squares polynomial on [-1/2,
/// 1/2].
ALWAYS_INLINE vfloat power_of_two(vfloat x) {
    x = larger(x, splat(-126));
    vfloat shifted = x + (float)(SHIFT + 127);  // 127: the exponent's bias
    vfloat f = x - (shifted - (float)(SHIFT + 127));
    vfloat p = splat(1.326697064e-03f);
    p = multiply_add(p, f, splat(9.675459936e-03f));
    p = multiply_add(p, f, splat(5.550742522e-02f));
    p = multiply_add(p, f, splat(2.402212173e-01f));
    p = multiply_add(p, f, splat(6.931469440e-01f));
    p = multiply_add(p, f, splat(1.000000119e+00f));
    vint exponent = bits_of(shifted) << 23;
    vfloat scale;
    memcpy(&scale, &exponent, sizeof scale);
    return p * scale;
}

/// Returns x * (1 + erf(x / sqrt 2)) / 2 with an absolute error of 1e-6. The distribution function minus a half, over
/// x, is a polynomial in x^2 (least squares on |x| <= 5.2, where the function has reached 1 to seven digits), in the
/// variable scaled to -1...1 so that its terms do not cancel.
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

/// Writes one block of 32 activations. NaN becomes an unspecified byte.
ALWAYS_INLINE void quantize(const vfloat *block, uint8_t *values, float *scale) {
    // Floats without their sign compare like integers.
    vint most = bits_of(block[0]) & 0x7fffffff;
    for (int i = 1; i < VECTORS; i++) {
        vint next = bits_of(block[i]) & 0x7fffffff;
        most = next > most ? next : most;
    }
    int32_t top = __builtin_reduce_max(most);
    float magnitude;
    memcpy(&magnitude, &top, 4);
    float inverse = magnitude > 0 ? 127 / magnitude : 0;
    *scale = magnitude * (1.0f / 127);
    for (int i = 0; i < VECTORS; i++) {
        vbyte bytes = __builtin_convertvector(bits_of(multiply_add(block[i], splat(inverse), splat(SHIFT + 128))), vbyte);
        memcpy(values + i * LANES, &bytes, sizeof bytes);
    }
}
