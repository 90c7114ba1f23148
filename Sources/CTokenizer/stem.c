#include "Stem.h"

#include <string.h>

// M. F. Porter: "An algorithm for suffix stripping", Program 14 (1980), 130-137, with the author's later changes to
// step 2 (https://tartarus.org/martin/PorterStemmer/).

typedef struct {
    char *letters;
    int length;
} word;

typedef struct {
    const char *suffix, *replacement;
} rule;

/// Within a step, a suffix stands before every shorter one that it ends with.
static const rule second[] = {
    {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},   {"anci", "ance"},   {"izer", "ize"},    {"bli", "ble"},
    {"alli", "al"},     {"entli", "ent"},   {"eli", "e"},       {"ousli", "ous"},   {"ization", "ize"}, {"ation", "ate"},
    {"ator", "ate"},    {"alism", "al"},    {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},
    {"iviti", "ive"},   {"biliti", "ble"},  {"logi", "log"},
};
static const rule third[] = {
    {"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""},
};
static const rule fourth[] = {
    {"al", ""},  {"ance", ""}, {"ence", ""}, {"er", ""},  {"ic", ""},  {"able", ""}, {"ible", ""}, {"ant", ""}, {"ement", ""},
    {"ment", ""}, {"ent", ""},  {"ion", ""},  {"ou", ""},  {"ism", ""}, {"ate", ""},  {"iti", ""},  {"ous", ""}, {"ive", ""},
    {"ize", ""},
};

static bool is_vowel(const char *letters, int at) {
    const unsigned vowels = 1 << ('a' & 31) | 1 << ('e' & 31) | 1 << ('i' & 31) | 1 << ('o' & 31) | 1 << ('u' & 31);
    return (vowels >> (letters[at] & 31) & 1) || (letters[at] == 'y' && at > 0 && !is_vowel(letters, at - 1));
}

/// Returns how many times a consonant follows a vowel in the first `length` letters.
static int measure(const char *letters, int length) {
    int count = 0;
    for (int i = 1; i < length; i++) count += is_vowel(letters, i - 1) && !is_vowel(letters, i);
    return count;
}

static bool has_vowel(const char *letters, int length) {
    for (int i = 0; i < length; i++) {
        if (is_vowel(letters, i)) return true;
    }
    return false;
}

static bool ends_double(word word) {
    const char *end = word.letters + word.length;
    return word.length > 1 && end[-1] == end[-2] && !is_vowel(word.letters, word.length - 1);
}

/// Returns whether the end is consonant, vowel, consonant, and the last is not w, x or y: `hop`, `fil`.
static bool ends_short(const char *letters, int length) {
    return length > 2 && !is_vowel(letters, length - 3) && is_vowel(letters, length - 2)
        && !is_vowel(letters, length - 1) && !strchr("wxy", letters[length - 1]);
}

/// Returns the number of letters before `suffix`; 0 if the word does not end with it or consists of it.
static int before(word word, const char *suffix) {
    size_t length = strlen(suffix);
    int rest = word.length - (int)length;
    return rest > 0 && suffix[length - 1] == word.letters[word.length - 1] && memcmp(word.letters + rest, suffix, length) == 0 ? rest : 0;
}

static void replace(word *word, int rest, const char *with) {
    memcpy(word->letters + rest, with, strlen(with));
    word->length = rest + (int)strlen(with);
}

/// Applies the rule whose suffix the word has, if more than `least` vowel-consonant pairs precede it.
static void apply(word *word, const rule *rules, size_t count, int least) {
    for (size_t i = 0; i < count; i++) {
        int rest = before(*word, rules[i].suffix);
        if (rest == 0) continue;
        bool bare_ion = strcmp(rules[i].suffix, "ion") == 0 && !strchr("st", word->letters[rest - 1]);
        if (!bare_ion && measure(word->letters, rest) > least) replace(word, rest, rules[i].replacement);
        return;
    }
}

static void strip_plural(word *word) {
    if (before(*word, "sses") || before(*word, "ies")) {
        word->length -= 2;
    } else if (before(*word, "s") && !before(*word, "ss")) {
        word->length--;
    }
}

static void strip_past(word *word) {
    int rest = before(*word, "eed");
    if (rest) {
        if (measure(word->letters, rest) > 0) word->length--;
        return;
    }
    rest = before(*word, "ed");
    if (!rest) rest = before(*word, "ing");
    if (!rest || !has_vowel(word->letters, rest)) return;
    word->length = rest;
    char last = word->letters[rest - 1];
    if (before(*word, "at") || before(*word, "bl") || before(*word, "iz")) {
        replace(word, rest, "e");
    } else if (ends_double(*word) && !strchr("lsz", last)) {
        word->length--;
    } else if (measure(word->letters, rest) == 1 && ends_short(word->letters, rest)) {
        replace(word, rest, "e");
    }
}

static void strip_end(word *word) {
    int rest = before(*word, "e");
    int count = measure(word->letters, rest);
    if (rest && (count > 1 || (count == 1 && !ends_short(word->letters, rest)))) word->length = rest;
    if (before(*word, "ll") && measure(word->letters, word->length) > 1) word->length--;
}

int stem(char *letters, int length) {
    if (length < 3) return length;
    word word = {letters, length};
    strip_plural(&word);
    strip_past(&word);
    int rest = before(word, "y");
    if (rest && has_vowel(letters, rest)) letters[rest] = 'i';
    apply(&word, second, sizeof second / sizeof *second, 0);
    apply(&word, third, sizeof third / sizeof *third, 0);
    apply(&word, fourth, sizeof fourth / sizeof *fourth, 1);
    strip_end(&word);
    return word.length;
}
