#include <stdbool.h>
#include <string.h>

#include "CTokenizer.h"
#include "Characters.h"
#include "Stem.h"

/// The state of the tokenizer on one text.
typedef struct {
    reader reader;
    ct_purpose purpose;
    void *context;
    ct_taker take;
    /// The result of `take` that ended the tokenizing; 0 until then.
    int ended;
} pass;

static void give(pass *pass, int flags, const char *token, int length, int start, int end) {
    if (length > 0 && pass->ended == 0) pass->ended = pass->take(pass->context, flags, token, length, start, end);
}

// MARK: Pairs

/// Reads a run of characters that become pairs, from `first` on. `after` gets the character behind it. Returns false at
/// the end of the text.
static bool take_pairs(pass *pass, character first, character *after) {
    char letters[8];
    int length = write_utf8(first.code, letters);
    character last = first;
    bool alone = true, more;
    while ((more = next_character(&pass->reader, after)) && after->kind == PAIRED && pass->ended == 0) {
        int added = write_utf8(after->code, letters + length);
        give(pass, 0, letters, length + added, last.start, after->end);
        memmove(letters, letters + length, (size_t)added);
        length = added;
        last = *after;
        alone = false;
    }
    if (pass->purpose == CT_DOCUMENT) {
        give(pass, 0, letters, length, last.start, last.end);
    } else if (alone) {
        give(pass, CT_PREFIX, letters, length, last.start, last.end);
    }
    return more;
}

// MARK: Words, numbers and compounds of both

/// What stands in front of a piece: nothing, `_`, or another joining sign. Names are written with `_`, so it does not
/// end a segment.
typedef enum { TOUCHES, UNDERSCORE, SIGN } joint;

/// A run of digits, or of letters that are one word.
typedef struct {
    kind kind;
    joint joint;
    /// Its place in the compound's letters, and in the text.
    int from, to, start, end;
    int characters;
} piece;

/// The most pieces of a compound as it is read, and after its names are split.
enum { PIECES = 12, SPLIT_PIECES = 24 };

/// Pieces that belong together: `E-1042`, `v2.3.1`, `e-mail`, `maxPageCount`. Its letters are stored without the
/// joining signs.
typedef struct {
    char letters[CT_LONGEST];
    /// For the first byte of each character: its case, and its place in the text.
    letter_case cases[CT_LONGEST];
    int starts[CT_LONGEST], ends[CT_LONGEST];
    int length, count;
    piece pieces[SPLIT_PIECES];
    /// Whether something did not fit.
    bool cut;
} compound;

/// Adds a character. Returns false if the compound is full, so that `next` must begin another one. The end of a piece
/// that is too long by itself is dropped.
static bool append(compound *compound, character next, joint joint) {
    char bytes[4];
    int size = write_utf8(next.code, bytes);
    bool fits = compound->length + size <= CT_LONGEST;
    piece *last = compound->count ? &compound->pieces[compound->count - 1] : NULL;
    if (!last || joint != TOUCHES || last->kind != next.kind) {
        compound->cut |= compound->count == PIECES || !fits;
        if (compound->cut) return false;
        last = &compound->pieces[compound->count++];
        *last = (piece){next.kind, joint, compound->length, compound->length, next.start, next.end, 0};
    }
    last->end = next.end;
    compound->cut |= !fits;
    if (!fits) return true;
    memcpy(compound->letters + compound->length, bytes, (size_t)size);
    compound->cases[compound->length] = next.letter_case;
    compound->starts[compound->length] = next.start;
    compound->ends[compound->length] = next.end;
    compound->length += size;
    last->to = compound->length;
    last->characters++;
    return true;
}

/// Returns the byte after the character at `at`.
static int after_character(const compound *compound, int at) {
    do at++; while (at < compound->length && (compound->letters[at] & 0xC0) == 0x80);
    return at;
}

/// Returns whether the capital at `at` begins a word inside a name: it follows a small letter (`pageCount`), or it is
/// the last of several capitals before a small letter (`HTTPClient`). The `s` of a plural begins none (`URLs`,
/// `refundS`).
static bool begins_word(const compound *compound, const piece *piece, int before, int at) {
    if (compound->cases[at] != CAPITAL) return false;
    int next = after_character(compound, at);
    if (compound->cases[before] == SMALL) return compound->letters[at] != 's' || next < piece->to;
    if (compound->cases[before] != CAPITAL || next >= piece->to || compound->cases[next] != SMALL) return false;
    int third = after_character(compound, next);
    return compound->letters[next] != 's' || (third < piece->to && compound->cases[third] == SMALL);
}

/// Splits the words of names apart at their capitals, as far as there is room.
static void split_names(compound *compound) {
    piece before[SPLIT_PIECES];
    int count = compound->count;
    memcpy(before, compound->pieces, (size_t)count * sizeof *before);
    compound->count = 0;
    for (int i = 0; i < count; i++) {
        piece *part = &compound->pieces[compound->count++];
        *part = before[i];
        if (part->kind != LETTER) continue;
        part->characters = 0;
        for (int at = part->from, last = at; at < before[i].to; last = at, at = after_character(compound, at)) {
            bool has_room = SPLIT_PIECES - compound->count > count - i - 1;
            if (at > last && has_room && begins_word(compound, &before[i], last, at)) {
                part->to = at;
                part->end = compound->ends[last];
                part = &compound->pieces[compound->count++];
                *part = (piece){LETTER, TOUCHES, at, before[i].to, compound->starts[at], before[i].end, 0};
            }
            part->characters++;
        }
    }
}

