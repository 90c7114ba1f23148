// The kernels, written once in vectors of LANES lanes and compiled for every level. The including file defines LANES,
// FUSED (if multiply-add rounds once), TILE and ATTENTION_TILE (the numbers of tokens whose sums fit the registers),
// KERNELS (the name of the table), and before this file `unpack` and `multiply`, its own 8-bit arithmetic.

ALWAYS_INLINE void normalize_row(mk_norm norm, float *row, int width, uint8_t *values, float *scales) {
    vfloat sum = splat(0);
    for (int i = 0; i < width; i += LANES) sum += load(row + i);
    vfloat mean = splat(sum_of(sum) / (float)width);
    vfloat squares = splat(0);
    for (int i = 0; i < width; i += LANES) {
        vfloat distance = load(row + i) - mean;
        squares = multiply_add(distance, distance, squares);
    }
    vfloat inverse = splat(1 / __builtin_sqrtf(sum_of(squares) / (float)width + norm.epsilon));
    for (int i = 0; i < width; i += MK_BLOCK) {
        vfloat block[VECTORS];
        for (int j = 0; j < VECTORS; j++) {
            int at = i + j * LANES;
            vfloat unit = (load(row + at) - mean) * inverse;
            block[j] = multiply_add(unit, load(norm.gain + at), load(norm.shift + at));
            store(row + at, block[j]);
        }
        quantize(block, values + i, scales + i / MK_BLOCK);
    }
}

static void add_norm(mk_norm norm, const float *addend, int32_t tokens, float *rows, mk_activations quantized) {
    int width = quantized.width;
    for (ptrdiff_t token = 0; token < tokens; token++) {
        float *row = rows + token * width;
        for (int i = 0; i < width; i += LANES) store(row + i, load(row + i) + load(addend + token * width + i));
        normalize_row(norm, row, width, quantized.values + token * width,
                      quantized.scales + token * (width / MK_BLOCK));
    }
}

static void embed(mk_tables tables, mk_norm norm, const int32_t *ids, int32_t tokens, float *rows,
                  mk_activations quantized) {
    int width = quantized.width;
    for (ptrdiff_t token = 0; token < tokens; token++) {
        float *row = rows + token * width;
        const float *position = tables.positions + token * width;
        const uint8_t *word = tables.words + (ptrdiff_t)ids[token] * (width / MK_BLOCK) * MK_BLOCK_BYTES;
        for (int i = 0; i < width; i += MK_BLOCK, word += MK_BLOCK_BYTES) {
            float scale = half_to_float(word);
            for (int j = 0; j < 16; j++) {
                row[i + j] = (float)((word[2 + j] & 15) - 8) * scale;
                row[i + j + 16] = (float)((word[2 + j] >> 4) - 8) * scale;
            }
        }
        for (int i = 0; i < width; i += LANES) {
            store(row + i, load(row + i) + (load(position + i) + load(tables.type + i)));
        }
        normalize_row(norm, row, width, quantized.values + token * width,
                      quantized.scales + token * (width / MK_BLOCK));
    }
}

/// The target of 32 outputs of one token: they are added to a bias or to earlier slices, or passed through GELU.
typedef struct {
    const float *bias;
    float *out;
    ptrdiff_t stride;
    mk_activations quantized;
    int first_output;
    bool first_slice;
} sink;

ALWAYS_INLINE void put_sums(const sink *to, ptrdiff_t token, const float *sums) {
    float *out = to->out + token * to->stride + to->first_output;
    const float *base = to->first_slice ? to->bias + to->first_output : out;
    for (int i = 0; i < PANEL; i += LANES) store(out + i, load(base + i) + load(sums + i));
}

ALWAYS_INLINE void put_gelu(const sink *to, ptrdiff_t token, const float *sums) {
    vfloat block[VECTORS];
    for (int i = 0; i < VECTORS; i++) {
        block[i] = gelu(load(to->bias + to->first_output + i * LANES) + load(sums + i * LANES));
    }
    quantize(block, to->quantized.values + token * to->quantized.width + to->first_output,
             to->quantized.scales + (token * to->quantized.width + to->first_output) / MK_BLOCK);
}

/// Multiplies `rows` tokens (a constant where this is inlined) with the panel and passes the sums on.
ALWAYS_INLINE void multiply_rows(int rows, const mk_panel *panel, int blocks, mk_activations input, int first_block,
                                 ptrdiff_t token, const sink *to, bool is_gelu) {
    float sums[TILE][PANEL] __attribute__((aligned(64)));
    ptrdiff_t width_in_blocks = input.width / MK_BLOCK;
    multiply(rows, panel, blocks, input.values + token * input.width + first_block * MK_BLOCK, input.width,
             input.scales + token * width_in_blocks + first_block, width_in_blocks, sums);
    for (int row = 0; row < rows; row++) {
        if (is_gelu) {
            put_gelu(to, token + row, sums[row]);
        } else {
            put_sums(to, token + row, sums[row]);
        }
    }
}

