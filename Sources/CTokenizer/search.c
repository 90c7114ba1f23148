#include "Search.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "CTokenizer.h"

enum {
    MOST_COLUMNS = 16,
    /// A phrase in at most this many rows is never common.
    FEW = 2000,
};

/// A row that contains a phrase, and how often: each occurrence counts as the weight of its column.
typedef struct {
    int64_t row;
    float count;
} posting;

/// The rows of a phrase in ascending order.
typedef struct {
    posting *postings;
    size_t count, room, at;
    double idf;
    /// Whether more rows contain it than were read.
    bool common;
} list;

typedef struct {
    int limit, phrases, columns;
    double k1, b, share;
    /// The most rows of a phrase that is not common; INT64_MAX as soon as all phrases are.
    int64_t common;
    const unsigned char *allowed;
    size_t allowed_count;
    double weights[MOST_COLUMNS];
    sqlite3_int64 rows;
    double average;
    list *lists;
    /// The list that is filled now.
    list *current;
    /// The best rows so far, in a heap whose root is the worst of them.
    ct_hit *hits;
    int count, room;
} search;

// MARK: Reading the rows of a phrase

static int take_row(const Fts5ExtensionApi *fts, Fts5Context *at, void *context) {
    search *search = context;
    list *list = search->current;
    if (list->count >= (size_t)search->common) {
        list->common = true;
        return SQLITE_DONE;
    }
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 256;
        posting *grown = realloc(list->postings, room * sizeof *grown);
        if (!grown) return SQLITE_NOMEM;
        list->postings = grown;
        list->room = room;
    }
    double count = 0;
    Fts5PhraseIter place;
    int column, offset;
    int code = fts->xPhraseFirst(at, 0, &place, &column, &offset);
    if (code != SQLITE_OK) return code;
    for (; column >= 0; fts->xPhraseNext(at, &place, &column, &offset)) {
        if (column < search->columns) count += search->weights[column];
    }
    list->postings[list->count++] = (posting){fts->xRowid(at), (float)count};
    return SQLITE_OK;
}

