import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Small documents such as shops have, and the chunks that they must become: title, language and metadata, then for
/// each chunk its headings, range, lines, language, question and text. Budget 80, overlap 20.
@Suite struct GoldenChunksTests {
    struct Golden: CustomTestStringConvertible {
        let name: String
        let document: String
        let chunks: String
        var testDescription: String { name }
    }

    @Test("a document becomes the chunks that a person would cut", arguments: documents)
    func golden(_ golden: Golden) throws {
        let reader = try #require(DocumentReaders.standard.reader(for: golden.name))
        let name = (golden.name as NSString).deletingPathExtension
        let document = try reader.read(Data(golden.document.utf8), name: name)
        let metadata = document.metadata.sorted { $0.key < $1.key }.map {
            "\($0.key)=\($0.value.joined(separator: ", "))"
        }
        let head = (["\(document.title) (\(document.language?.rawValue ?? "-"))"] + metadata).joined(separator: " ")
        let chunks = Chunker(budget: 80, overlap: 20).chunks(of: document).map { chunk in
            let place =
                "[\(chunk.headingPath.joined(separator: " › "))] \(chunk.range) L\(chunk.lines.lowerBound)-\(chunk.lines.upperBound)"
            let question = chunk.question.map { " Q: \($0)" } ?? ""
            return "\(place) \(chunk.language?.rawValue ?? "-")\(question)\n\(chunk.text)"
        }
        #expect(([head] + chunks).joined(separator: "\n").replacing("\r\n", with: "\n") == golden.chunks)
    }

