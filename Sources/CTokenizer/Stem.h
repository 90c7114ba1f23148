// Removes the endings of English words.
#ifndef CT_STEM_H
#define CT_STEM_H

#include <stdbool.h>

/// Reduces a word of lower-case ASCII letters to its stem, in place. Returns its length, which never grows.
int stem(char *letters, int length);

#endif
