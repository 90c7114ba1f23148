import Foundation
import TestSupport

extension HostileDocument {
    static let mail =
        headers.map { HostileDocument("eml", $0, before: "Subject: a\n", after: "\n\ntext\n") }
        + bodies.map { HostileDocument("eml", $0, before: "Subject: a\n\n") }
        + parts.map { HostileDocument("eml", $0, before: "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n") }
        + [
            HostileDocument("eml", "nested parts") { size in
                let depth = max(size / 60, 1)
                let text = (0..<depth).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
                return Data(("Subject: a\n" + text + "\ntext\n").utf8)
            },
            HostileDocument("eml", "quoted-printable") { size in
                Data(
                    ("Subject: a\nContent-Transfer-Encoding: quoted-printable\n\n"
                        + String(repeating: "=E4=B8=AD", count: size / 9)).utf8
                )
            },
            HostileDocument("eml", "soft line ends") { size in
                Data(
                    ("Subject: a\nContent-Transfer-Encoding: quoted-printable\n\n"
                        + String(repeating: "a=\n", count: size / 3)).utf8
                )
            },
        ]

    private static let headers = [
        HostileText("header fields", numbered: { "X-A\($0): b\n" }),
        HostileText("continued field", repeating: " a\n", after: "X-A: b\n"),
        HostileText("encoded words", repeating: "=?utf-8?B?5Lit?= ", after: "Subject: "),
        HostileText("encoded words of two charsets", repeating: "=?utf-8?B?5Lit?= =?gb2312?Q?a?= ", after: "From: "),
        HostileText("open encoded words", repeating: "=?", after: "From: "),
        HostileText("half encoded words", repeating: "=?a?", after: "From: "),
        HostileText("almost encoded words", repeating: "=?a?b?", after: "From: "),
        HostileText("parameters", numbered: { ($0 == 0 ? "Content-Type: text/plain" : "") + "; a\($0)=b" }),
        HostileText(
            "parts of a parameter",
            numbered: { ($0 == 0 ? "Content-Type: text/plain" : "") + "; name*\($0)*=b" }
        ),
        HostileText("replies in the subject", repeating: "Re: ", after: "From: a\nSubject: "),
        HostileText("open quotes in a field", repeating: "\"", after: "Content-Type: text/plain; a="),
    ]

    private static let bodies = [
        HostileText("quoted lines", repeating: "> a\n"),
        HostileText("nested quotations") { size in
            let depth = Int(Double(size).squareRoot())
            return (1...depth).map { String(repeating: ">", count: $0) + " a\n" }.joined()
        },
        HostileText("deep quotation", repeating: ">"),
        HostileText("introductions", repeating: "On Monday, A wrote:\n"),
        HostileText("Chinese introductions", repeating: "发件人: a\n"),
        HostileText("signatures", repeating: "-- \na\n"),
        HostileText("original messages", repeating: "-----Original Message-----\nFrom: a\n\ntext\n"),
        HostileText("forwarded messages", repeating: "---------- Forwarded message ---------\nFrom: a\n\ntext\n"),
    ]

    private static let parts = [
        HostileText("parts", repeating: "--b\nContent-Type: text/plain\n\na\n"),
        HostileText("attached texts", repeating: "--b\nContent-Disposition: attachment; filename=a.txt\n\na\n"),
        HostileText("attached mails", repeating: "--b\nContent-Type: message/rfc822\n\nSubject: b\n\na\n"),
        HostileText("boundaries", repeating: "--b\n"),
        HostileText("pages", repeating: "--b\nContent-Type: text/html\n\n<p>a</p>\n"),
    ]
}
