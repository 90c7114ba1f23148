// What one level offers, and the pieces every level is built from.
#ifndef MK_KERNELS_H
#define MK_KERNELS_H

#include <stddef.h>
#include <string.h>

#include "CMatrixKernels.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// The kernels of one level; each does what the `mk_` function of its name promises.
typedef struct {
    void (*embed)(mk_tables, mk_norm, const int32_t *, int32_t, float *, mk_activations);
    void (*add_norm)(mk_norm, const float *, int32_t, float *, mk_activations);
    void (*dense_linear)(mk_dense, mk_activations, int32_t, float *, int32_t);
    void (*dense_gelu)(mk_dense, mk_activations, int32_t, mk_activations);
    void (*attention)(const float *, int32_t, int32_t, int32_t, float *, mk_activations);
} mk_kernels;

extern const mk_kernels mk_portable;
#if defined(__x86_64__)
extern const mk_kernels mk_avx2, mk_avx512;
#elif defined(__aarch64__)
extern const mk_kernels mk_neon;
#endif

enum {
    /// Outputs that are computed together: one attention head, and one block of quantised activations.
    PANEL = MK_BLOCK,
    /// Blocks of inputs that are unpacked together: 12 kB of weights, a third of a first-level cache.
    SLICE = MK_GELU_INPUTS / MK_BLOCK,
    /// Groups of four inputs in a block: what one 8-bit dot product instruction takes.
    QUADS = MK_BLOCK / 4,
};

/// A slice of 32 outputs, unpacked to bytes and turned so that neighbours in memory are neighbours in output.
typedef struct {
    int8_t weights[SLICE * QUADS][PANEL][4];
    float scales[SLICE][PANEL];
    /// -128 times the sum of the block's weights: undoes the 128 in the activations.
    int32_t offsets[SLICE][PANEL];
} __attribute__((aligned(64))) mk_panel;

/// The value of a half-precision number; infinities and NaN come out as large finite numbers.
ALWAYS_INLINE float half_to_float(const uint8_t *bytes) {
    uint16_t half;
    memcpy(&half, bytes, 2);
    uint32_t bits = (uint32_t)(half & 0x7fff) << 13;
    float magnitude;
    memcpy(&magnitude, &bits, 4);
    magnitude *= 0x1p112f;
    return half & 0x8000 ? -magnitude : magnitude;
}

/// Unpacks `count` blocks of 32 rows that lie `stride` bytes apart.
ALWAYS_INLINE void unpack_portably(mk_panel *panel, const uint8_t *blocks, ptrdiff_t stride, int count) {
    for (int block = 0; block < count; block++) {
        for (int row = 0; row < PANEL; row++) {
            const uint8_t *source = blocks + row * stride + block * MK_BLOCK_BYTES;
            int sum = 0;
            panel->scales[block][row] = half_to_float(source);
            for (int j = 0; j < 16; j++) {
                int8_t low = (int8_t)((source[2 + j] & 15) - 8), high = (int8_t)((source[2 + j] >> 4) - 8);
                panel->weights[block * QUADS + j / 4][row][j % 4] = low;
                panel->weights[block * QUADS + 4 + j / 4][row][j % 4] = high;
                sum += low + high;
            }
            panel->offsets[block][row] = -128 * sum;
        }
    }
}

#endif
