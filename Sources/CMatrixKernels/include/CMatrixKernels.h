// The arithmetic of a small transformer encoder: 4-bit weights times int8 activations, attention, layer normalisation.
// Nothing here allocates, blocks or keeps state. The caller owns every buffer. All matrices are row-major, with one row
// a token. Widths are multiples of 32 (MK_BLOCK).
#ifndef CMATRIXKERNELS_H
#define CMATRIXKERNELS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    /// The number of values that share one scale, in weights and in activations, and the width of an attention head.
    MK_BLOCK = 32,
    /// The bytes of 32 weights: a half-precision scale, then 16 bytes. Byte j holds weight j in its low half and weight
    /// j + 16 in its high half, each as (weight / scale) + 8 (the Q4_0 layout of GGML).
    MK_BLOCK_BYTES = 18,
    /// The widest input that `mk_dense_gelu` accepts.
    MK_GELU_INPUTS = 384,
    /// The most tokens of a window.
    MK_MAX_TOKENS = 512,
    /// The floats that `mk_attention` needs as scratch memory.
    MK_ATTENTION_SCRATCH = (MK_MAX_TOKENS + 16) * (MK_BLOCK + 8),
};

/// The processor instructions of the kernels. All levels agree apart from rounding.
typedef enum {
    MK_PORTABLE = 0,
    MK_NEON = 1,    // with the dot-product extension
    MK_AVX2 = 2,    // with FMA and F16C
    MK_AVX512 = 3,  // F, BW, DQ, VL and VNNI
} mk_level;

/// Returns whether this processor can run `level`.
bool mk_available(mk_level level);

/// Returns the fastest level that this processor can run.
mk_level mk_fastest(void);

/// A fully connected layer: `outputs` rows of `inputs / 32` blocks, and one bias for each output.
typedef struct {
    const uint8_t *blocks;
    const float *bias;
    int32_t outputs;
    int32_t inputs;
} mk_dense;

/// Activations as 8-bit numbers: `values` [tokens][width], each 128 + round(x / scale) with one scale for every 32,
/// `scales` [tokens][width / 32].
typedef struct {
    uint8_t *values;
    float *scales;
    int32_t width;
} mk_activations;

/// Layer normalisation: gain * (x - mean) / sqrt(variance + epsilon) + shift.
typedef struct {
    const float *gain;
    const float *shift;
    float epsilon;
} mk_norm;

/// The three tables whose sum is a token's first row: 4-bit words [vocabulary][width / 32], positions [window][width],
/// and one row of token types [width].
typedef struct {
    const uint8_t *words;
    const float *positions;
    const float *type;
} mk_tables;

/// Starts a window: rows = norm(word + position + type), also quantised. `ids` must be rows of the table.
void mk_embed(mk_level level, mk_tables tables, mk_norm norm, const int32_t *ids, int32_t tokens, float *rows,
              mk_activations quantized);

/// rows = norm(rows + addend), also quantised.
void mk_add_norm(mk_level level, mk_norm norm, const float *addend, int32_t tokens, float *rows,
                 mk_activations quantized);

/// out[token * stride + output] = dense(input).
void mk_dense_linear(mk_level level, mk_dense dense, mk_activations input, int32_t tokens, float *out,
                     int32_t stride);

/// output = quantised GELU(dense(input)), with GELU(x) = x * (1 + erf(x / sqrt 2)) / 2. At most MK_GELU_INPUTS inputs.
void mk_dense_gelu(mk_level level, mk_dense dense, mk_activations input, int32_t tokens, mk_activations output);

/// Self-attention of one window of at most MK_MAX_TOKENS tokens. `qkv` [tokens][3][heads][32] holds queries, keys and
/// values, with rows `stride` floats apart. An odd multiple of 16 is best, because it spreads rows over the cache.
/// output [tokens][heads][32] = softmax(queries * keys / sqrt 32) * values, quantised. `scratch` has
/// MK_ATTENTION_SCRATCH floats.
void mk_attention(mk_level level, const float *qkv, int32_t stride, int32_t heads, int32_t tokens, float *scratch,
                  mk_activations output);

/// best[q] = the largest cosine between token q of a question and a token of a passage; 0 for a token without a
/// state. `question` is [questions][width]. `passage` is [passages][2][width / 8]: one bit for each dimension that is
/// positive, then one for each that is negative; the others are 0. Bit i of a byte is dimension 8 * byte + i. The width
/// is at most MK_GELU_INPUTS.
void mk_align(mk_level level, const int8_t *question, int32_t questions, const uint8_t *passage, int32_t passages,
              int32_t width, float *best);

/// mean[i] = the mean of rows[token][i] over all tokens.
void mk_mean(const float *rows, int32_t tokens, int32_t width, float *mean);

#endif
