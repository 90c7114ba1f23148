// The tokenizer of the keyword index, for FTS5 and for questions, and the search over such an index.
//
// Letters become words (case, width and accents folded by NFKC, English words stemmed after Porter), digits become
// numbers. Scripts without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) become overlapping pairs of
// characters, traditional ones as simplified ones. Text that `-`, `.` or `_` joins, or that mixes letters and digits,
// becomes a token for the whole and one for each part: `E-1042` gives `e1042`, `e` and `1042`. So does a name whose
// words begin with capitals: `maxPageCount` gives `maxpagecount`, `max`, `page` and `count`. Every other character
// separates tokens. Only the search allocates memory. Any bytes are safe input.
#ifndef CTOKENIZER_H
#define CTOKENIZER_H

#include <stdint.h>

struct sqlite3;

enum {
    /// The most bytes of a token. A longer one is cut off there.
    CT_LONGEST = 64,
    /// The token starts where the one before it starts, as a whole and its first part do (FTS5_TOKEN_COLOCATED).
    CT_COLOCATED = 1,
    /// In a question only: a single character, which matches every pair that begins with it.
    CT_PREFIX = 256,
};

/// The purpose that a text is split for.
typedef enum {
    /// The text is indexed. Each run of pairs ends with its last character alone, so that every character starts a
    /// token.
    CT_DOCUMENT,
    /// The text is looked up.
    CT_QUESTION,
} ct_purpose;

/// Takes a token of `length` bytes (UTF-8), made of the bytes from `start` to `end` of the text. A result other than 0
/// ends the tokenizing.
typedef int (*ct_taker)(void *context, int flags, const char *token, int length, int start, int end);

/// Splits `length` bytes of `text` and passes the tokens to `take` in order. Returns 0, or the result of `take` that
/// ended it. Takes time linear in `length`.
int ct_tokenize(const char *text, int length, ct_purpose purpose, void *context, ct_taker take);

/// Returns the simplified form of a traditional Chinese character, and every other character as it is.
uint32_t ct_simplified(uint32_t character);

/// Adds the tokenizer `kefu` and the function `kefu_search` to a connection. Returns an SQLite result code. In a
/// query, a string that begins with the byte 1 is a token already and is not split.
///
///     kefu_search(table, 'table', limit, k1, b, common, allowed, weight of column 1, ...)
///
/// scores all rows that contain a phrase of the query by BM25 (Robertson, Zaragoza: "The Probabilistic Relevance
/// Framework", 2009; section 3.5 describes the weights) and returns the best `limit` as a BLOB of `ct_hit`. Add
/// `LIMIT 1`, because one row of the query is enough. The second argument is the table's name. A phrase that more
/// than the share `common` (0 to 1) of all rows contain is not read further, and counts only if all phrases are so
/// common. `allowed` is NULL, or a BLOB of 64-bit rowids in ascending order; no other row is found.
int ct_register(struct sqlite3 *connection);

/// A row that was found. Hits are sorted best first, equal scores by rowid.
typedef struct {
    int64_t row;
    double score;
    /// The share of the query's weight that the row contains, 0 to 1: the idf of its phrases divided by that of all
    /// phrases that count.
    double coverage;
} ct_hit;

#endif
