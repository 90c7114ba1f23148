#if defined(__x86_64__)
#include <immintrin.h>

#include "Kernels.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma,f16c"))), \
                             apply_to = function)
#define LANES 16
#define FUSED
#define TILE 6
#define ATTENTION_TILE 8
#define KERNELS mk_avx512
#include "Vector.h"

/// Loads the sixteen bytes that follow the scale in four rows, `stride` bytes apart, one row a quarter.
ALWAYS_INLINE __m512i load_four(const uint8_t *source, ptrdiff_t stride) {
    __m512i rows = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i_u *)(source + 2)));
    rows = _mm512_inserti32x4(rows, _mm_loadu_si128((const __m128i_u *)(source + stride + 2)), 1);
    rows = _mm512_inserti32x4(rows, _mm_loadu_si128((const __m128i_u *)(source + 2 * stride + 2)), 2);
    return _mm512_inserti32x4(rows, _mm_loadu_si128((const __m128i_u *)(source + 3 * stride + 2)), 3);
}

/// Unpacks sixteen rows at a time, transposed so that each register holds the same four bytes (eight weights) of all.
ALWAYS_INLINE void unpack(mk_panel *panel, const uint8_t *blocks, ptrdiff_t stride, int count) {
    const __m512i low_half = _mm512_set1_epi8(15), eight = _mm512_set1_epi8(8), ones = _mm512_set1_epi8(1);
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512i rows = _mm512_mullo_epi32(lanes, _mm512_set1_epi32((int)stride));
    for (int block = 0; block < count; block++) {
        for (int row = 0; row < PANEL; row += 16) {
            const uint8_t *source = blocks + row * stride + block * MK_BLOCK_BYTES;
            __m512i halves = _mm512_i32gather_epi32(rows, source, 1);
            _mm512_store_ps(&panel->scales[block][row], _mm512_cvtph_ps(_mm512_cvtepi32_epi16(halves)));
            // Quarter i of the four registers holds rows 4i, 4i + 1, 4i + 2 and 4i + 3.
            __m512i first = load_four(source, 4 * stride), second = load_four(source + stride, 4 * stride);
            __m512i third = load_four(source + 2 * stride, 4 * stride), fourth = load_four(source + 3 * stride, 4 * stride);
            __m512i low_pairs[] = {_mm512_unpacklo_epi32(first, second), _mm512_unpackhi_epi32(first, second)};
            __m512i high_pairs[] = {_mm512_unpacklo_epi32(third, fourth), _mm512_unpackhi_epi32(third, fourth)};
            __m512i sum = _mm512_setzero_si512();
#pragma unroll
            for (int quad = 0; quad < QUADS / 2; quad++) {
                __m512i left = low_pairs[quad / 2], right = high_pairs[quad / 2];
                __m512i bytes = quad % 2 ? _mm512_unpackhi_epi64(left, right) : _mm512_unpacklo_epi64(left, right);
                __m512i low = _mm512_sub_epi8(_mm512_and_si512(bytes, low_half), eight);
                __m512i high = _mm512_sub_epi8(_mm512_and_si512(_mm512_srli_epi16(bytes, 4), low_half), eight);
                _mm512_store_si512(panel->weights[block * QUADS + quad][row], low);
                _mm512_store_si512(panel->weights[block * QUADS + QUADS / 2 + quad][row], high);
                sum = _mm512_dpbusd_epi32(_mm512_dpbusd_epi32(sum, ones, low), ones, high);
            }
            _mm512_store_si512(&panel->offsets[block][row],
                               _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(sum, 7)));
        }
    }
}

/// sums[row][output] of `rows` tokens: 32 outputs in two registers, each activation quad broadcast once for both.
ALWAYS_INLINE void multiply(int rows, const mk_panel *panel, int blocks, const uint8_t *values, ptrdiff_t stride,
                            const float *scales, ptrdiff_t scale_stride, float sums[][PANEL]) {
    __m512 total[TILE][2];
    for (int row = 0; row < rows; row++) total[row][0] = total[row][1] = _mm512_setzero_ps();
    for (int block = 0; block < blocks; block++) {
        __m512i dot[TILE][2];
#pragma unroll
        for (int row = 0; row < rows; row++) {
            dot[row][0] = _mm512_load_si512(&panel->offsets[block][0]);
            dot[row][1] = _mm512_load_si512(&panel->offsets[block][16]);
        }
#pragma unroll
        for (int quad = 0; quad < QUADS; quad++) {
            __m512i left = _mm512_load_si512(panel->weights[block * QUADS + quad][0]);
            __m512i right = _mm512_load_si512(panel->weights[block * QUADS + quad][16]);
#pragma unroll
            for (int row = 0; row < rows; row++) {
                int four;
                memcpy(&four, values + row * stride + block * MK_BLOCK + quad * 4, 4);
                __m512i broadcast = _mm512_set1_epi32(four);
                dot[row][0] = _mm512_dpbusd_epi32(dot[row][0], broadcast, left);
                dot[row][1] = _mm512_dpbusd_epi32(dot[row][1], broadcast, right);
            }
        }
        __m512 left = _mm512_load_ps(&panel->scales[block][0]), right = _mm512_load_ps(&panel->scales[block][16]);
#pragma unroll
        for (int row = 0; row < rows; row++) {
            __m512 scale = _mm512_set1_ps(scales[row * scale_stride + block]);
            total[row][0] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot[row][0]), _mm512_mul_ps(left, scale), total[row][0]);
            total[row][1] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot[row][1]), _mm512_mul_ps(right, scale), total[row][1]);
        }
    }
    for (int row = 0; row < rows; row++) {
        _mm512_store_ps(&sums[row][0], total[row][0]);
        _mm512_store_ps(&sums[row][16], total[row][1]);
    }
}

#include "Body.h"

#pragma clang attribute pop
#endif
