// Words for a keyword index: what text is cut into, for FTS5 and for questions alike, and a search over such an index.
//
// Cut are: letters into words (case, width, accents folded by NFKC; English stems after Porter), digits into numbers,
// and scripts without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) into overlapping pairs of characters,
// traditional as simplified. What is joined by `-`, `.` or `_`, or mixes letters and digits, gives its whole and its
// parts: `E-1042` is `e1042`, `e`, `1042`. All else separates. Nothing here allocates but the search; any bytes are safe.
#ifndef CTOKENIZER_H
#define CTOKENIZER_H

#include <stdint.h>

struct sqlite3;

enum {
    /// Bytes of a token at most; what is longer is cut off there.
    CT_LONGEST = 64,
    /// The token starts where the one before it did: a whole beside its first part (FTS5_TOKEN_COLOCATED).
    CT_COLOCATED = 1,
    /// Of a question alone: a single character, to be looked for at the start of every pair.
    CT_PREFIX = 256,
};

/// What a text is read as.
typedef enum {
    /// To be indexed. Each run of pairs ends with its last character alone, so that every character starts a token.
    CT_DOCUMENT,
    /// To be looked for.
    CT_QUESTION,
} ct_purpose;

/// Takes a token of `length` bytes (UTF-8), made of the bytes from `start` to `end` of the text. Anything but 0 ends it all.
typedef int (*ct_taker)(void *context, int flags, const char *token, int length, int start, int end);

/// Cuts `length` bytes of `text` and hands over each token in its place; returns 0, or what ended it. Linear in `length`.
int ct_tokenize(const char *text, int length, ct_purpose purpose, void *context, ct_taker take);

/// Gives a connection the tokenizer `kefu` and the function `kefu_search`; returns an SQLite result code. In a query a
/// string that begins with the byte 1 is a token already and passes as it is.
///
///     kefu_search(table, 'table', limit, k1, b, common, allowed, weight of column 1, ...)
///
/// scores all rows that hold a phrase of the query by BM25 (Robertson, Zaragoza: "The Probabilistic Relevance Framework",
/// 2009, section 3.5 for the weights) and gives the best `limit` as a BLOB of `ct_hit`. One row of the query is
/// enough: add `LIMIT 1`. Of a phrase in more than `common` (0 to 1) of all rows no more than that is read, and it
/// counts only where all are so. `allowed` is NULL or a BLOB of rowids, 64 bits each and ascending: no other row is
/// found. The first argument after the table is its name.
int ct_register(struct sqlite3 *connection);

/// A row that was found, best first; equal scores by rowid.
typedef struct {
    int64_t row;
    double score;
    /// Part of the query's weight that the row holds, 0 to 1: idf of its phrases over that of all that count.
    double coverage;
} ct_hit;

#endif
