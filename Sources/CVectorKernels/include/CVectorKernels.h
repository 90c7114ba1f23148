// The arithmetic of an exact search: a scan of 8-bit codes that says how near each vector can be at most, and the exact
// product for those that can be near enough. Nothing here allocates, blocks or keeps state; the caller owns every buffer.
//
// A vector v is kept as floats and as a code c of one byte a component, beside a centre m that all vectors share:
// v = m + scale * (c - 128) + r, where the rest r is at most `bound` long. A query u is kept as whole numbers q:
// u = scale * q + s. So, by Cauchy and Schwarz,
//     |u.v - (u.m + u.scale * v.scale * q.(c - 128))| <= |u - s| * bound + |s| * |v - m|,
// and a search that looks again at every vector whose upper bound reaches the k-th best misses none.
#ifndef CVECTORKERNELS_H
#define CVECTORKERNELS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    /// Codes are padded to a multiple of this, a cache line.
    VK_LINE = 64,
    /// Components of a vector at most.
    VK_MAX_DIMENSIONS = 65536,
    /// The largest whole number of a query: 127 * 256, so that it splits in two signed bytes.
    VK_QUERY_RANGE = 32512,
};

/// Which instructions the kernels are written in. All levels give the same numbers: codes, sums of codes and exact
/// products bit for bit, upper bounds to rounding.
typedef enum {
    VK_PORTABLE = 0,
    VK_NEON = 1,    // with the dot-product extension
    VK_AVX2 = 2,    // with FMA
    VK_AVX512 = 3,  // F, BW, DQ, VL and VNNI
} vk_level;

/// Whether this processor can run `level`.
bool vk_available(vk_level level);

/// The coded side of vectors: `codes` [row][stride], 64-byte aligned, `stride` a multiple of VK_LINE; what lies beyond a
/// vector's components has no meaning.
typedef struct {
    const uint8_t *codes;
    const float *scales;
    const float *bounds;
    int64_t stride;
} vk_rows;

/// A query in whole numbers. Each array has `stride` numbers, 64-byte aligned, zero beyond the query's components.
typedef struct {
    const int16_t *wide;
    /// wide = 256 * high + low.
    const int8_t *high;
    const int8_t *low;
    /// -128 times the sum of `wide`, modulo 2^32.
    int32_t offset;
    float scale;
    /// upper bound = base + scale * v.scale * q.(c - 128) + reach * v.bound
    float reach;
    float base;
} vk_query;

/// A row that can be among the nearest, and the most that its product can be.
typedef struct {
    int32_t row;
    float upper;
} vk_candidate;

/// Writes the rows whose upper bound is at least `threshold` to `found`, which has room for `count`, and returns how many.
/// The rows are `first`, `first` + 1, ...; or, where `list` is not null, `list[first]`, `list[first + 1]`, ...
int32_t vk_scan(vk_level level, const vk_rows *rows, const vk_query *query, const int32_t *list, int64_t first,
                int32_t count, float threshold, vk_candidate *found);

/// out[i] = q.(c - 128) of row first + i, modulo 2^32.
void vk_dots(vk_level level, const vk_rows *rows, const vk_query *query, int64_t first, int32_t count, int32_t *out);

/// scores[i] = the product of `query` and the vector of floats at `vectors` + found[i].row * dimensions, summed in
/// double precision, where each product is exact, and rounded once.
void vk_products(vk_level level, const float *query, const float *vectors, int32_t dimensions,
                 const vk_candidate *found, int32_t count, float *scores);

/// The code of one vector.
typedef struct {
    float scale;
    /// Length of what the code leaves over, rounded up.
    float bound;
    /// Length of vector - centre, rounded up.
    float length;
} vk_code;

/// Codes `vector` - `centre`: `dimensions` bytes at `codes`, each 128 + round((vector - centre) / scale), scale being
/// the largest magnitude over 127. Components are finite and below 2^60.
vk_code vk_encode(vk_level level, const float *vector, const float *centre, int32_t dimensions, uint8_t *codes);

/// Whole numbers for `query`, as many as it has dimensions: round(query / scale), largest magnitude `range`. Returns
/// the scale; `rest` becomes the length of what is left over, rounded up.
float vk_round(const float *query, int32_t dimensions, int32_t range, int16_t *wide, float *rest);

#endif
