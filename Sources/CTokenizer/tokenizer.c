#include <stdbool.h>
#include <string.h>

#include "CTokenizer.h"
#include "Characters.h"
#include "Stem.h"

/// A text on its way through the tokenizer.
typedef struct {
    reader reader;
    ct_purpose purpose;
    void *context;
    ct_taker take;
    /// What ended it; 0 while it goes on.
    int ended;
} pass;

static void give(pass *pass, int flags, const char *token, int length, int start, int end) {
    if (length > 0 && pass->ended == 0) pass->ended = pass->take(pass->context, flags, token, length, start, end);
}

// MARK: Pairs

/// Reads a run of characters that are cut into pairs, from `first` on; `after` is what follows. False at the text's end.
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

// MARK: Words, numbers and what is made of both

/// Letters or digits without a break.
typedef struct {
    kind kind;
    /// Whether it stands at the start of the compound or after a joining sign, not right after the piece before it.
    bool joined;
    /// Where it lies in the compound's letters, and in the text.
    int from, to, start, end;
    int characters;
} piece;

enum { PIECES = 12 };

/// Pieces that belong together: `E-1042`, `v2.3.1`, `e-mail`. Its letters stand one after another without the signs.
typedef struct {
    char letters[CT_LONGEST];
    int length, count;
    piece pieces[PIECES];
    /// Something did not fit.
    bool cut;
} compound;

/// Adds a character; false where the compound is full and `next` must begin another. Of a piece that is too long by
/// itself, what does not fit is lost.
static bool append(compound *compound, character next, bool joined) {
    char bytes[4];
    int size = write_utf8(next.code, bytes);
    bool fits = compound->length + size <= CT_LONGEST;
    piece *last = compound->count ? &compound->pieces[compound->count - 1] : NULL;
    if (!last || joined || last->kind != next.kind) {
        compound->cut |= compound->count == PIECES || !fits;
        if (compound->cut) return false;
        last = &compound->pieces[compound->count++];
        *last = (piece){next.kind, joined, compound->length, compound->length, next.start, next.end, 0};
    }
    last->end = next.end;
    compound->cut |= !fits;
    if (!fits) return true;
    memcpy(compound->letters + compound->length, bytes, (size_t)size);
    compound->length += size;
    last->to = compound->length;
    last->characters++;
    return true;
}

/// Hands over the pieces from `first` up to `last` as one token, stemmed where it is a word of ASCII letters.
static void give_pieces(pass *pass, const compound *compound, int first, int last, int flags) {
    const piece *start = &compound->pieces[first], *end = &compound->pieces[last - 1];
    char token[CT_LONGEST];
    int length = end->to - start->from;
    memcpy(token, compound->letters + start->from, (size_t)length);
    bool word = true;
    for (int i = 0; i < length && word; i++) word = token[i] >= 'a' && token[i] <= 'z';
    give(pass, flags, token, word ? stem(token, length) : length, start->start, end->end);
}

/// The end of the segment, the pieces without a sign between them, that begins at piece `first`.
static int segment_end(const compound *compound, int first) {
    int end = first + 1;
    while (end < compound->count && !compound->pieces[end].joined) end++;
    return end;
}

/// Hands over the whole, each segment of it and each piece. A single letter or digit beside others in its segment says
/// nothing by itself and is left out.
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

/// The next character without taking it; false at the end.
static bool peek(reader reader, character *next) { return next_character(&reader, next); }

/// Letters after an apostrophe that end the word: `'s`, `n't`, `'ll`. Takes them; false leaves all as it was.
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

/// Three digits and no fourth: what follows the comma of `1,000`.
static bool is_thousands(reader reader) {
    character next;
    for (int digits = 0; digits < 3; digits++) {
        if (!next_character(&reader, &next) || next.kind != DIGIT) return false;
    }
    return !next_character(&reader, &next) || next.kind != DIGIT;
}

/// Reads a compound from `first` on; `after` is what follows. False at the text's end.
static bool take_compound(pass *pass, character first, character *after) {
    compound compound = {.length = 0};
    reader *reader = &pass->reader;
    append(&compound, first, true);
    kind last = first.kind;
    bool more;
    while ((more = next_character(reader, after))) {
        if (after->kind == LETTER || after->kind == DIGIT) {
            if (!append(&compound, *after, false)) break;
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
            append(&compound, (character){'.', DIGIT, after->start, after->end}, false);
            continue;
        }
        if (after->code != '-' && after->code != '.' && after->code != '_') break;
        next_character(reader, after);
        if (!append(&compound, *after, true)) break;
        last = after->kind;
    }
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
