"""Scripted answers of the stub server: what kefu would answer from the sample, and every awkward case."""

import copy

HOSTILE = """<img src=x onerror="window.hacked = 1"><script>window.hacked = 2</script>

[click](javascript:window.hacked=3) [data](data:text/html,<script>window.hacked=4</script>)
![picture](https://evil.example/p.png)

<a href="javascript:window.hacked=5" style="position:fixed;inset:0">cover</a> <style>*{display:none}</style>

[good](https://orvela.example/returns) [mail](mailto:help@orvela.example) [phone](tel:400-555-0126)
https://orvela.example/a?b=1.

| a | <b>b</b> |
| --- | --- |
| <svg onload=window.hacked=6> | `<i>code</i>` |

**bold <u>x</u>** <iframe srcdoc="<script>parent.hacked=7</script>"></iframe> [9] &lt;b&gt;"""

RETURNS_ZH = {
    "number": 1,
    "title": "退货政策",
    "heading": "退货政策 › 退货期限",
    "path": "zh/returns/return-policy.md",
    "url": None,
    "lines": [8, 16],
    "pages": None,
    "score": 0.91,
    "cited": True,
    "passage": "签收后 15 天内可以申请退货，从签收次日算起；**黑金会员**是 30 天。\n\n"
    "| 情形 | 期限 |\n| --- | --- |\n| 普通会员 | 15 天 |\n| 黑金会员 | 30 天 |",
}
STEPS_ZH = {
    "number": 2,
    "title": "退货流程",
    "heading": "退货流程 › 寄回商品",
    "path": "zh/returns/return-steps.md",
    "url": "https://www.orvela.example/zh/returns",
    "lines": [20, 24],
    "pages": None,
    "score": 0.84,
    "cited": True,
    "passage": "审核通过后 7 天内寄出。没有原包装盒时，请用结实的纸箱。",
}
VACUUM_EN = {
    "number": 1,
    "title": "Robot vacuums RV-70 and RV-90",
    "heading": "Robot vacuums RV-70 and RV-90 › Compared",
    "path": "en/products/robot-vacuums.md",
    "url": None,
    "lines": [10, 26],
    "pages": None,
    "score": 0.9,
    "cited": True,
    "passage": "| | RV-70 | RV-90 |\n| --- | --- | --- |\n"
    "| Price | ¥1,899 | ¥3,299 |\n| Suction | 5,000 Pa | 8,000 Pa |",
}
HANDOVER_ZH = {
    "reason": "requested",
    "team": None,
    "contact": "在线客服每天 8:00–24:00，电话 400-555-0126",
    "is_open": True,
    "hours": "每天 8:00–24:00",
    "takes_contact": True,
}
HANDOVER_EN = HANDOVER_ZH | {
    "contact": "chat in the Orvela app, or phone +86 571 5555 0126",
    "hours": "daily 8:00–24:00 (UTC+8)",
    "is_open": False,
}

