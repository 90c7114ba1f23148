// The function `kefu_search`; see CTokenizer.h.
#ifndef CT_SEARCH_H
#define CT_SEARCH_H

#include <sqlite3.h>

void ct_search(const Fts5ExtensionApi *fts, Fts5Context *at, sqlite3_context *result, int count, sqlite3_value **values);

#endif
