#include <sqlite3.h>
#include <stddef.h>

#include "CTokenizer.h"
#include "Search.h"

// The tokenizer has no state, so all connections share one.
static int create(void *context, const char **arguments, int count, Fts5Tokenizer **tokenizer) {
    (void)arguments;
    *tokenizer = context;
    return count == 0 ? SQLITE_OK : SQLITE_ERROR;
}

static void delete(Fts5Tokenizer *tokenizer) { (void)tokenizer; }

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, ct_taker take) {
    (void)tokenizer;
    if (!text || length <= 0) return SQLITE_OK;
    if (!(flags & FTS5_TOKENIZE_QUERY)) return ct_tokenize(text, length, CT_DOCUMENT, context, take);
    if (text[0] == 1) return take(context, 0, text + 1, length - 1, 0, length);
    return ct_tokenize(text, length, CT_QUESTION, context, take);
}

/// https://sqlite.org/fts5.html#extending_fts5
static int find_fts5(sqlite3 *connection, fts5_api **api) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(connection, "SELECT fts5(?)", -1, &statement, NULL);
    if (code != SQLITE_OK) return code;
    sqlite3_bind_pointer(statement, 1, api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    code = sqlite3_finalize(statement);
    return code == SQLITE_OK && !*api ? SQLITE_ERROR : code;
}

int ct_register(sqlite3 *connection) {
    static char stateless;
    static fts5_tokenizer tokenizer = {create, delete, tokenize};
    fts5_api *api = NULL;
    int code = find_fts5(connection, &api);
    if (code == SQLITE_OK) code = api->xCreateTokenizer(api, "kefu", &stateless, &tokenizer, NULL);
    if (code == SQLITE_OK) code = api->xCreateFunction(api, "kefu_search", NULL, ct_search, NULL);
    return code;
}
