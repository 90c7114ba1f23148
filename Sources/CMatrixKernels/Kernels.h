// The interface of one level, and the parts that all levels share.
#ifndef MK_KERNELS_H
#define MK_KERNELS_H

#include <stddef.h>
#include <string.h>

#include "CMatrixKernels.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// The kernels of one level. Each does what the `mk_` function of its name promises.
typedef struct {
    void (*embed)(mk_tables, mk_norm, const int32_t *, int32_t, float *, mk_activations);
    void (*add_norm)(mk_norm, const float *, int32_t, float *, mk_activations);
    void (*dense_linear)(mk_dense, mk_activations, int32_t, float *, int32_t);
    void (*dense_gelu)(mk_dense, mk_activations, int32_t, mk_activations);
    void (*attention)(const float *, int32_t, int32_t, int32_t, float *, mk_activations);
    void (*align)(const int8_t *, int32_t, const uint8_t *, int32_t, int32_t, float *);
} mk_kernels;

extern const mk_kernels mk_portable;
#if defined(__x86_64__)
extern const mk_kernels mk_avx2, mk_avx512;
#elif defined(__aarch64__)
extern const mk_kernels mk_neon;
#endif

enum {
    /// Outputs that are computed together: the width of one attention head, and of one block of quantised activations.
    PANEL = MK_BLOCK,
    /// Blocks of inputs that are unpacked together: 12 kB of weights, a third of a first-level cache.
    SLICE = MK_GELU_INPUTS / MK_BLOCK,
    /// Groups of four inputs in a block, the operand of one 8-bit dot product instruction.
    QUADS = MK_BLOCK / 4,
};

/// A slice of 32 outputs, unpacked to bytes and transposed, so that neighbours in memory are neighbouring outputs.
typedef struct {
    int8_t weights[SLICE * QUADS][PANEL][4];
    float scales[SLICE][PANEL];
    /// -128 times the sum of the block's weights, which cancels the 128 in the activations.
    int32_t offsets[SLICE][PANEL];
} __attribute__((aligned(64))) mk_panel;

/// Returns the value of a half-precision number. Infinities and NaN become large finite numbers.
ALWAYS_INLINE float half_to_float(const uint8_t *bytes) {
    uint16_t half;
    memcpy(&half, bytes, 2);
    uint32_t bits = (uint32_t)(half & 0x7fff) << 13;
    float magnitude;
    memcpy(&magnitude, &bits, 4);
    magnitude *= 0x1p112f;
    return half & 0x8000 ? -magnitude : magnitude;
}

/// Unpacks `count` blocks of 32 rows that are `stride` bytes apart, four bytes (eight weights) of a word at a time.
ALWAYS_INLINE void unpack_words(mk_panel *panel, const uint8_t *blocks, ptrdiff_t stride, int count) {
    const uint32_t low_halves = 0x0f0f0f0f, signs = 0x80808080, eights = 0x08080808;
    for (int block = 0; block < count; block++) {
        for (int row = 0; row < PANEL; row++) {
            const uint8_t *source = blocks + row * stride + block * MK_BLOCK_BYTES;
            uint32_t sums = 0;  // of bytes: at most 8 * 15 in each
            panel->scales[block][row] = half_to_float(source);
            for (int quad = 0; quad < QUADS / 2; quad++) {
                uint32_t word;
                memcpy(&word, source + 2 + quad * 4, 4);
                uint32_t low = word & low_halves, high = (word >> 4) & low_halves;
                sums += low + high;
                // Subtracts 8 from every byte. The sign bit prevents a borrow from the next byte.
                low = ((low | signs) - eights) ^ signs;
                high = ((high | signs) - eights) ^ signs;
                memcpy(panel->weights[block * QUADS + quad][row], &low, 4);
                memcpy(panel->weights[block * QUADS + QUADS / 2 + quad][row], &high, 4);
            }
            sums = (sums & 0x00ff00ff) + ((sums >> 8) & 0x00ff00ff);
            int sum = (int)((sums & 0xffff) + (sums >> 16)) - 8 * MK_BLOCK;
            panel->offsets[block][row] = -128 * sum;
        }
    }
}

#endif
