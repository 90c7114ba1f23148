#define _POSIX_C_SOURCE 200809L  // setenv
#include "CLinearAlgebra.h"

#include <lbfgs.h>
#include <stdlib.h>
#include <string.h>

#ifdef __APPLE__
#define ACCELERATE_NEW_LAPACK
#include <Accelerate/Accelerate.h>
#else
#include <cblas.h>
#include <lapacke.h>
#endif

#if defined(__x86_64__) && defined(__linux__)
// OpenBLAS exports these, and declares them in no header. They are missing where another BLAS takes its place.
char *openblas_get_corename(void) __attribute__((weak));
void gotoblas_dynamic_init(void) __attribute__((weak));
void gotoblas_dynamic_quit(void) __attribute__((weak));

/// Lets OpenBLAS use all instructions of a processor that is newer than the library.
///
/// OpenBLAS 0.3.21 (Debian 12) recognises processors by their model number and takes its slowest code, `Prescott`, for
/// one that it does not know: on an Emerald Rapids Xeon it multiplies at 25 GFLOPS instead of 137. It reads
/// OPENBLAS_CORETYPE when it is loaded, before this program runs, so it is started once more.
static void choose_kernels(void) {
    static const char variable[] = "OPENBLAS_CORETYPE";
    if (!openblas_get_corename || !gotoblas_dynamic_init || !gotoblas_dynamic_quit) return;
    if (getenv(variable) || strcmp(openblas_get_corename(), "Prescott") != 0) return;
    __builtin_cpu_init();
    const char *core = NULL;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd")) {
        core = "SkylakeX";
    } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        core = "Haswell";
    }
    if (!core) return;
    setenv(variable, core, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv(variable);
}
#endif

#ifndef __APPLE__
/// Runs when the program starts, before any thread calls a function of this module.
__attribute__((constructor)) static void prepare(void) {
#ifdef __x86_64__
    choose_kernels();
#endif
    // Callers divide their work themselves. The threads of OpenBLAS wait by spinning, which wastes a core.
    openblas_set_num_threads(1);
}
#endif

void la_set_threads(int32_t count) {
#ifndef __APPLE__
    openblas_set_num_threads(count < 1 ? 1 : count);
#else
    (void)count;
#endif
}

void la_product(la_shape a_shape, la_shape b_shape, int32_t m, int32_t n, int32_t k, float alpha, const float *a,
                int32_t a_stride, const float *b, int32_t b_stride, float beta, float *c, int32_t c_stride) {
    cblas_sgemm(CblasRowMajor, a_shape == LA_PLAIN ? CblasNoTrans : CblasTrans,
                b_shape == LA_PLAIN ? CblasNoTrans : CblasTrans, m, n, k, alpha, a, a_stride, b, b_stride, beta, c,
                c_stride);
}

void la_gram(int32_t m, int32_t n, const float *a, int32_t a_stride, float *c) {
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, n, m, 1, a, a_stride, 0, c, n);
    for (int32_t row = 1; row < n; row++) {
        for (int32_t column = 0; column < row; column++) {
            c[(int64_t)row * n + column] = c[(int64_t)column * n + row];
        }
    }
}

void la_add_gram(int32_t m, int32_t n, const float *a, int32_t a_stride, float *c) {
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, n, m, 1, a, a_stride, 1, c, n);
}

bool la_eigen(int32_t n, double *a, double *values) {
    // A symmetric matrix is its own transpose, so column-major LAPACK leaves the eigenvectors in rows.
#ifdef __APPLE__
    __LAPACK_int order = n, work_size = -1, integer_size = -1, info = 0, integer_best = 0;
    double work_best = 0;
    dsyevd_("V", "U", &order, a, &order, values, &work_best, &work_size, &integer_best, &integer_size, &info);
    if (info != 0) return false;
    work_size = (__LAPACK_int)work_best;
    integer_size = integer_best;
    double *work = malloc(sizeof(double) * (size_t)work_size);
    __LAPACK_int *integers = malloc(sizeof(__LAPACK_int) * (size_t)integer_size);
    bool allocated = work && integers;
    if (allocated) {
        dsyevd_("V", "U", &order, a, &order, values, work, &work_size, integers, &integer_size, &info);
    }
    free(work);
    free(integers);
    return allocated && info == 0;
#else
    return LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'U', n, a, n, values) == 0;
#endif
}

