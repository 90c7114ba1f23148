#if defined(__x86_64__)
#include <immintrin.h>

#include "Kernels.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define LANES 8
#define FUSED
#define TILE 3
#define ATTENTION_TILE 3
#define KERNELS mk_avx2
#include "Vector.h"

ALWAYS_INLINE void unpack(mk_panel *panel, const uint8_t *blocks, ptrdiff_t stride, int count) {
    unpack_words(panel, blocks, stride, count);
}

/// sums[row][output] of `rows` tokens, sixteen outputs at a time. A block's products are added in 16 bits: eight sums
/// of two, each at most 255 * 8 * 2, stay below 2^15.
ALWAYS_INLINE void multiply(int rows, const mk_panel *panel, int blocks, const uint8_t *values, ptrdiff_t stride,
                            const float *scales, ptrdiff_t scale_stride, float sums[][PANEL]) {
    const __m256i ones = _mm256_set1_epi16(1);
    for (int first = 0; first < PANEL; first += 16) {
        __m256 total[TILE][2];
        for (int row = 0; row < rows; row++) total[row][0] = total[row][1] = _mm256_setzero_ps();
        for (int block = 0; block < blocks; block++) {
            __m256i pairs[TILE][2];
            for (int row = 0; row < rows; row++) pairs[row][0] = pairs[row][1] = _mm256_setzero_si256();
#pragma unroll
            for (int quad = 0; quad < QUADS; quad++) {
                const int8_t(*weights)[4] = &panel->weights[block * QUADS + quad][first];
                __m256i left = _mm256_load_si256((const __m256i *)weights[0]);
                __m256i right = _mm256_load_si256((const __m256i *)weights[8]);
#pragma unroll
                for (int row = 0; row < rows; row++) {
                    int four;
                    memcpy(&four, values + row * stride + block * MK_BLOCK + quad * 4, 4);
                    __m256i broadcast = _mm256_set1_epi32(four);
                    pairs[row][0] = _mm256_add_epi16(pairs[row][0], _mm256_maddubs_epi16(broadcast, left));
                    pairs[row][1] = _mm256_add_epi16(pairs[row][1], _mm256_maddubs_epi16(broadcast, right));
                }
            }
#pragma unroll
            for (int row = 0; row < rows; row++) {
                __m256 scale = _mm256_set1_ps(scales[row * scale_stride + block]);
                for (int side = 0; side < 2; side++) {
                    int at = first + side * 8;
                    __m256i offset = _mm256_load_si256((const __m256i *)&panel->offsets[block][at]);
                    __m256i dot = _mm256_add_epi32(offset, _mm256_madd_epi16(pairs[row][side], ones));
                    __m256 step = _mm256_mul_ps(_mm256_load_ps(&panel->scales[block][at]), scale);
                    total[row][side] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dot), step, total[row][side]);
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            _mm256_store_ps(&sums[row][first], total[row][0]);
            _mm256_store_ps(&sums[row][first + 8], total[row][1]);
        }
    }
}

#include "Body.h"

#pragma clang attribute pop
#endif
