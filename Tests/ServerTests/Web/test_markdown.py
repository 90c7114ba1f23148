"""Markdown as nodes: what is rendered, and how long hostile texts take."""

import unittest

from browser import BrowserTest

#: Renders texts with the module of the pages; returns markup, or milliseconds if `timed`.
RENDER = """async ([texts, timed]) => {
    const { markdownView } = await import(new URL('/assets/markdown.js', location.href));
    return texts.map(text => {
        const node = document.createElement('div'), began = performance.now();
        markdownView(node)(text, () => null);
        return timed ? performance.now() - began : node.innerHTML;
    });
}"""

LINK = '<a href="{0}" target="_blank" rel="noopener noreferrer nofollow">{0}</a>'
CASES = [
    ("# 标题", '<p class="heading">标题</p>'),
    ("**粗** *斜* `码` \\*", "<p><strong>粗</strong> <em>斜</em> <code>码</code> *</p>"),
    ("1. 一\n2. 二\n   - 乙", '<ol start="1"><li>一</li><li>二<ul><li>乙</li></ul></li></ol>'),
    ("3、三\n4、四", '<ol start="3"><li>三</li><li>四</li></ol>'),
    ("- a\n- b\n\n完", "<ul><li>a</li><li>b</li></ul><p>完</p>"),
    ("- a\n  续", "<ul><li>a<br>续</li></ul>"),
    ("> 引\n> 用", "<blockquote>引<br>用</blockquote>"),
    (
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
        '<div class="table" tabindex="0"><table><thead><tr><th>甲</th><th>乙</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>",
    ),
    ("```\n<b>\n```\n后", '<pre tabindex="0"><code>&lt;b&gt;</code></pre><p>后</p>'),
    ("一\n二", "<p>一<br>二</p>"),
    ("---", "<hr>"),
    ("见 https://a.example/b。好", f"<p>见 {LINK.format('https://a.example/b')}。好</p>"),
    ("(https://a.example/b).", f"<p>({LINK.format('https://a.example/b')}).</p>"),
    ("30*40*50 cm", "<p>30*40*50 cm</p>"),
    ("[文](ftp://a.example) [文](javascript:a) [文](/a)", "<p>文 文 文</p>"),
    ("![图](https://a.example/p.png)", "<p>图</p>"),
    ("<b>粗</b> &amp;", "<p>&lt;b&gt;粗&lt;/b&gt; &amp;amp;</p>"),
    ("a | b", "<p>a | b</p>"),
    ("**没有结束", "<p>**没有结束</p>"),
]
#: Texts that make a careless pattern take quadratic time, by what is repeated.
HOSTILE = [
    "*",
    "**",
    "`",
    "[",
    "[a](",
    "![",
    "> ",
    "- ",
    "|",
    "_",
    "\\",
    "[1]",
    "https://",
    "  - a\n",
    "((",
    "|-|\n",
    "# ",
]
HOSTILE += ["~~~\n", ".", " ", "- - ", "a|", "\n", "1. ", "*a ", "[a]", "](", "https://a."]


class MarkdownTests(BrowserTest):
    def setUp(self):
        super().setUp()
        self.page.goto(self.base + "/demo")

    def test_each_form_is_rendered(self):
        shown = self.page.evaluate(RENDER, [[text for text, _ in CASES], False])
        for (text, expected), html in zip(CASES, shown, strict=True):
            with self.subTest(text):
                self.assertEqual(html, expected)

    def test_no_text_takes_more_than_linear_time(self):
        for start in ["", "字"]:  # the first characters of a line decide on the kind of its block
            texts = [start + part * (80_000 // len(part)) for part in HOSTILE]
            times = self.page.evaluate(RENDER, [texts, True])
            self.assertEqual([(part, spent) for part, spent in zip(HOSTILE, times, strict=True) if spent > 1_500], [])


if __name__ == "__main__":
    unittest.main()
