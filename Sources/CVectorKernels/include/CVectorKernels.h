// The arithmetic of an exact search: a scan of 8-bit codes that computes an upper bound of each product, and the exact
// product of the vectors that can be near enough. No function allocates memory, blocks or keeps state; the caller owns
// every buffer.
//
// A vector v is stored as floats and as a code c of one byte per component, with a centre m that all vectors share:
// v = m + scale * (c - 128) + r, where the remainder r is at most `bound` long. A query u is stored as whole numbers q:
// u = scale * q + s. By the Cauchy-Schwarz inequality,
//     |u.v - (u.m + u.scale * v.scale * q.(c - 128))| <= |u - s| * bound + |s| * |v - m|,
// so a search that computes the exact product of every vector whose upper bound reaches the k-th best misses none.
#ifndef CVECTORKERNELS_H
#define CVECTORKERNELS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    /// Codes are padded to a multiple of this number of bytes, a cache line.
    VK_LINE = 64,
    /// The largest number of components of a vector.
    VK_MAX_DIMENSIONS = 65536,
    /// The largest whole number of a query: 127 * 256, so that it splits into two signed bytes.
    VK_QUERY_RANGE = 32512,
};

/// The instructions that the kernels use. All levels return the same codes, sums of codes and exact products, bit for
/// bit; upper bounds may differ by rounding.
typedef enum {
    VK_PORTABLE = 0,
    VK_NEON = 1,    // with the dot-product extension
    VK_AVX2 = 2,    // with FMA
    VK_AVX512 = 3,  // F, BW, DQ, VL and VNNI
} vk_level;

/// Returns whether this processor can run `level`.
bool vk_available(vk_level level);

/// The codes of vectors: `codes` [row][stride], 64-byte aligned, `stride` a multiple of VK_LINE. Bytes beyond the
/// components of a vector are ignored.
typedef struct {
    const uint8_t *codes;
    const float *scales;
    const float *bounds;
    int64_t stride;
} vk_rows;

/// A query as whole numbers. Each array has `stride` numbers, 64-byte aligned, zero beyond the query's components.
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

/// A row that can be among the nearest, with the upper bound of its product.
typedef struct {
    int32_t row;
    float upper;
} vk_candidate;

/// Writes the rows whose upper bound is at least `threshold` to `found`, which has room for `count`. Returns how many.
/// The rows are `first`, `first` + 1, ...; or, if `list` is not null, `list[first]`, `list[first + 1]`, ...
int32_t vk_scan(vk_level level, const vk_rows *rows, const vk_query *query, const int32_t *list, int64_t first,
                int32_t count, float threshold, vk_candidate *found);

/// Writes q.(c - 128) of row first + i, modulo 2^32, to out[i].
void vk_dots(vk_level level, const vk_rows *rows, const vk_query *query, int64_t first, int32_t count, int32_t *out);

/// Writes the product of `query` and the vector of floats at `vectors` + found[i].row * dimensions to scores[i]. It is
/// summed in double precision, in which each product is exact, and rounded once.
void vk_products(vk_level level, const float *query, const float *vectors, int32_t dimensions,
                 const vk_candidate *found, int32_t count, float *scores);

/// The code of one vector.
typedef struct {
    float scale;
    /// The length of the remainder, rounded up.
    float bound;
    /// The length of vector - centre, rounded up.
    float length;
} vk_code;

/// Codes `vector` - `centre`. Writes `dimensions` bytes to `codes`, each 128 + round((vector - centre) / scale), where
/// the scale is the largest magnitude divided by 127. Components must be finite and below 2^60.
vk_code vk_encode(vk_level level, const float *vector, const float *centre, int32_t dimensions, uint8_t *codes);

/// Writes `query` as whole numbers to `wide`: round(query / scale), with the largest magnitude `range`. Returns the
/// scale, and sets `rest` to the length of the remainder, rounded up.
float vk_round(const float *query, int32_t dimensions, int32_t range, int16_t *wide, float *rest);

#endif