/// Passes on the pieces from `first` up to `last` as one token. A word of ASCII letters is stemmed.
static void give_pieces(pass *pass, const compound *compound, int first, int last, int flags) {
    const piece *start = &compound->pieces[first], *end = &compound->pieces[last - 1];
    char token[CT_LONGEST];
    int length = end->to - start->from;
    memcpy(token, compound->letters + start->from, (size_t)length);
    bool word = true;
    for (int i = 0; i < length && word; i++) word = token[i] >= 'a' && token[i] <= 'z';
    give(pass, flags, token, word ? stem(token, length) : length, start->start, end->end);
}

/// Returns the end of the segment that begins at piece `first`. A segment is pieces without a sign other than `_`
/// between them.
static int segment_end(const compound *compound, int first) {
    int end = first + 1;
    while (end < compound->count && compound->pieces[end].joint != SIGN) end++;
    return end;
}

/// Passes on the whole, each segment and each piece. A single letter or digit is left out if its segment has other
/// pieces, because it means nothing by itself.
static void give_compound(pass *pass, const compound *compound) {
    for (int i = 0, end = 0; i < compound->count; i++) {
        int flags = 0;
        bool opens = i == end;
        if (opens) end = segment_end(compound, i);
        bool whole = i == 0 && compound->count > 1 && !compound->cut;
        if (whole) {
            give_pieces(pass, compound, 0, compound->count, flags);
            flags = CT_COLOCATED;
        }
        bool several = opens && end - i > 1;
        if (several && !(whole && end == compound->count)) {
            give_pieces(pass, compound, i, end, flags);
            flags = CT_COLOCATED;
        }
        bool single = opens && end - i == 1;
        if (single || compound->pieces[i].characters > 1) give_pieces(pass, compound, i, i + 1, flags);
    }
}

/// Reads the next character without consuming it. Returns false at the end.
static bool peek(reader reader, character *next) { return next_character(&reader, next); }

/// Consumes letters behind an apostrophe that end the word: `'s`, `n't`, `'ll`. Returns false, and consumes nothing, if
/// there are none.
static bool take_clitic(reader *from) {
    reader before = *from, ahead = *from;
    character next;
    for (int letters = 0; letters <= 2; letters++, before = ahead) {
        bool more = next_character(&ahead, &next);
        if (more && next.kind == LETTER) continue;
        if (letters == 0 || (more && next.kind == DIGIT)) return false;
        *from = before;
        return true;
    }
    return false;
}

/// Returns whether exactly three digits follow, as behind the comma of `1,000`.
static bool is_thousands(reader reader) {
    character next;
    for (int digits = 0; digits < 3; digits++) {
        if (!next_character(&reader, &next) || next.kind != DIGIT) return false;
    }
    return !next_character(&reader, &next) || next.kind != DIGIT;
}

/// Reads a compound from `first` on. `after` gets the character behind it. Returns false at the end of the text.
static bool take_compound(pass *pass, character first, character *after) {
    compound compound = {.length = 0};
    reader *reader = &pass->reader;
    append(&compound, first, SIGN);
    kind last = first.kind;
    bool more;
    while ((more = next_character(reader, after))) {
        if (after->kind == LETTER || after->kind == DIGIT) {
            if (!append(&compound, *after, TOUCHES)) break;
            last = after->kind;
            continue;
        }
        character next;
        if (after->kind != SEPARATOR || !peek(*reader, &next)) break;
        if (after->code == '\'' && last == LETTER && take_clitic(reader)) continue;
        if (next.kind != LETTER && next.kind != DIGIT) break;
        bool in_number = last == DIGIT && next.kind == DIGIT;
        if (after->code == ',' && in_number && is_thousands(*reader)) continue;
        if (after->code == '.' && in_number) {
            append(&compound, (character){'.', DIGIT, after->start, after->end, OTHER_CASE}, TOUCHES);
            continue;
        }
        if (after->code != '-' && after->code != '.' && after->code != '_') break;
        joint joint = after->code == '_' ? UNDERSCORE : SIGN;
        next_character(reader, after);
        if (!append(&compound, *after, joint)) break;
        last = after->kind;
    }
    split_names(&compound);
    give_compound(pass, &compound);
    return more;
}

int ct_tokenize(const char *text, int length, ct_purpose purpose, void *context, ct_taker take) {
    prepare_characters();
    pass pass = {{.text = (const unsigned char *)text, .length = length}, purpose, context, take, 0};
    character next;
    bool more = next_character(&pass.reader, &next);
    while (more && pass.ended == 0) {
        switch (next.kind) {
            case PAIRED: more = take_pairs(&pass, next, &next); break;
            case LETTER:
            case DIGIT: more = take_compound(&pass, next, &next); break;
            default: more = next_character(&pass.reader, &next);
        }
    }
    return pass.ended;
}
