#include "Kernels.h"

#define LANES 4
#define TILE 3
#define KERNELS mk_portable
#include "Vector.h"

ALWAYS_INLINE void unpack(mk_panel *panel, const uint8_t *blocks, ptrdiff_t stride, int count) {
    unpack_portably(panel, blocks, stride, count);
}

/// sums[row][output] of `rows` tokens, in plain C.
ALWAYS_INLINE void multiply(int rows, const mk_panel *panel, int blocks, const uint8_t *values, ptrdiff_t stride,
                            const float *scales, ptrdiff_t scale_stride, float sums[][PANEL]) {
    for (int row = 0; row < rows; row++) {
        for (int output = 0; output < PANEL; output++) sums[row][output] = 0;
        for (int block = 0; block < blocks; block++) {
            const uint8_t *a = values + row * stride + block * MK_BLOCK;
            int32_t dot[PANEL];
            for (int output = 0; output < PANEL; output++) dot[output] = panel->offsets[block][output];
            for (int quad = 0; quad < QUADS; quad++) {
                for (int output = 0; output < PANEL; output++) {
                    const int8_t *w = panel->weights[block * QUADS + quad][output];
                    dot[output] += a[quad * 4] * w[0] + a[quad * 4 + 1] * w[1] + a[quad * 4 + 2] * w[2]
                        + a[quad * 4 + 3] * w[3];
                }
            }
            float scale = scales[row * scale_stride + block];
            for (int output = 0; output < PANEL; output++) {
                sums[row][output] += (float)dot[output] * (panel->scales[block][output] * scale);
            }
        }
    }
}

#include "Body.h"
