#include "Characters.h"

#include <pthread.h>
#include <string.h>

#include "CTokenizer.h"
#include "Tables.inc"

enum {
    LAST = 0x2FA1F,
    /// Values in `folded` from here on are indexes into `texts`. Nothing folds to a surrogate, so the range is free.
    TEXT = 0xD800,
    TEXTS = 0x800,
    INVALID = 0xFFFD,
};

/// The folded form of each character; 0 if it stays as it is.
static uint16_t folded[LAST + 1];
static const unsigned char *texts[TEXTS];
static uint8_t kinds[LAST + 1];

/// Decodes one character of at most `length` bytes and returns how many bytes it takes. A byte that is not valid
/// UTF-8 is INVALID and counts as one.
static int read_utf8(const unsigned char *bytes, int length, uint32_t *code) {
    unsigned first = bytes[0];
    int size = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    *code = INVALID;
    if (size == 0 || size > length) return 1;
    uint32_t value = size == 1 ? first : first & (0x7F >> size);
    for (int i = 1; i < size; i++) {
        if ((bytes[i] & 0xC0) != 0x80) return 1;
        value = value << 6 | (bytes[i] & 0x3F);
    }
    bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    if (overlong || (value >= 0xD800 && value < 0xE000) || value > 0x10FFFF) return 1;
    *code = value;
    return size;
}

int write_utf8(uint32_t code, char *to) {
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    int size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (int i = size - 1; i > 0; i--, code >>= 6) to[i] = (char)(0x80 | (code & 0x3F));
    to[0] = (char)((0xF00 >> size & 0xF0) | code);
    return size;
}

static void fill(void) {
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        memset(kinds + runs[i].first, runs[i].kind, runs[i].last - runs[i].first + 1);
    }
    for (uint16_t letter = 'A'; letter <= 'Z'; letter++) folded[letter] = letter + ('a' - 'A');
    int count = 0;
    for (size_t line = 0; line < sizeof folds / sizeof *folds; line++) {
        const unsigned char *at = (const unsigned char *)folds[line], *end = at + strlen(folds[line]);
        while (at < end) {
            uint32_t from, to;
            at += read_utf8(at, (int)(end - at), &from);
            const unsigned char *text = at;
            at += read_utf8(at, (int)(end - at), &to);
            if (*at == ' ' && to < 0x10000) {
                folded[from] = (uint16_t)to;
            } else if (count < TEXTS) {
                texts[count] = text;
                folded[from] = (uint16_t)(TEXT + count++);
            }
            at = (const unsigned char *)strchr((const char *)at, ' ') + 1;
        }
    }
}

void prepare_characters(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill);
}

/// Returns the one character for a kana and a separate sound mark, which half-width text and decomposed names contain;
/// 0 if there is none.
static uint32_t voiced(uint32_t kana, uint32_t mark) {
    uint32_t hiragana = kana >= 0x30A1 && kana <= 0x30F6 ? kana - 0x60 : kana;
    bool aspirate = hiragana >= 0x306F && hiragana <= 0x307B && (hiragana - 0x306F) % 3 == 0;
    if (mark == 0x309A) return aspirate ? kana + 2 : 0;
    if (hiragana == 0x3046) return kana + 0x4E;
    bool plain = (hiragana >= 0x304B && hiragana <= 0x3061 && hiragana % 2 == 1)
              || (hiragana >= 0x3064 && hiragana <= 0x3068 && hiragana % 2 == 0);
    return plain || aspirate ? kana + 1 : 0;
}

/// Combines `kana` with a sound mark that follows it.
static uint32_t with_mark(uint32_t kana, reader *reader) {
    uint32_t mark;
    if (reader->at >= reader->length) return kana;
    int size = read_utf8(reader->text + reader->at, reader->length - reader->at, &mark);
    if (mark == 0xFF9E || mark == 0xFF9F) mark = mark - 0xFF9E + 0x3099;
    uint32_t whole = mark == 0x3099 || mark == 0x309A ? voiced(kana, mark) : 0;
    if (whole) reader->at += size;
    return whole ? whole : kana;
}

bool next_character(reader *reader, character *next) {
    for (;;) {
        uint32_t code;
        letter_case letter_case = OTHER_CASE;
        if (reader->rest) {
            reader->rest += read_utf8(reader->rest, 4, &code);
            if (*reader->rest == ' ') reader->rest = NULL;
        } else {
            if (reader->at >= reader->length) return false;
            reader->start = reader->at;
            reader->at += read_utf8(reader->text + reader->at, reader->length - reader->at, &code);
            uint32_t half = code >= 0xFF21 && code <= 0xFF5A ? code - 0xFF21 + 'A' : code;
            if (half >= 'A' && half <= 'Z') letter_case = CAPITAL;
            if (half >= 'a' && half <= 'z') letter_case = SMALL;
            uint16_t fold = code <= LAST ? folded[code] : 0;
            if (fold >= TEXT && fold < TEXT + TEXTS) {
                reader->rest = texts[fold - TEXT];
                continue;
            }
            if (fold) code = fold;
            if (code >= 0x3046 && code <= 0x30DB) code = with_mark(code, reader);
        }
        kind kind = code <= LAST ? kinds[code] : code < 0x323B0 ? PAIRED : SEPARATOR;
        if (kind == PASSED) continue;
        *next = (character){code, kind, reader->start, reader->at, letter_case};
        return true;
    }
}

uint32_t ct_simplified(uint32_t character) {
    prepare_characters();
    uint16_t fold = character <= LAST && kinds[character] == PAIRED ? folded[character] : 0;
    return fold == 0 || (fold >= TEXT && fold < TEXT + TEXTS) ? character : fold;
}
