// English words without their endings.
#ifndef CT_STEM_H
#define CT_STEM_H

#include <stdbool.h>

/// Cuts a word of lower-case ASCII letters down to its stem, in place; returns its length, never more than before.
int stem(char *letters, int length);

#endif
