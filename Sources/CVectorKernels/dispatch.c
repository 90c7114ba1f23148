#include "Kernels.h"

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

bool vk_available(vk_level level) {
    switch (level) {
    case VK_PORTABLE: return true;
#if defined(__x86_64__)
    case VK_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case VK_AVX512:
        return vk_available(VK_AVX2) && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512vnni");
#elif defined(__aarch64__) && defined(__APPLE__)
    case VK_NEON: return true;  // every Apple processor that runs macOS has the dot product
#elif defined(__aarch64__) && defined(__linux__)
    case VK_NEON: return (getauxval(AT_HWCAP) & (1ul << 20)) != 0;  // HWCAP_ASIMDDP
#endif
    default: return false;
    }
}

static const vk_kernels *kernels_of(vk_level level) {
    switch (level) {
#if defined(__x86_64__)
    case VK_AVX2: return &vk_avx2;
    case VK_AVX512: return &vk_avx512;
#elif defined(__aarch64__)
    case VK_NEON: return &vk_neon;
#endif
    default: return &vk_portable;
    }
}

int32_t vk_scan(vk_level level, const vk_rows *rows, const vk_query *query, const int32_t *list, int64_t first,
                int32_t count, float threshold, vk_candidate *found) {
    return kernels_of(level)->scan(rows, query, list, first, count, threshold, found);
}

void vk_dots(vk_level level, const vk_rows *rows, const vk_query *query, int64_t first, int32_t count, int32_t *out) {
    kernels_of(level)->dots(rows, query, first, count, out);
}

void vk_products(vk_level level, const float *query, const float *vectors, int32_t dimensions,
                 const vk_candidate *found, int32_t count, float *scores) {
    kernels_of(level)->products(query, vectors, dimensions, found, count, scores);
}

vk_code vk_encode(vk_level level, const float *vector, const float *centre, int32_t dimensions, uint8_t *codes) {
    return kernels_of(level)->encode(vector, centre, dimensions, codes);
}

float vk_round(const float *query, int32_t dimensions, int32_t range, int16_t *wide, float *rest) {
#pragma clang fp contract(off)
    float largest = 0;
    for (int32_t i = 0; i < dimensions; i++) largest = fmaxf(largest, fabsf(query[i]));
    float scale = largest < 0x1p-60f ? 0 : largest / (float)range;
    float inverse = scale > 0 ? 1 / scale : 0;
    double squares = 0;
    for (int32_t i = 0; i < dimensions; i++) {
        float number = (query[i] * inverse + NEAREST) - NEAREST;
        double left = (double)query[i] - (double)number * scale;
        squares += left * left;
        wide[i] = (int16_t)number;
    }
    *rest = length_up(squares);
    return scale;
}