ALWAYS_INLINE void multiply_panel(const mk_panel *panel, int blocks, mk_activations input, int first_block,
                                  int32_t tokens, const sink *to, bool is_gelu) {
    ptrdiff_t token = 0;
    for (; token + TILE <= tokens; token += TILE) {
        multiply_rows(TILE, panel, blocks, input, first_block, token, to, is_gelu);
    }
    switch (tokens - token) {
#define REMAINDER(rows)                                                                   \
    case rows:                                                                            \
        multiply_rows(rows, panel, blocks, input, first_block, token, to, is_gelu);       \
        break
#if TILE > 4
        REMAINDER(5);
        REMAINDER(4);
#endif
#if TILE > 3
        REMAINDER(3);
#endif
        REMAINDER(2);
        REMAINDER(1);
#undef REMAINDER
        default: break;
    }
}

/// Prefetches the next slice of 32 rows while this one is multiplied. An address beyond the end is harmless.
ALWAYS_INLINE void fetch(const uint8_t *blocks, ptrdiff_t stride) {
    for (int row = 0; row < PANEL; row++) {
        for (int at = 0; at < SLICE * MK_BLOCK_BYTES; at += 64) __builtin_prefetch(blocks + row * stride + at);
    }
}

ALWAYS_INLINE void multiply_dense(mk_dense dense, mk_activations input, int32_t tokens, sink to, bool is_gelu) {
    mk_panel panel;
    int blocks = dense.inputs / MK_BLOCK;
    ptrdiff_t stride = (ptrdiff_t)blocks * MK_BLOCK_BYTES;
    for (int output = 0; output < dense.outputs; output += PANEL) {
        for (int block = 0; block < blocks; block += SLICE) {
            const uint8_t *source = dense.blocks + output * stride + block * MK_BLOCK_BYTES;
            int count = blocks - block < SLICE ? blocks - block : SLICE;
            unpack(&panel, source, stride, count);
            fetch(block + SLICE < blocks ? source + SLICE * MK_BLOCK_BYTES
                                         : dense.blocks + (output + PANEL) * stride, stride);
            to.first_output = output;
            to.first_slice = block == 0;
            multiply_panel(&panel, count, input, block, tokens, &to, is_gelu);
        }
    }
}

static void dense_linear(mk_dense dense, mk_activations input, int32_t tokens, float *out, int32_t stride) {
    multiply_dense(dense, input, tokens, (sink){.bias = dense.bias, .out = out, .stride = stride}, false);
}

static void dense_gelu(mk_dense dense, mk_activations input, int32_t tokens, mk_activations output) {
    multiply_dense(dense, input, tokens, (sink){.bias = dense.bias, .quantized = output}, true);
}

/// scores[row][key] of `rows` queries and as many keys as fill `vectors` vectors. `keys` is transposed, [32][padded].
ALWAYS_INLINE void score(int rows, int vectors, const float *queries, ptrdiff_t stride, const float *keys,
                         ptrdiff_t padded, float *scores) {
    vfloat sums[ATTENTION_TILE][2];
    for (int row = 0; row < rows; row++) {
        for (int i = 0; i < vectors; i++) sums[row][i] = splat(0);
    }
#pragma unroll 4
    for (int i = 0; i < MK_BLOCK; i++) {
        vfloat columns[2];
        for (int j = 0; j < vectors; j++) columns[j] = load(keys + i * padded + j * LANES);
#pragma unroll
        for (int row = 0; row < rows; row++) {
            vfloat query = splat(queries[row * stride + i]);
            for (int j = 0; j < vectors; j++) sums[row][j] = multiply_add(query, columns[j], sums[row][j]);
        }
    }
    for (int row = 0; row < rows; row++) {
        for (int i = 0; i < vectors; i++) store(scores + row * padded + i * LANES, sums[row][i]);
    }
}

/// Turns a row of scores into weights, powers of two up to one. Returns the divisor of their weighted sum.
ALWAYS_INLINE float soften(float *line, int tokens, int padded) {
    // 1 / sqrt 32, times log2 e for powers of two instead of e.
    const float temperature = 0.17677669529663687f * 1.4426950408889634f;
    for (int i = tokens; i < padded; i++) line[i] = -3e38f;
    vfloat most = load(line);
    for (int i = LANES; i < padded; i += LANES) most = larger(load(line + i), most);
    vfloat top = splat(largest_of(most)), total = splat(0);
    for (int i = 0; i < padded; i += LANES) {
        vfloat weight = power_of_two((load(line + i) - top) * temperature);
        store(line + i, weight);
        total += weight;
    }
    return sum_of(total);
}

