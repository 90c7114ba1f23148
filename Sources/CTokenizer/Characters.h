// Reads text as folded characters.
#ifndef CT_CHARACTERS_H
#define CT_CHARACTERS_H

#include <stdbool.h>
#include <stdint.h>

/// The role of a character in a text. PASSED characters are ignored.
typedef enum { SEPARATOR, LETTER, DIGIT, PAIRED, PASSED } kind;

/// The case of a letter in the text. Only A to Z have one: names in code are written with them.
typedef enum { OTHER_CASE, SMALL, CAPITAL } letter_case;

typedef struct {
    uint32_t code;
    kind kind;
    /// The bytes of the text that it was made of.
    int start, end;
    letter_case letter_case;
} character;

/// A position in a text. Copy it to look ahead.
typedef struct {
    const unsigned char *text;
    int length, at;
    /// The rest of a character that folds to several, up to a space; NULL if there is none.
    const unsigned char *rest;
    int start;
} reader;

/// Reads the next character. Returns false at the end. Bytes that are not valid UTF-8 separate tokens.
bool next_character(reader *reader, character *next);

/// Writes `code` as UTF-8 and returns the number of bytes, at most 4.
int write_utf8(uint32_t code, char *to);

/// Fills the tables once. Call it before anything is read.
void prepare_characters(void);

#endif
