#include "Kernels.h"

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

bool mk_available(mk_level level) {
    switch (level) {
    case MK_PORTABLE: return true;
#if defined(__x86_64__)
    case MK_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    case MK_AVX512:
        return mk_available(MK_AVX2) && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512vnni");
#elif defined(__aarch64__) && defined(__APPLE__)
    case MK_NEON: return true;  // every Apple processor that runs macOS has the dot product
#elif defined(__aarch64__) && defined(__linux__)
    case MK_NEON: return (getauxval(AT_HWCAP) & (1ul << 20)) != 0;  // HWCAP_ASIMDDP
#endif
    default: return false;
    }
}

mk_level mk_fastest(void) {
    for (int level = MK_AVX512; level > MK_PORTABLE; level--) {
        if (mk_available((mk_level)level)) return (mk_level)level;
    }
    return MK_PORTABLE;
}

static const mk_kernels *kernels_of(mk_level level) {
    switch (level) {
#if defined(__x86_64__)
    case MK_AVX2: return &mk_avx2;
    case MK_AVX512: return &mk_avx512;
#elif defined(__aarch64__)
    case MK_NEON: return &mk_neon;
#endif
    default: return &mk_portable;
    }
}

void mk_embed(mk_level level, mk_tables tables, mk_norm norm, const int32_t *ids, int32_t tokens, float *rows,
              mk_activations quantized) {
    kernels_of(level)->embed(tables, norm, ids, tokens, rows, quantized);
}

void mk_add_norm(mk_level level, mk_norm norm, const float *addend, int32_t tokens, float *rows,
                 mk_activations quantized) {
    kernels_of(level)->add_norm(norm, addend, tokens, rows, quantized);
}

void mk_dense_linear(mk_level level, mk_dense dense, mk_activations input, int32_t tokens, float *out,
                     int32_t stride) {
    kernels_of(level)->dense_linear(dense, input, tokens, out, stride);
}

void mk_dense_gelu(mk_level level, mk_dense dense, mk_activations input, int32_t tokens, mk_activations output) {
    kernels_of(level)->dense_gelu(dense, input, tokens, output);
}

void mk_attention(mk_level level, const float *qkv, int32_t stride, int32_t heads, int32_t tokens, float *scratch,
                  mk_activations output) {
    kernels_of(level)->attention(qkv, stride, heads, tokens, scratch, output);
}

void mk_align(mk_level level, const int8_t *question, int32_t questions, const uint8_t *passage, int32_t passages,
              int32_t width, float *best) {
    kernels_of(level)->align(question, questions, passage, passages, width, best);
}

void mk_mean(const float *rows, int32_t tokens, int32_t width, float *mean) {
    for (int32_t i = 0; i < width; i++) mean[i] = 0;
    for (ptrdiff_t token = 0; token < tokens; token++) {
        for (int32_t i = 0; i < width; i++) mean[i] += rows[token * width + i];
    }
    for (int32_t i = 0; i < width; i++) mean[i] /= (float)tokens;
}