/// One head of `rows` tokens against all `tokens`: scores, softmax, weighted sum of values.
ALWAYS_INLINE void attend_rows(int rows, const float *queries, const float *keys, const float *values,
                               ptrdiff_t stride, int tokens, int padded, float *scores, uint8_t *bytes,
                               ptrdiff_t byte_stride, float *scales, ptrdiff_t scale_stride) {
    int column = 0;
    for (; column + 2 * LANES <= padded; column += 2 * LANES) {
        score(rows, 2, queries, stride, keys + column, padded, scores + column);
    }
    if (column < padded) score(rows, 1, queries, stride, keys + column, padded, scores + column);
    float inverse[ATTENTION_TILE];
    for (int row = 0; row < rows; row++) inverse[row] = 1 / soften(scores + row * padded, tokens, padded);
    vfloat context[ATTENTION_TILE][VECTORS];
    for (int row = 0; row < rows; row++) {
        for (int i = 0; i < VECTORS; i++) context[row][i] = splat(0);
    }
    for (ptrdiff_t key = 0; key < tokens; key++) {
        vfloat value[VECTORS];
        for (int i = 0; i < VECTORS; i++) value[i] = load(values + key * stride + i * LANES);
#pragma unroll
        for (int row = 0; row < rows; row++) {
            vfloat weight = splat(scores[row * padded + key]);
            for (int i = 0; i < VECTORS; i++) context[row][i] = multiply_add(weight, value[i], context[row][i]);
        }
    }
    for (int row = 0; row < rows; row++) {
        for (int i = 0; i < VECTORS; i++) context[row][i] *= inverse[row];
        quantize(context[row], bytes + row * byte_stride, scales + row * scale_stride);
    }
}

static void attention(const float *qkv, int32_t stride, int32_t heads, int32_t tokens, float *scratch,
                      mk_activations output) {
    ptrdiff_t width = (ptrdiff_t)heads * MK_BLOCK;
    // An odd number of vectors, because rows that are a power of two apart would share the cache's lines.
    int padded = ((tokens + LANES - 1) / LANES | 1) * LANES;
    float *keys = scratch, *scores = scratch + MK_BLOCK * padded;
    for (int head = 0; head < heads; head++) {
        const float *queries = qkv + head * MK_BLOCK, *key_rows = queries + width, *values = queries + 2 * width;
        for (ptrdiff_t key = 0; key < padded; key++) {
            const float *row = key_rows + (key < tokens ? key : tokens - 1) * stride;
#pragma clang loop vectorize(disable)
            for (int i = 0; i < MK_BLOCK; i++) keys[i * padded + key] = row[i];
        }
#define ATTEND(rows)                                                                                           \
    for (; token + (rows) <= tokens; token += (rows)) {                                                        \
        attend_rows(rows, queries + token * stride, keys, values, stride, tokens, padded, scores,              \
                    output.values + token * width + head * MK_BLOCK, width,                                    \
                    output.scales + token * heads + head, heads);                                              \
    }
        ptrdiff_t token = 0;
        ATTEND(ATTENTION_TILE)
        ATTEND(1)
#undef ATTEND
    }
}

/// Writes 1, -1 or 0 for each dimension of a passage token, and returns how many are not 0.
ALWAYS_INLINE int32_t unpack_signs(const uint8_t *bits, int32_t width, int8_t *signs) {
    const uint8_t *negative = bits + width / 8;
    int32_t count = 0;
    for (int32_t i = 0; i < width; i++) {
        int8_t sign = (int8_t)((bits[i / 8] >> (i % 8) & 1) - (negative[i / 8] >> (i % 8) & 1));
        signs[i] = sign;
        count += sign * sign;
    }
    return count;
}

ALWAYS_INLINE int32_t dot_product(const int8_t *a, const int8_t *b, int32_t width) {
    int32_t sum = 0;
    for (int32_t i = 0; i < width; i++) sum += (int32_t)a[i] * b[i];
    return sum;
}

static void align(const int8_t *question, int32_t questions, const uint8_t *passage, int32_t passages, int32_t width,
                  float *best) {
    int8_t signs[MK_GELU_INPUTS];
    for (int32_t q = 0; q < questions; q++) best[q] = passages > 0 ? -1 : 0;
    for (ptrdiff_t p = 0; p < passages; p++) {
        int32_t count = unpack_signs(passage + p * (width / 4), width, signs);
        float inverse = count > 0 ? 1 / __builtin_sqrtf((float)count) : 0;
        for (ptrdiff_t q = 0; q < questions; q++) {
            float cosine = (float)dot_product(question + q * width, signs, width) * inverse;
            if (p == 0 || cosine > best[q]) best[q] = cosine;
        }
    }
    for (ptrdiff_t q = 0; q < questions; q++) {
        int32_t square = dot_product(question + q * width, question + q * width, width);
        best[q] = square > 0 ? best[q] / __builtin_sqrtf((float)square) : 0;
    }
}

const mk_kernels KERNELS = {embed, add_norm, dense_linear, dense_gelu, attention, align};
