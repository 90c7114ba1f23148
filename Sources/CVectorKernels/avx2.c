#if defined(__x86_64__)
#include <immintrin.h>

#include "Kernels.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define KERNELS vk_avx2

/// Multiplies sixteen codes at a time, as 16-bit numbers, with the numbers of the query.
ALWAYS_INLINE void dot_group(const uint8_t *const *codes, const vk_query *query, int64_t stride, int32_t *dots) {
    __m256i sums[GROUP];
    for (int row = 0; row < GROUP; row++) sums[row] = _mm256_setzero_si256();
    for (int64_t line = 0; line < stride; line += VK_LINE) {
#pragma unroll
        for (int part = 0; part < VK_LINE; part += 16) {
            __m256i wide = _mm256_load_si256((const __m256i *)(query->wide + line + part));
#pragma unroll
            for (int row = 0; row < GROUP; row++) {
                __m128i bytes = _mm_load_si128((const __m128i *)(codes[row] + line + part));
                sums[row] = _mm256_add_epi32(sums[row], _mm256_madd_epi16(_mm256_cvtepu8_epi16(bytes), wide));
            }
        }
    }
    // Each horizontal addition halves the number of sums per row. The register halves are added last.
    __m256i pairs = _mm256_hadd_epi32(_mm256_hadd_epi32(sums[0], sums[1]), _mm256_hadd_epi32(sums[2], sums[3]));
    __m128i whole = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
    _mm_storeu_si128((__m128i_u *)dots, _mm_add_epi32(whole, _mm_set1_epi32(query->offset)));
}

#include "Body.h"

#pragma clang attribute pop
#endif