bool la_top_eigen(int32_t n, double *a, int32_t count, double *vectors, double *values) {
    // The upper triangle of rows is the lower triangle of columns.
#ifdef __APPLE__
    __LAPACK_int order = n, first = n - count + 1, last = n, found = 0, work_size = -1, integer_size = -1, info = 0;
    __LAPACK_int integer_best = 0;
    double none = 0, work_best = 0;
    double *all = malloc(sizeof(double) * (size_t)n);
    __LAPACK_int *support = malloc(sizeof(__LAPACK_int) * 2 * (size_t)count);
    double *work = NULL;
    __LAPACK_int *integers = NULL;
    bool done = all && support;
    if (done) {
        dsyevr_("V", "I", "L", &order, a, &order, &none, &none, &first, &last, &none, &found, all, vectors, &order,
                support, &work_best, &work_size, &integer_best, &integer_size, &info);
        work_size = (__LAPACK_int)work_best;
        integer_size = integer_best;
        work = malloc(sizeof(double) * (size_t)work_size);
        integers = malloc(sizeof(__LAPACK_int) * (size_t)integer_size);
        done = info == 0 && work && integers;
    }
    if (done) {
        dsyevr_("V", "I", "L", &order, a, &order, &none, &none, &first, &last, &none, &found, all, vectors, &order,
                support, work, &work_size, integers, &integer_size, &info);
        done = info == 0 && found == count;
    }
    if (done) memcpy(values, all, sizeof(double) * (size_t)count);
    free(all);
    free(support);
    free(work);
    free(integers);
    return done;
#else
    int32_t found = 0;
    // LAPACK writes n eigenvalues at most, and says where each vector is not zero.
    double *all = malloc(sizeof(double) * (size_t)n);
    int32_t *support = malloc(sizeof(int32_t) * 2 * (size_t)count);
    bool done = all && support
        && LAPACKE_dsyevr(LAPACK_COL_MAJOR, 'V', 'I', 'L', n, a, n, 0, 0, n - count + 1, n, 0, &found, all, vectors, n,
                          support) == 0
        && found == count;
    if (done) memcpy(values, all, sizeof(double) * (size_t)count);
    free(all);
    free(support);
    return done;
#endif
}

bool la_solve(int32_t n, double *a, int32_t columns, double *b) {
#ifdef __APPLE__
    // LAPACK wants columns one after another.
    double *turned = malloc(sizeof(double) * (size_t)n * (size_t)columns);
    if (!turned) return false;
    for (int32_t row = 0; row < n; row++) {
        for (int32_t column = 0; column < columns; column++) {
            turned[(size_t)column * n + row] = b[(size_t)row * columns + column];
        }
    }
    __LAPACK_int order = n, rights = columns, info = 0;
    dposv_("U", &order, &rights, a, &order, turned, &order, &info);
    for (int32_t row = 0; row < n; row++) {
        for (int32_t column = 0; column < columns; column++) {
            b[(size_t)row * columns + column] = turned[(size_t)column * n + row];
        }
    }
    free(turned);
    return info == 0;
#else
    return LAPACKE_dposv(LAPACK_ROW_MAJOR, 'U', n, columns, a, n, b, columns) == 0;
#endif
}

typedef struct {
    la_function function;
    void *context;
} minimization;

static lbfgsfloatval_t evaluate(void *instance, const lbfgsfloatval_t *x, lbfgsfloatval_t *gradient, const int n,
                                const lbfgsfloatval_t step) {
    (void)step;
    const minimization *problem = instance;
    return problem->function(problem->context, x, gradient, n);
}

bool la_minimize(int32_t n, double *x, la_function function, void *context, int32_t memory, double tolerance,
                 int32_t iterations) {
    lbfgs_parameter_t parameters;
    lbfgs_parameter_init(&parameters);
    parameters.m = memory;
    parameters.epsilon = tolerance;
    parameters.max_iterations = iterations;
    // liblbfgs wants memory that is aligned for its vector instructions.
    lbfgsfloatval_t *variables = lbfgs_malloc(n);
    if (!variables) return false;
    memcpy(variables, x, sizeof(double) * (size_t)n);
    minimization problem = {function, context};
    int result = lbfgs(n, variables, NULL, evaluate, NULL, &problem, &parameters);
    memcpy(x, variables, sizeof(double) * (size_t)n);
    lbfgs_free(variables);
    switch (result) {
        case LBFGS_SUCCESS:
        case LBFGS_STOP:
        case LBFGS_ALREADY_MINIMIZED:
        case LBFGSERR_MAXIMUMITERATION:
        // The line search ends this way where the value no longer changes within the precision of a double.
        case LBFGSERR_ROUNDING_ERROR:
        case LBFGSERR_MAXIMUMLINESEARCH:
        case LBFGSERR_MINIMUMSTEP: return true;
        default: return false;
    }
}

enum {
    /// Numbers that are compared at a time without a branch. Few of them are found, so most blocks end there.
    BLOCK = 32,
};

int32_t la_at_least(const float *values, int32_t count, float floor, const float *floors, int32_t *found) {
    int32_t total = 0;
    for (int32_t start = 0; start < count; start += BLOCK) {
        int32_t end = count - start < BLOCK ? count : start + BLOCK;
        if (end - start == BLOCK) {
            int32_t any = 0;
            for (int32_t i = start; i < start + BLOCK; i++) any |= (values[i] >= floor) | (values[i] >= floors[i]);
            if (!any) continue;
        }
        for (int32_t i = start; i < end; i++) {
            if (values[i] >= floor || values[i] >= floors[i]) found[total++] = i;
        }
    }
    return total;
}
