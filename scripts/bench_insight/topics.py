"""The share of Chinese label words that are whole words as jieba segments the same texts."""
import jieba

jieba.setLogLevel(60)


def is_chinese(word):
    return all("\u4e00" <= letter <= "\u9fff" for letter in word)


def share(overview, texts):
    """Returns the share of the label words that jieba finds as tokens of the texts, and the number of words."""
    known = {token for text in texts for token in jieba.cut(text)}
    parts = [part for topic in overview["topics"] for part in [topic, *topic["subtopics"]]]
    words = [word for part in parts for word in part["words"] if is_chinese(word)]
    return sum(word in known for word in words) / max(1, len(words)), len(words)


def rows(bench):
    for name in ["zh-xquad", "zh-xquad-oos", "zh-debianfaq"]:
        texts = [row["text"] for row in bench.jsonl(f"{name}/queries.jsonl")]
        overview = bench.kefu(["topics", bench.texts(f"words-{name}", texts), "--column", "text", "--json"])
        value, count = share(overview, texts)
        yield f"Chinese label words that are whole words, {name} ({count})", value, None, 0.90
    texts = [row["a"] for row in bench.tsv("zh-stsb/test.tsv")]
    overview = bench.kefu(["topics", bench.texts("words-zh-stsb", texts), "--column", "text", "--json"])
    value, count = share(overview, texts)
    yield f"Chinese label words that are whole words, zh-stsb ({count})", value, None, 0.90