/// Reads the rows of every phrase. Phrases in too many rows are left out, unless all phrases are.
static int read_lists(const Fts5ExtensionApi *fts, Fts5Context *at, search *search) {
    bool any = false;
    for (int phrase = 0; phrase < search->phrases; phrase++) {
        search->current = &search->lists[phrase];
        int code = fts->xQueryPhrase(at, phrase, search, take_row);
        if (code != SQLITE_OK) return code;
        any |= search->current->count > 0 && !search->current->common;
    }
    if (any) {
        for (int phrase = 0; phrase < search->phrases; phrase++) {
            list *list = &search->lists[phrase];
            if (list->common) list->count = 0;
        }
        return SQLITE_OK;
    }
    search->common = INT64_MAX;
    for (int phrase = 0; phrase < search->phrases; phrase++) {
        search->current = &search->lists[phrase];
        search->current->count = 0;
        search->current->common = false;
        int code = fts->xQueryPhrase(at, phrase, search, take_row);
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

// MARK: Keeping the best

static bool worse(ct_hit a, ct_hit b) { return a.score < b.score || (a.score == b.score && a.row > b.row); }

static void sift_down(ct_hit *heap, int count, int parent) {
    for (;;) {
        int least = parent;
        for (int child = 2 * parent + 1; child <= 2 * parent + 2 && child < count; child++) {
            if (worse(heap[child], heap[least])) least = child;
        }
        if (least == parent) return;
        ct_hit moved = heap[parent];
        heap[parent] = heap[least];
        heap[least] = moved;
        parent = least;
    }
}

static void keep(search *search, ct_hit hit) {
    if (search->count < search->room) {
        int child = search->count++;
        while (child > 0 && worse(hit, search->hits[(child - 1) / 2])) {
            search->hits[child] = search->hits[(child - 1) / 2];
            child = (child - 1) / 2;
        }
        search->hits[child] = hit;
    } else if (worse(search->hits[0], hit)) {
        search->hits[0] = hit;
        sift_down(search->hits, search->count, 0);
    }
}

static int best_first(const void *a, const void *b) { return worse(*(const ct_hit *)b, *(const ct_hit *)a) ? -1 : 1; }

// MARK: Scoring

/// Returns the BM25 weight of a phrase that occurs `count` times in a row whose length is `length` times the average.
static double saturated(const search *search, double count, double length) {
    return count * (search->k1 + 1) / (count + search->k1 * (1 - search->b + search->b * length));
}

/// Returns whether `row` may be found. Call it with ascending rows.
static bool is_allowed(const search *search, size_t *at, int64_t row) {
    if (!search->allowed) return true;
    for (; *at < search->allowed_count; ++*at) {
        int64_t allowed;
        memcpy(&allowed, search->allowed + *at * sizeof allowed, sizeof allowed);
        if (allowed >= row) return allowed == row;
    }
    return false;
}

/// Merges all lists row by row and keeps the rows that score best if all rows have the average length.
static void gather(search *search) {
    size_t allowed = 0;
    for (;;) {
        int64_t row = INT64_MAX;
        for (int i = 0; i < search->phrases; i++) {
            const list *list = &search->lists[i];
            if (list->at < list->count && list->postings[list->at].row < row) row = list->postings[list->at].row;
        }
        if (row == INT64_MAX) return;
        ct_hit hit = {row, 0, 0};
        for (int i = 0; i < search->phrases; i++) {
            list *list = &search->lists[i];
            if (list->at == list->count || list->postings[list->at].row != row) continue;
            hit.score += list->idf * saturated(search, list->postings[list->at].count, 1);
            hit.coverage += list->idf;
            list->at++;
        }
        if (is_allowed(search, &allowed, row)) keep(search, hit);
    }
}

static const posting *find(const list *list, int64_t row) {
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list->postings[middle].row < row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < list->count && list->postings[low].row == row ? &list->postings[low] : NULL;
}

/// Returns the number of tokens of a row, from the sizes of its columns. Each is a varint of at most five bytes
/// (https://sqlite.org/fileformat2.html#varint).
static double total(const unsigned char *sizes, int length) {
    double total = 0;
    uint64_t size = 0;
    for (int i = 0; i < length; i++) {
        size = size << 7 | (sizes[i] & 0x7F);
        if (sizes[i] & 0x80) continue;
        total += (double)size;
        size = 0;
    }
    return total;
}

/// Scores the kept rows again, by the true length of each.
static int rescore(search *search, sqlite3_stmt *lengths) {
    for (int i = 0; i < search->count; i++) {
        ct_hit *hit = &search->hits[i];
        sqlite3_bind_int64(lengths, 1, hit->row);
        int code = sqlite3_step(lengths);
        if (code != SQLITE_ROW) return code == SQLITE_DONE ? SQLITE_CORRUPT_VTAB : code;
        const unsigned char *sizes = sqlite3_column_blob(lengths, 0);
        double length = total(sizes, sqlite3_column_bytes(lengths, 0)) / search->average;
        sqlite3_reset(lengths);
        hit->score = 0;
        for (int phrase = 0; phrase < search->phrases; phrase++) {
            const posting *posting = find(&search->lists[phrase], hit->row);
            if (posting) hit->score += search->lists[phrase].idf * saturated(search, posting->count, length);
        }
    }
    return SQLITE_OK;
}

// MARK: The function

static int run(const Fts5ExtensionApi *fts, Fts5Context *at, search *search, sqlite3 *db, const char *table) {
    sqlite3_int64 tokens = 0;
    int code = fts->xRowCount(at, &search->rows);
    if (code == SQLITE_OK) code = fts->xColumnTotalSize(at, -1, &tokens);
    double common = search->share * (double)search->rows;
    search->common = common < FEW ? FEW : (int64_t)common;
    if (code == SQLITE_OK) code = read_lists(fts, at, search);
    if (code != SQLITE_OK) return code;
    search->average = search->rows > 0 && tokens > 0 ? (double)tokens / (double)search->rows : 1;
    double weight = 0;
    for (int i = 0; i < search->phrases; i++) {
        list *list = &search->lists[i];
        double rows = (double)list->count;
        list->idf = list->common ? 0 : log(1 + ((double)search->rows - rows + 0.5) / (rows + 0.5));
        weight += list->idf;
    }
    gather(search);
    sqlite3_stmt *lengths = NULL;
    char *sql = sqlite3_mprintf("SELECT sz FROM \"%w_docsize\" WHERE id = ?", table);
    code = sql ? sqlite3_prepare_v2(db, sql, -1, &lengths, NULL) : SQLITE_NOMEM;
    sqlite3_free(sql);
    if (code == SQLITE_OK) code = rescore(search, lengths);
    sqlite3_finalize(lengths);
    if (weight > 0) {
        for (int i = 0; i < search->count; i++) search->hits[i].coverage /= weight;
    }
    return code;
}

enum { TABLE, LIMIT, K1, B, COMMON, ALLOWED, WEIGHTS };

void ct_search(const Fts5ExtensionApi *fts, Fts5Context *at, sqlite3_context *result, int count, sqlite3_value **values) {
    const char *table = count > WEIGHTS ? (const char *)sqlite3_value_text(values[TABLE]) : NULL;
    if (!table || sqlite3_value_int(values[LIMIT]) < 0) {
        sqlite3_result_error(result, "wrong arguments to kefu_search", -1);
        return;
    }
    search search = {
        .limit = sqlite3_value_int(values[LIMIT]),
        .phrases = fts->xPhraseCount(at),
        .columns = count - WEIGHTS < MOST_COLUMNS ? count - WEIGHTS : MOST_COLUMNS,
        .k1 = sqlite3_value_double(values[K1]),
        .b = sqlite3_value_double(values[B]),
        .allowed = sqlite3_value_type(values[ALLOWED]) == SQLITE_NULL ? NULL : (const void *)"",
    };
    search.room = 4 * search.limit + 100;
    if (search.allowed) {
        search.allowed_count = (size_t)sqlite3_value_bytes(values[ALLOWED]) / sizeof(int64_t);
        if (search.allowed_count) search.allowed = sqlite3_value_blob(values[ALLOWED]);
    }
    for (int i = 0; i < search.columns; i++) search.weights[i] = sqlite3_value_double(values[WEIGHTS + i]);
    search.lists = calloc((size_t)search.phrases + 1, sizeof *search.lists);
    search.hits = malloc((size_t)search.room * sizeof *search.hits);
    search.share = sqlite3_value_double(values[COMMON]);
    int code = search.lists && search.hits
                 ? run(fts, at, &search, sqlite3_context_db_handle(result), table)
                 : SQLITE_NOMEM;
    if (code == SQLITE_OK) {
        qsort(search.hits, (size_t)search.count, sizeof *search.hits, best_first);
        int kept = search.count < search.limit ? search.count : search.limit;
        sqlite3_result_blob(result, search.hits, kept * (int)sizeof *search.hits, SQLITE_TRANSIENT);
    } else {
        sqlite3_result_error_code(result, code);
    }
    for (int i = 0; search.lists && i < search.phrases; i++) free(search.lists[i].postings);
    free(search.lists);
    free(search.hits);
}