#: Words of a question, and the answer to it. `pace` is the pause between two pieces in seconds.
SCRIPT = [
    (
        ("黑金", "Black member"),
        {"text": "黑金会员的退货期限是 30 天[1]，比普通会员多 15 天。", "sources": [RETURNS_ZH]},
    ),
    (
        ("退货", "退款"),
        {
            "text": "签收后 **15 天**内都可以申请退货，从签收次日算起[1]。\n\n1. 在订单页点“申请退货”；\n2. 审核通过后 7 天内寄出[2]；\n3. "
            "仓库收到后 3 个工作日内退款。\n\n没有原包装盒也可以退，用结实的纸箱就行[2]。",
            "sources": [RETURNS_ZH, STEPS_ZH],
        },
    ),
    (("slow", "慢慢"), {"text": "。".join(f"第 {number} 句话说得很慢" for number in range(1, 400)), "pace": 0.05}),
    (
        ("hostile", "攻击"),
        {
            "text": HOSTILE,
            "sources": [VACUUM_EN | {"passage": HOSTILE, "title": "<b>title</b>", "url": "javascript:hacked=8"}],
        },
    ),
    (
        ("which", "哪一款"),
        {
            "decision": "asked-back",
            "text": "请问您想了解的是哪一个？\n- RV-70 的价格\n- RV-90 的价格",
            "options": ["RV-70 的价格", "RV-90 的价格"],
        },
    ),
    (("RV-70",), {"text": "RV-70 costs ¥1,899 [1].", "sources": [VACUUM_EN], "language": "en"}),
    (
        ("compare",),
        {
            "text": "The **RV-90** empties itself and washes its mop pads; the RV-70 does not [1].\n\n"
            "| | RV-70 | RV-90 |\n| --- | --- | --- |\n"
            "| Price | ¥1,899 | ¥3,299 |\n| Suction | 5,000 Pa | 8,000 Pa |\n"
            "| Dock | charges only | empties, washes, dries |\n\n"
            "For a home up to 100 m² on a budget, take the RV-70 [1].",
            "sources": [VACUUM_EN],
            "language": "en",
        },
    ),
    (("unstored",), {"text": "Nothing of this is stored.", "language": "en", "is_stored": False}),
    (
        ("人工",),
        {
            "decision": "handed-over",
            "reason": "requested",
            "text": "好的，接下来请由人工客服为您服务。",
            "handover": HANDOVER_ZH,
        },
    ),
    (
        ("person",),
        {
            "decision": "handed-over",
            "reason": "requested",
            "text": "Of course, one of my colleagues will be happy to help you.",
            "handover": HANDOVER_EN,
            "language": "en",
        },
    ),
    (
        ("withdraw", "撤回"),
        {
            "text": "😀 保修期是十年。",
            "correction": "抱歉，这个问题我没有十足的把握，为免误导您，就不随意作答了。",
            "decision": "declined",
            "reason": "unsupported",
            "replaced_from": 0,
        },
    ),
    (
        ("quote first", "先引用"),
        {
            "text": "退货要在 15 天内申请[1]。",
            "sources": [RETURNS_ZH],
            "quote": {"text": "签收后 15 天内可以申请退货。", "source": RETURNS_ZH},
        },
    ),
    (
        ("partly",),
        {
            "text": "😀 The battery lasts 7 hours. It is waterproof.",
            "correction": "The documents do not say more.",
            "replaced_from": 29,
            "language": "en",
        },
    ),
    (
        ("weather", "天气"),
        {"decision": "declined", "reason": "outside-documents", "text": "抱歉，这个问题不在我能回答的范围内。"},
    ),
    (("break off", "中断"), {"text": "保修期从签收", "breaks": True}),
    (("cut",), {"text": "The warranty", "cuts": True, "language": "en"}),
    (("hello", "你好"), {"decision": "small-talk", "reason": "greeting", "text": "您好，请问有什么可以帮您？"}),
]
DEFAULT = {
    "text": "所有商品自签收次日起保修 24 个月[1]，耳机保修 12 个月。",
    "sources": [RETURNS_ZH | {"title": "保修政策", "heading": "保修政策"}],
}


def answer_to(question):
    """Returns the scripted answer to a question, with every field filled in."""
    answer = next((answer for words, answer in SCRIPT if any(word in question for word in words)), DEFAULT)
    base = {
        "decision": "answered",
        "reason": None,
        "language": "zh",
        "sources": [],
        "options": [],
        "handover": None,
        "replaced_from": None,
        "correction": "",
        "pace": 0.01,
        "is_stored": True,
    }
    return base | copy.deepcopy(answer)


def shown_text(answer):
    """Returns the text that a customer ends up with."""
    kept = answer["text"] if answer["replaced_from"] is None else answer["text"][: answer["replaced_from"]]
    return kept + answer["correction"]
