#if defined(__x86_64__)
#include <immintrin.h>

#include "Kernels.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma"))), \
                             apply_to = function)
#define KERNELS vk_avx512

/// Multiplies a cache line of codes at a time with the high and the low bytes of the numbers of the query.
ALWAYS_INLINE void dot_group(const uint8_t *const *codes, const vk_query *query, int64_t stride, int32_t *dots) {
    __m512i highs[GROUP], lows[GROUP];
    for (int row = 0; row < GROUP; row++) highs[row] = lows[row] = _mm512_setzero_si512();
    for (int64_t line = 0; line < stride; line += VK_LINE) {
        __m512i high = _mm512_load_si512(query->high + line), low = _mm512_load_si512(query->low + line);
#pragma unroll
        for (int row = 0; row < GROUP; row++) {
            __m512i bytes = _mm512_load_si512(codes[row] + line);
            highs[row] = _mm512_dpbusd_epi32(highs[row], bytes, high);
            lows[row] = _mm512_dpbusd_epi32(lows[row], bytes, low);
        }
    }
    __m512i sums[GROUP];
    for (int row = 0; row < GROUP; row++) sums[row] = _mm512_add_epi32(_mm512_slli_epi32(highs[row], 8), lows[row]);
    // Transposed, so that each quarter of one register holds a part of the sums of the four rows.
    __m512i left = _mm512_add_epi32(_mm512_unpacklo_epi32(sums[0], sums[1]), _mm512_unpackhi_epi32(sums[0], sums[1]));
    __m512i right = _mm512_add_epi32(_mm512_unpacklo_epi32(sums[2], sums[3]), _mm512_unpackhi_epi32(sums[2], sums[3]));
    __m512i quarters = _mm512_add_epi32(_mm512_unpacklo_epi64(left, right), _mm512_unpackhi_epi64(left, right));
    __m256i halves = _mm256_add_epi32(_mm512_castsi512_si256(quarters), _mm512_extracti64x4_epi64(quarters, 1));
    __m128i whole = _mm_add_epi32(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
    _mm_storeu_si128((__m128i_u *)dots, _mm_add_epi32(whole, _mm_set1_epi32(query->offset)));
}

#include "Body.h"

#pragma clang attribute pop
#endif
