"""Ten mails that Python's mail library wrote, in Chinese and English: are their texts, tables and attachments whole?"""
import random
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

CHINESE = {
    "subject": "回复：订单 {0} 的退货与运费问题（标题很长，所以要在中间折行，请尽快处理）", "name": "客服中心", "charset": "gb18030",
    "body": "您好，\n\n订单 {0} 已于 11 月 28 日发出。\n如果包裹破损，请在签收后 48 小时内拍照。\n\n步骤：\n1. 打开订单\n2. 申请售后\n\n小林",
    "quote": "\n\n在 2026年11月29日 09:12，李雷 <lilei@example.com> 写道：\n> 运费要 {0} 元吗？\n> 我想退货。\n",
    "step": "2. 申请售后", "quoted": "运费要 {0} 元吗？", "columns": ["型号", "价格"], "file": "运费表（2026年最新版）.csv",
    "inner": "押金是 {0} 元。",
}
ENGLISH = {
    "subject": "Re: Returning order {0} — a question about the shipping fee and about the date of the refund",
    "name": "Support Team", "charset": "iso-8859-1",
    "body": "Hello,\n\nyour order {0} was sent on 28 November.\nIf it is damaged, send photos within 48 hours.\n\nSteps:\n"
    "1. Open the order\n2. Choose a reason\n\nAnna",
    "quote": "\n\nOn Sun, Nov 29, 2026 at 9:12 AM Bob <bob@example.com> wrote:\n> Is the fee {0} euros?\n> Thank you.\n",
    "step": "2. Choose a reason", "quoted": "Is the fee {0} euros?", "columns": ["Model", "Price"], "file": "fees of this year.csv",
    "inner": "The deposit is {0} euros.",
}


def rows(bench):
    folder = bench.cache / "mail"
    folder.mkdir(exist_ok=True)
    whole = 0
    for number in range(10):
        words = CHINESE if number % 2 == 0 else ENGLISH
        path = folder / f"mail{number}.eml"
        message, wanted = mail(words, number // 2, random.Random(number))
        path.write_bytes(message.as_bytes())
        text = whole_text(bench.read(path)[0])
        missing = [part for part in wanted if part not in text]
        whole += not missing
        for part in missing:
            bench.remark(f"{path.name}: {part} is missing")
    yield "mails of Python's library, zh and en: whole, of 10", whole, None, 10


def whole_text(document):
    """Returns the title, and the headings and texts of all passages."""
    return "\n".join([document["title"]] + [part for chunk in document["chunks"] for part in chunk["path"] + [chunk["text"]]])


def mail(words, kind, numbers):
    """Returns a mail, and the texts that a reader of it must find."""
    number = numbers.randint(10_000, 99_999)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = words["subject"].format(number)
    message["From"] = Address(words["name"], "help", "example.com")
    message["Date"] = "Mon, 30 Nov 2026 10:00:00 +0800"
    body = words["body"].format(number)
    wanted = [words["step"], str(number), words["name"] + ", 2026-11-30"]
    if kind < 2:
        encoding = ["base64", "quoted-printable"][kind]
        charset = words["charset"] if kind else "utf-8"
        message.set_content(body + words["quote"].format(number), charset=charset, cte=encoding)
        return message, wanted + [words["quoted"].format(number)]
    message.set_content(body)
    if kind == 2:
        header = "".join(f"<th>{name}</th>" for name in words["columns"])
        lines = body.replace("\n", "<br>")
        page = f"<p>{lines}</p><table><tr>{header}</tr><tr><td>KX-1</td><td>{number}</td></tr></table>"
        message.add_alternative(page, subtype="html")
        wanted.append(f"| {' | '.join(words['columns'])} |\n| --- | --- |\n| KX-1 | {number} |")
    elif kind == 3:
        table = ",".join(words["columns"]) + f"\nKX-1,{number}\n"
        message.add_attachment(table.encode(), maintype="text", subtype="csv", filename=words["file"])
        wanted += [words["file"], "KX-1"]
    else:
        inner = EmailMessage(policy=SMTP)
        inner["Subject"], inner["From"] = "FAQ", "b@example.com"
        inner.set_content(words["inner"].format(number))
        message.add_attachment(inner)
        wanted.append(words["inner"].format(number))
    return message, wanted
