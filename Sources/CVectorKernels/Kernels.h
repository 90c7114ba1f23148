// The interface of one instruction level, and the parts that all levels share.
#ifndef VK_KERNELS_H
#define VK_KERNELS_H

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "CVectorKernels.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// The kernels of one level. Each does what the `vk_` function of the same name promises.
typedef struct {
    int32_t (*scan)(const vk_rows *, const vk_query *, const int32_t *, int64_t, int32_t, float, vk_candidate *);
    void (*dots)(const vk_rows *, const vk_query *, int64_t, int32_t, int32_t *);
    void (*products)(const float *, const float *, int32_t, const vk_candidate *, int32_t, float *);
    vk_code (*encode)(const float *, const float *, int32_t, uint8_t *);
} vk_kernels;

extern const vk_kernels vk_portable;
#if defined(__x86_64__)
extern const vk_kernels vk_avx2, vk_avx512;
#elif defined(__aarch64__)
extern const vk_kernels vk_neon;
#endif

enum {
    /// The number of rows that are read in parallel, so that each part of the query is loaded once for all of them.
    GROUP = 4,
    /// The number of rows whose bounds are computed and compared together.
    TILE = 16,
};

/// 1.5 * 2^23. A float of this size has no bits for a fraction, so adding it and subtracting it again rounds to the
/// nearest whole number (ties to even), for magnitudes below 2^22.
#define NEAREST 12582912.0f

/// Returns a length that is not less than the square root of a sum of squares in double precision.
ALWAYS_INLINE float length_up(double squares) { return (float)(sqrt(squares) * (1 + 0x1p-20)); }

#endif
