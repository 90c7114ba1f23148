#include "Kernels.h"

#define LANES 4
#define TILE 3
#define ATTENTION_TILE 2
#define KERNELS mk_portable
#include "Vector.h"

/// The panel's bytes in the order this level reads them: a block of one output after another.
typedef int8_t rows_of_blocks[SLICE][PANEL][MK_BLOCK];

ALWAYS_INLINE void unpack(mk_panel *panel, const uint8_t *blocks, ptrdiff_t stride, int count) {
    int8_t(*weights)[PANEL][MK_BLOCK] = *(rows_of_blocks *)panel->weights;
    for (int block = 0; block < count; block++) {
        for (int row = 0; row < PANEL; row++) {
            const uint8_t *source = blocks + row * stride + block * MK_BLOCK_BYTES;
            panel->scales[block][row] = half_to_float(source);
            for (int j = 0; j < 16; j++) {
                weights[block][row][j] = (int8_t)((source[2 + j] & 15) - 8);
                weights[block][row][j + 16] = (int8_t)((source[2 + j] >> 4) - 8);
            }
        }
    }
}

/// sums[row][output] of `rows` tokens, in plain C that compilers turn into 16-bit multiply-adds.
ALWAYS_INLINE void multiply(int rows, const mk_panel *panel, int blocks, const uint8_t *values, ptrdiff_t stride,
                            const float *scales, ptrdiff_t scale_stride, float sums[][PANEL]) {
    const int8_t(*weights)[PANEL][MK_BLOCK] = *(const rows_of_blocks *)panel->weights;
    for (int row = 0; row < rows; row++) {
        for (int output = 0; output < PANEL; output++) sums[row][output] = 0;
        for (int block = 0; block < blocks; block++) {
            int16_t activations[MK_BLOCK];
            for (int i = 0; i < MK_BLOCK; i++) activations[i] = (int16_t)(values[row * stride + block * MK_BLOCK + i] - 128);
            float scale = scales[row * scale_stride + block];
            for (int output = 0; output < PANEL; output++) {
                int32_t dot = 0;
#pragma clang loop unroll(disable) vectorize(enable)
                for (int i = 0; i < MK_BLOCK; i++) dot += activations[i] * (int16_t)weights[block][output][i];
                sums[row][output] += (float)dot * (panel->scales[block][output] * scale);
            }
        }
    }
}

#include "Body.h"
