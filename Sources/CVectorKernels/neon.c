#if defined(__aarch64__)
#include <arm_neon.h>

#include "Kernels.h"

#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#define KERNELS vk_neon

/// Multiplies sixteen codes at a time with the high and the low bytes of the numbers of the query. Flipping the top bit
/// of a code subtracts 128 from it, so the offset of the query is not needed.
ALWAYS_INLINE void dot_group(const uint8_t *const *codes, const vk_query *query, int64_t stride, int32_t *dots) {
    int32x4_t highs[GROUP], lows[GROUP];
    for (int row = 0; row < GROUP; row++) highs[row] = lows[row] = vdupq_n_s32(0);
    for (int64_t line = 0; line < stride; line += VK_LINE) {
#pragma unroll
        for (int part = 0; part < VK_LINE; part += 16) {
            int8x16_t high = vld1q_s8(query->high + line + part), low = vld1q_s8(query->low + line + part);
#pragma unroll
            for (int row = 0; row < GROUP; row++) {
                uint8x16_t flipped = veorq_u8(vld1q_u8(codes[row] + line + part), vdupq_n_u8(128));
                highs[row] = vdotq_s32(highs[row], vreinterpretq_s8_u8(flipped), high);
                lows[row] = vdotq_s32(lows[row], vreinterpretq_s8_u8(flipped), low);
            }
        }
    }
    for (int row = 0; row < GROUP; row++) dots[row] = vaddvq_s32(vaddq_s32(vshlq_n_s32(highs[row], 8), lows[row]));
}

#include "Body.h"

#pragma clang attribute pop
#endif
