#include "CLinearAlgebra.h"

#include <math.h>
#include <string.h>

// The build knows only the oldest processor of its kind; clones use what the present one has.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

enum {
    /// Rows that are handled at a time, so that their numbers stay in registers and the nearest cache.
    WIDTH = 64,
};

/// Returns e^x for x <= 0 with a relative error below 2e-7: 2^n times a polynomial for the rest. The compiler turns a
/// loop of it into vector instructions, which it cannot do with a call of the C library.
static inline float exponential(float x) {
    float scaled = (x > -87 ? x : -87) * 1.44269504f;
    // Adding 1.5 * 2^23 leaves no room for a fraction, which rounds without a call.
    float whole = (scaled + 12582912) - 12582912;
    float rest = (scaled - whole) * 0.69314718f;
    // Taylor to the 7th power; the rest is at most ln 2 / 2.
    float value = 1 / 5040.0f;
    value = value * rest + 1 / 720.0f;
    value = value * rest + 1 / 120.0f;
    value = value * rest + 1 / 24.0f;
    value = value * rest + 1 / 6.0f;
    value = value * rest + 0.5f;
    value = value * rest + 1;
    value = value * rest + 1;
    int32_t bits = ((int32_t)whole + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return value * power;
}

/// Handles `width` columns of `scores`, at most WIDTH. Loops run over columns, which are independent of one another.
FOR_EACH_PROCESSOR
static double softmax_columns(int32_t classes, int32_t width, float *scores, int32_t stride, const float *biases,
                              const int32_t *labels, float *sums) {
    float top[WIDTH], total[WIDTH], own[WIDTH];
    for (int32_t i = 0; i < width; i++) {
        top[i] = -INFINITY;
        total[i] = 0;
        own[i] = scores[(int64_t)labels[i] * stride + i] + biases[labels[i]];
    }
    for (int32_t c = 0; c < classes; c++) {
        float *row = scores + (int64_t)c * stride;
        for (int32_t i = 0; i < width; i++) {
            float value = row[i] + biases[c];
            row[i] = value;
            top[i] = value > top[i] ? value : top[i];
        }
    }
    for (int32_t c = 0; c < classes; c++) {
        float *row = scores + (int64_t)c * stride;
        for (int32_t i = 0; i < width; i++) {
            row[i] = exponential(row[i] - top[i]);
            total[i] += row[i];
        }
    }
    double loss = 0;
    for (int32_t i = 0; i < width; i++) {
        loss += top[i] + logf(total[i]) - own[i];
        total[i] = 1 / total[i];
    }
    for (int32_t c = 0; c < classes; c++) {
        float *row = scores + (int64_t)c * stride;
        for (int32_t i = 0; i < width; i++) row[i] *= total[i];
    }
    for (int32_t i = 0; i < width; i++) scores[(int64_t)labels[i] * stride + i] -= 1;
    for (int32_t c = 0; c < classes; c++) {
        const float *row = scores + (int64_t)c * stride;
        float sum = 0;
        // Any order of the sum will do.
        for (int32_t i = 0; i < width; i++) {
#pragma clang fp reassociate(on)
            sum += row[i];
        }
        sums[c] += sum;
    }
    return loss;
}

double la_softmax(int32_t classes, int32_t count, float *scores, const float *biases, const int32_t *labels,
                  float *sums) {
    double loss = 0;
    for (int32_t start = 0; start < count; start += WIDTH) {
        int32_t width = count - start < WIDTH ? count - start : WIDTH;
        loss += softmax_columns(classes, width, scores + start, count, biases, labels + start, sums);
    }
    return loss;
}
