// The kernels of one instruction level. The including file defines `dot_group` before it includes this one: it computes
// the sums q.(c - 128), modulo 2^32, of GROUP rows.

#pragma clang diagnostic ignored "-Wpsabi"  // No function here is called across files: all of them are inlined.
/// Running sums of an exact product: sum i takes every sixteenth component from i on. The product of two floats is
/// exact in double precision. All levels add in the same order, so all give the same sum.
typedef double sums16 __attribute__((ext_vector_type(16)));
typedef float floats16 __attribute__((ext_vector_type(16)));

ALWAYS_INLINE double sum_of(sums16 sums) {
    double lanes[16];
    memcpy(lanes, &sums, sizeof lanes);
    for (int half = 8; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
    }
    return lanes[0];
}

/// Returns the sixteen floats at `from`. Only the first `count` exist; the others are zero.
ALWAYS_INLINE floats16 load16(const float *from, int32_t count) {
    floats16 value = 0;
    if (count >= 16) {
        memcpy(&value, from, sizeof value);
    } else {
        memcpy(&value, from, (size_t)count * sizeof(float));
    }
    return value;
}

ALWAYS_INLINE sums16 widen(floats16 value) { return __builtin_convertvector(value, sums16); }

ALWAYS_INLINE int64_t row_at(const int32_t *list, int64_t index) { return list ? list[index] : index; }

ALWAYS_INLINE void dot_tile(const vk_rows *rows, const vk_query *query, const int32_t *list, int64_t first,
                            int32_t count, int32_t *dots) {
    for (int32_t at = 0; at < count; at += GROUP) {
        const uint8_t *codes[GROUP];
        for (int i = 0; i < GROUP; i++) {
            // An incomplete group reads its last row again.
            int64_t index = first + (at + i < count ? at + i : count - 1);
            codes[i] = rows->codes + row_at(list, index) * rows->stride;
        }
        dot_group(codes, query, rows->stride, dots + at);
    }
}

ALWAYS_INLINE int32_t scan_tiles(const vk_rows *rows, const vk_query *query, const int32_t *list, int64_t first,
                                 int32_t count, float threshold, vk_candidate *found) {
    int32_t total = 0;
    for (int32_t start = 0; start < count; start += TILE) {
        int32_t size = count - start < TILE ? count - start : TILE;
        int32_t dots[TILE];
        float upper[TILE], scales[TILE] = {0}, bounds[TILE] = {0};
        dot_tile(rows, query, list, first + start, size, dots);
        for (int32_t i = 0; i < size; i++) {
            int64_t row = row_at(list, first + start + i);
            scales[i] = rows->scales[row];
            bounds[i] = rows->bounds[row];
        }
        int any = 0;
        for (int i = 0; i < TILE; i++) {
            upper[i] = query->base + query->scale * scales[i] * (float)dots[i] + query->reach * bounds[i];
            any |= upper[i] >= threshold;
        }
        if (!any) continue;
        for (int32_t i = 0; i < size; i++) {
            if (upper[i] < threshold) continue;
            found[total++] = (vk_candidate){(int32_t)row_at(list, first + start + i), upper[i]};
        }
    }
    return total;
}

static int32_t scan(const vk_rows *rows, const vk_query *query, const int32_t *list, int64_t first, int32_t count,
                    float threshold, vk_candidate *found) {
    // Called from two places, so that the compiler specialises the loop over consecutive rows.
    if (list) return scan_tiles(rows, query, list, first, count, threshold, found);
    return scan_tiles(rows, query, NULL, first, count, threshold, found);
}

static void dots(const vk_rows *rows, const vk_query *query, int64_t first, int32_t count, int32_t *out) {
    for (int32_t start = 0; start < count; start += TILE) {
        int32_t size = count - start < TILE ? count - start : TILE;
        int32_t tile[TILE];
        dot_tile(rows, query, NULL, first + start, size, tile);
        memcpy(out + start, tile, (size_t)size * sizeof(int32_t));
    }
}

static void products(const float *query, const float *vectors, int32_t dimensions, const vk_candidate *found,
                     int32_t count, float *scores) {
    for (int32_t item = 0; item < count; item++) {
        const float *vector = vectors + (int64_t)found[item].row * dimensions;
        const char *next = (const char *)(vectors + (int64_t)found[item + 1 < count ? item + 1 : item].row * dimensions);
        sums16 sums = 0;
        for (int32_t i = 0; i < dimensions; i += 16) {
            __builtin_prefetch(next + i * sizeof(float));
            floats16 left = load16(query + i, dimensions - i), right = load16(vector + i, dimensions - i);
            sums += widen(left) * widen(right);
        }
        scores[item] = (float)sum_of(sums);
    }
}

static vk_code encode(const float *vector, const float *centre, int32_t dimensions, uint8_t *codes) {
#pragma clang fp contract(off)  // A fused multiply-add would give other codes on processors that have one.
    floats16 most = 0;
    sums16 squares = 0, rests = 0;
    for (int32_t i = 0; i < dimensions; i += 16) {
        floats16 offset = load16(vector + i, dimensions - i) - load16(centre + i, dimensions - i);
        most = __builtin_elementwise_max(most, __builtin_elementwise_abs(offset));
    }
    float largest = __builtin_reduce_max(most);
    // A smaller offset is noise, and its inverse might be infinite. The bound covers the whole of it.
    float scale = largest < 0x1p-60f ? 0 : largest / 127;
    float inverse = scale > 0 ? 1 / scale : 0;
    for (int32_t i = 0; i < dimensions; i += 16) {
        int32_t count = dimensions - i < 16 ? dimensions - i : 16;
        floats16 left = load16(vector + i, count), middle = load16(centre + i, count);
        // In double precision the offset is exact up to the last of 53 bits.
        sums16 offset = widen(left) - widen(middle);
        floats16 steps = ((left - middle) * inverse + NEAREST) - NEAREST;
        sums16 rest = offset - widen(steps) * (double)scale;
        squares += offset * offset;
        rests += rest * rest;
        uint8_t bytes[16];
        for (int j = 0; j < 16; j++) bytes[j] = (uint8_t)(int)(steps[j] + 128);
        memcpy(codes + i, bytes, (size_t)count);
    }
    return (vk_code){scale, length_up(sum_of(rests)), length_up(sum_of(squares))};
}

const vk_kernels KERNELS = {scan, dots, products, encode};
