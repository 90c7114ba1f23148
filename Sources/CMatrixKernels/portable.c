#include "Kernels.h"

#define LANES 4
#define TILE 3
#define ATTENTION_TILE 2
#define KERNELS mk_portable
#include "Vector.h"

typedef int8_t panel_bytes __attribute__((ext_vector_type(PANEL)));
typedef int16_t panel_words __attribute__((ext_vector_type(PANEL)));
typedef float panel_floats __attribute__((ext_vector_type(PANEL)));

/// The panel's bytes in the order in which this level reads them: one input's weights for all outputs.
typedef int8_t columns[SLICE * MK_BLOCK][PANEL];

ALWAYS_INLINE void unpack(mk_panel *panel, const uint8_t *blocks, ptrdiff_t stride, int count) {
    int8_t(*weights)[PANEL] = *(columns *)panel->weights;
    for (int block = 0; block < count; block++) {
        for (int row = 0; row < PANEL; row++) {
            const uint8_t *source = blocks + row * stride + block * MK_BLOCK_BYTES;
            panel->scales[block][row] = half_to_float(source);
            for (int j = 0; j < 16; j++) {
                weights[block * MK_BLOCK + j][row] = (int8_t)((source[2 + j] & 15) - 8);
                weights[block * MK_BLOCK + j + 16][row] = (int8_t)((source[2 + j] >> 4) - 8);
            }
        }
    }
}

/// sums[row][output] of `rows` tokens. A block's products are added in 16 bits, because they are 32 of at most 127 * 8.
ALWAYS_INLINE void multiply(int rows, const mk_panel *panel, int blocks, const uint8_t *values, ptrdiff_t stride,
                            const float *scales, ptrdiff_t scale_stride, float sums[][PANEL]) {
    const int8_t(*weights)[PANEL] = *(const columns *)panel->weights;
    for (int row = 0; row < rows; row++) {
        panel_floats total = 0;
        for (int block = 0; block < blocks; block++) {
            panel_words dot = 0;
            for (int i = 0; i < MK_BLOCK; i++) {
                panel_bytes column;
                memcpy(&column, weights[block * MK_BLOCK + i], sizeof column);
                int16_t activation = (int16_t)(values[row * stride + block * MK_BLOCK + i] - 128);
                dot += __builtin_convertvector(column, panel_words) * (panel_words)activation;
            }
            panel_floats step;
            memcpy(&step, panel->scales[block], sizeof step);
            total += __builtin_convertvector(dot, panel_floats) * (step * scales[row * scale_stride + block]);
        }
        memcpy(sums[row], &total, sizeof total);
    }
}

#include "Body.h"
