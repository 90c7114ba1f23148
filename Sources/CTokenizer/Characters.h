// Text as folded characters.
#ifndef CT_CHARACTERS_H
#define CT_CHARACTERS_H

#include <stdbool.h>
#include <stdint.h>

/// What a character does in a text; PASSED ones are as good as absent.
typedef enum { SEPARATOR, LETTER, DIGIT, PAIRED, PASSED } kind;

typedef struct {
    uint32_t code;
    kind kind;
    /// The bytes of the text it was made of.
    int start, end;
} character;

/// A place in a text. May be copied to look ahead.
typedef struct {
    const unsigned char *text;
    int length, at;
    /// What is left of a character that counts as several, up to a space; NULL where none is under way.
    const unsigned char *rest;
    int start;
} reader;

/// Reads the next character; false at the end. Bytes that are no UTF-8 separate.
bool next_character(reader *reader, character *next);

/// Writes `code` as UTF-8 and returns how many bytes it took, 4 at most.
int write_utf8(uint32_t code, char *to);

/// Fills the tables, once; needed before anything is read.
void prepare_characters(void);

#endif
