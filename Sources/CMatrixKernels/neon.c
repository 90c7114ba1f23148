#if defined(__aarch64__)
#include <arm_neon.h>

#include "Kernels.h"

#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#define LANES 4
#define FUSED
#define TILE 3
#define ATTENTION_TILE 3
#define KERNELS mk_neon
#include "Vector.h"

ALWAYS_INLINE void unpack(mk_panel *panel, const uint8_t *blocks, ptrdiff_t stride, int count) {
    unpack_words(panel, blocks, stride, count);
}

/// Computes four times four outputs of one token. The instruction takes its quad from a lane. Flipping the top bit of
/// the activations subtracts their 128 here, so the panel's offsets are not needed.
#define DOT_QUAD(lane)                                                                                 \
    for (int row = 0; row < rows; row++) {                                                             \
        for (int i = 0; i < 4; i++) {                                                                  \
            int8x16_t weights = vld1q_s8(panel->weights[block * QUADS + half * 4 + lane][first + i * 4]); \
            dot[row][i] = vdotq_laneq_s32(dot[row][i], weights, quads[row], lane);                     \
        }                                                                                              \
    }

/// sums[row][output] of `rows` tokens, sixteen outputs at a time.
ALWAYS_INLINE void multiply(int rows, const mk_panel *panel, int blocks, const uint8_t *values, ptrdiff_t stride,
                            const float *scales, ptrdiff_t scale_stride, float sums[][PANEL]) {
    for (int first = 0; first < PANEL; first += 16) {
        float32x4_t total[TILE][4];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 4; i++) total[row][i] = vdupq_n_f32(0);
        }
        for (int block = 0; block < blocks; block++) {
            int32x4_t dot[TILE][4];
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < 4; i++) dot[row][i] = vdupq_n_s32(0);
            }
#pragma unroll
            for (int half = 0; half < 2; half++) {
                int8x16_t quads[TILE];
                for (int row = 0; row < rows; row++) {
                    uint8x16_t shifted = vld1q_u8(values + row * stride + block * MK_BLOCK + half * 16);
                    quads[row] = vreinterpretq_s8_u8(veorq_u8(shifted, vdupq_n_u8(128)));
                }
                DOT_QUAD(0)
                DOT_QUAD(1)
                DOT_QUAD(2)
                DOT_QUAD(3)
            }
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < 4; i++) {
                    float32x4_t step =
                        vmulq_n_f32(vld1q_f32(&panel->scales[block][first + i * 4]), scales[row * scale_stride + block]);
                    total[row][i] = vfmaq_f32(total[row][i], vcvtq_f32_s32(dot[row][i]), step);
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 4; i++) vst1q_f32(&sums[row][first + i * 4], total[row][i]);
        }
    }
}

#include "Body.h"

#pragma clang attribute pop
#endif