    static let documents = [
        Golden(
            name: "returns.zh.md",
            document: #"""
                ---
                title: 退货政策
                language: zh
                tags: [退货, 运费]
                updated: 2026-10-30
                ---

                # 退货政策

                签收后 15 天内可以申请无理由退货；黑金会员为 30 天。

                ## 哪些商品不能退

                - 拆封的耳机（卫生封条已破）
                - 使用过的耗材，例如滤芯、拖布
                - 定制商品

                ## 运费

                普通商品取件费 12 元，大件（包装后超过 15 kg）68 元，从退款中扣除。商品有质量问题或者我们发错货的，运费由我们承担。黄金会员每年有 4 次免费取件，黑金会员不限次数！

                | 会员等级 | 免费取件 | 期限 |
                | --- | --- | --- |
                | 普通、银卡 | 无 | 15 天 |
                | 黄金 | 每年 4 次 | 15 天 |
                | 黑金 | 不限 | 30 天 |

                """#,
            chunks: #"""
                退货政策 (zh) tags=退货, 运费 updated=2026-10-30
                [] 85..<175 L8-10 zh
                签收后 15 天内可以申请无理由退货；黑金会员为 30 天。
                [哪些商品不能退] 177..<304 L12-16 zh
                - 拆封的耳机（卫生封条已破）
                - 使用过的耗材，例如滤芯、拖布
                - 定制商品
                [运费] 306..<483 L18-20 zh
                普通商品取件费 12 元，大件（包装后超过 15 kg）68 元，从退款中扣除。商品有质量问题或者我们发错货的，运费由我们承担。
                [运费] 483..<552 L20-20 zh
                黄金会员每年有 4 次免费取件，黑金会员不限次数！
                [运费] 554..<713 L22-26 zh
                | 会员等级 | 免费取件 | 期限 |
                | --- | --- | --- |
                | 普通、银卡 | 无 | 15 天 |
                | 黄金 | 每年 4 次 | 15 天 |
                | 黑金 | 不限 | 30 天 |
                """#
        ),
        Golden(
            name: "api.en.md",
            document: #"""
                # Webhooks

                We call your server when an order changes, e.g. when it ships. Use version 2.1 or later.

                ## Verify the signature

                Compute an HMAC over the body:

                ```python
                import hmac, hashlib

                def verify(secret, body, header):
                    mac = hmac.new(secret, body, hashlib.sha256)
                    return hmac.compare_digest(mac.hexdigest(), header)
                ```

                > Never log the secret.
                > Rotate it every 90 days.

                ## Retries

                1. First after 30 seconds.
                2. Then after 5 minutes.
                   - Same event id.
                   - Same body.
                3. Then we give up.

                ## See also

                """#,
            chunks: #"""
                Webhooks (en)
                [] 0..<100 L1-3 en
                We call your server when an order changes, e.g. when it ships. Use version 2.1 or later.
                [Verify the signature] 102..<385 L5-18 en
                Compute an HMAC over the body:

                ```python
                import hmac, hashlib

                def verify(secret, body, header):
                    mac = hmac.new(secret, body, hashlib.sha256)
                    return hmac.compare_digest(mac.hexdigest(), header)
                ```

                > Never log the secret.
                > Rotate it every 90 days.
                [Retries] 387..<519 L20-28 en
                1. First after 30 seconds.
                2. Then after 5 minutes.
                   - Same event id.
                   - Same body.
                3. Then we give up.
                """#
        ),
        Golden(
            name: "mixed.md",
            document: #"""
                # 保修 Warranty

                ## 中文

                整机保修 24 个月，从签收日起算。电池保修 12 个月。人为损坏、进水和私自拆机不在保修范围内，但是可以付费维修。维修周期一般是 7 个工作日；配件缺货时会提前通知您。维修后的商品享有 90 天的维修保修，同一个问题再次出现可以免费返修。

                ## English

                The warranty lasts 24 months from delivery. Batteries have 12 months. Damage, water and opening the case are not covered, but Dr. Fix repairs them for a fee. A repair takes about 7 business days, i.e. one to two weeks. Repaired products have 90 days of warranty on the repair.

                """#,
            chunks: #"""
                保修 Warranty (zh)
                [中文] 0..<188 L1-5 zh
                整机保修 24 个月，从签收日起算。电池保修 12 个月。人为损坏、进水和私自拆机不在保修范围内，但是可以付费维修。
                [中文] 188..<360 L5-5 zh
                维修周期一般是 7 个工作日；配件缺货时会提前通知您。维修后的商品享有 90 天的维修保修，同一个问题再次出现可以免费返修。
                [English] 362..<650 L7-9 en
                The warranty lasts 24 months from delivery. Batteries have 12 months. Damage, water and opening the case are not covered, but Dr. Fix repairs them for a fee. A repair takes about 7 business days, i.e. one to two weeks. Repaired products have 90 days of warranty on the repair.
                """#
        ),
        Golden(
            name: "notice.zh.txt",
            document: #"""
                关于系统升级的通知

                升级时间
                我们将在 11 月 28 日 00:00 到 06:00 升级支付系统。升级期间不能付款，浏览和加购不受影响。

                受影响的功能：
                1、在线支付
                2、退款到账查询
                3、发票开具

                如有疑问，请联系客服。
                沃岚技术部

                """#,
            chunks: #"""
                关于系统升级的通知 (zh)
                [升级时间] 0..<163 L1-4 zh
                我们将在 11 月 28 日 00:00 到 06:00 升级支付系统。升级期间不能付款，浏览和加购不受影响。
                [升级时间] 165..<294 L6-12 zh
                受影响的功能：
                1、在线支付
                2、退款到账查询
                3、发票开具

                如有疑问，请联系客服。
                沃岚技术部
                """#
        ),
        Golden(
            name: "manual.en.txt",
            document: #"""
                KETTLE KT-17 QUICK GUIDE

                1.1. Before first use

                Rinse the kettle twice. Boil 1.7 litres of water and pour it away.

                1.2. Descaling

                Use citric acid (15 g per litre), not vinegar. Leave it for
                30 minutes, then rinse.

                  * Do not use steel wool.
                  * Do not immerse the base.

                """#,
            chunks: #"""
                KETTLE KT-17 QUICK GUIDE (en)
                [1.1. Before first use] 0..<115 L1-5 en
                Rinse the kettle twice. Boil 1.7 litres of water and pour it away.
                [1.2. Descaling] 117..<273 L7-13 en
                Use citric acid (15 g per litre), not vinegar. Leave it for
                30 minutes, then rinse.

                  * Do not use steel wool.
                  * Do not immerse the base.
                """#
        ),
        Golden(
            name: "refund.zh.html",
            document: #"""
                <!DOCTYPE html>
                <html lang="zh-CN"><head><meta charset="utf-8"><title>退款到账时间 - 沃岚帮助中心</title>
                <style>.x{color:red}</style></head>
                <body><nav><a href="/">首页</a> &gt; 帮助</nav>
                <article>
                <h1>退款到账时间</h1>
                <p>仓库收到退货后 2 个工作日内
                发起退款。</p>
                <h2>各支付方式</h2>
                <table><thead><tr><th>方式</th><th>到账时间</th></tr></thead>
                <tbody><tr><td>支付宝、微信</td><td>24 小时内</td></tr><tr><td>银联</td><td>1 到 3 个工作日</td></tr></tbody></table>
                <ul><li>礼品卡：<b>10 分钟</b>内</li><li>PayPal：3 到 5 个工作日</li></ul>
                </article>
                <footer>© 2026 沃岚</footer></body></html>

                """#,
            chunks: #"""
                退款到账时间 (zh)
                [] 0..<74 L6-8 zh
                仓库收到退货后 2 个工作日内发起退款。
                [各支付方式] 76..<264 L9-12 zh
                | 方式 | 到账时间 |
                | --- | --- |
                | 支付宝、微信 | 24 小时内 |
                | 银联 | 1 到 3 个工作日 |

                - 礼品卡：10 分钟内
                - PayPal：3 到 5 个工作日
                """#
        ),
        Golden(
            name: "page.en.html",
            document: #"""
                <html><head><title>Track your parcel | Orvela</title></head><body>
                <div id="nav">Home | Orders</div>
                <main><p>The number appears within 2&nbsp;hours of dispatch.<br>It is also in the e-mail.</p>
                <h2>Problems</h2>
                <dl><dt>No update for 48 hours</dt><dd>Contact chat.</dd><dt>Marked delivered</dt><dd>Ask neighbours &amp; the locker first.</dd></dl>
                <pre>GET /track/{number}
                  ?lang=en</pre></main>
                <script>track()</script></body></html>

                """#,
            chunks: #"""
                Track your parcel | Orvela (en)
                [] 0..<72 L3-3 en
                The number appears within 2 hours of dispatch.
                It is also in the e-mail.
                [Problems] 74..<204 L4-7 en
                No update for 48 hours
                Contact chat.
                Marked delivered
                Ask neighbours & the locker first.

                GET /track/{number}
                  ?lang=en
                """#
        ),
        Golden(
            name: "faq.zh.csv",
            document:
                "\u{FEFF}问题,答案,分类\r\n退货需要几天内申请？,\"签收后 15 天内。\r\n黑金会员 30 天。\",退货\r\n\"怎么开\"\"专票\"\"？\",在订单页申请。,发票\r\n没有答案的问题,,发票\r\n",
            chunks: #"""
                faq.zh (zh)
                [退货] 22..<108 L2-3 zh Q: 退货需要几天内申请？
                签收后 15 天内。
                黑金会员 30 天。
                [发票] 110..<163 L4-4 zh Q: 怎么开"专票"？
                在订单页申请。
                """#
        ),
        Golden(
            name: "faq.en.tsv",
            document: #"""
                Question\#tAnswer
                How big is the 27" screen?\#tIt is 27" across.
                Can I pay by card?\#tYes, by Visa or Mastercard.

                """#,
            chunks: #"""
                faq.en (en)
                [] 16..<60 L2-2 en Q: How big is the 27" screen?
                It is 27" across.
                [] 61..<107 L3-3 en Q: Can I pay by card?
                Yes, by Visa or Mastercard.
                """#
        ),
        Golden(
            name: "products.zh.csv",
            document: #"""
                型号,价格,备注
                RV-70,1899 元,基座只充电
                RV-90,3299 元,

                """#,
            chunks: #"""
                products.zh (zh)
                [] 21..<51 L2-2 zh
                型号：RV-70
                价格：1899 元
                备注：基座只充电
                [] 52..<67 L3-3 zh
                型号：RV-90
                价格：3299 元
                """#
        ),
    ]
}
