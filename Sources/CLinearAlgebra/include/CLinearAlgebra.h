// Linear algebra and optimisation from well-kept libraries: OpenBLAS and LAPACKE on Linux, Accelerate on macOS, and
// liblbfgs on both. All matrices are row-major. No function keeps a pointer after it returns.
#ifndef CLINEARALGEBRA_H
#define CLINEARALGEBRA_H

#include <stdbool.h>
#include <stdint.h>

/// Sets how many threads the matrix products of this process use, at least 1; it is 1 unless this is called. Does
/// nothing on macOS, where the system decides.
void la_set_threads(int32_t count);

/// Whether an operand is used as it is or transposed.
typedef enum {
    LA_PLAIN = 0,
    LA_TRANSPOSED = 1,
} la_shape;

/// c [m][n] = alpha * op(a) * op(b) + beta * c, where op(a) is m x k and op(b) is k x n. `a_stride`, `b_stride` and
/// `c_stride` are the distances between the starts of two rows, in floats.
void la_product(la_shape a_shape, la_shape b_shape, int32_t m, int32_t n, int32_t k, float alpha, const float *a,
                int32_t a_stride, const float *b, int32_t b_stride, float beta, float *c, int32_t c_stride);

/// c [n][n] = transpose(a) * a for a [m][n], in single precision. Both triangles are written.
void la_gram(int32_t m, int32_t n, const float *a, int32_t a_stride, float *c);

/// Adds the upper triangle of transpose(a) * a to that of c [n][n], for a [m][n], in single precision. The rest of c
/// stays as it is.
void la_add_gram(int32_t m, int32_t n, const float *a, int32_t a_stride, float *c);

/// Replaces the symmetric matrix `a` [n][n] by its eigenvectors, one a row, and writes the eigenvalues to `values`,
/// both in ascending order of the eigenvalues. Returns whether it succeeded.
bool la_eigen(int32_t n, double *a, double *values);

/// Writes the `count` greatest eigenvalues of a symmetric matrix to `values`, ascending, and their eigenvectors to
/// `vectors` [count][n]. Reads the upper triangle of `a` [n][n] and overwrites `a`. `count` is 1 to n. Returns whether
/// it succeeded. It is several times faster than `la_eigen` if `count` is small.
bool la_top_eigen(int32_t n, double *a, int32_t count, double *vectors, double *values);

/// Solves a * x = b for the symmetric positive definite matrix `a` [n][n] and `b` [n][columns], and replaces `b` by x.
/// Overwrites `a`. Returns whether it succeeded.
bool la_solve(int32_t n, double *a, int32_t columns, double *b);

/// Returns the value of a function at `x` [n], and writes its gradient there to `gradient` [n].
typedef double (*la_function)(void *context, const double *x, double *gradient, int32_t n);

/// Finds a minimum of `function` by L-BFGS with `memory` corrections, starting from `x` [n], which is replaced by the
/// result. Stops where the gradient is at most `tolerance` times the length of x, or after `iterations` (0: no limit).
/// Returns whether it converged or stopped at a limit with a usable result.
bool la_minimize(int32_t n, double *x, la_function function, void *context, int32_t memory, double tolerance,
                 int32_t iterations);

/// Replaces the scores of `count` texts by the derivatives of their cross-entropy, probability minus truth, and returns
/// the sum of the cross-entropies. `scores` [classes][count] has a row a class, to which biases[class] is added first;
/// `labels` are the classes of the texts. Adds the sum of each row of derivatives to `sums` [classes].
double la_softmax(int32_t classes, int32_t count, float *scores, const float *biases, const int32_t *labels,
                  float *sums);

/// Writes the positions i with values[i] >= floor, or values[i] >= floors[i], to `found`, ascending, which has room for
/// `count`. Returns how many.
int32_t la_at_least(const float *values, int32_t count, float floor, const float *floors, int32_t *found);

#endif
