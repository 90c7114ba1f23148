#include "Kernels.h"

#define KERNELS vk_portable

ALWAYS_INLINE void dot_group(const uint8_t *const *codes, const vk_query *query, int64_t stride, int32_t *dots) {
    for (int row = 0; row < GROUP; row++) {
        // Unsigned, because its overflow is defined. Partial sums may overflow; modulo 2^32 the total is right.
        uint32_t sum = (uint32_t)query->offset;
        for (int64_t i = 0; i < stride; i++) sum += (uint32_t)(query->wide[i] * codes[row][i]);
        dots[row] = (int32_t)sum;
    }
}

#include "Body.h"
