#pragma once
#include <libxml/xmlversion.h>
// Debian's libxml2 includes the system's ICU headers, which clash with those inside Foundation. Only a struct that we
// never use depends on them.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>

// `xmlFree` is a global variable that holds a function, which Swift regards as shared mutable state.
static inline void chtml_free(void *memory) { xmlFree(memory); }
