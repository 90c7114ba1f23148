"""Ten presentations that LibreOffice wrote, in Chinese and English: are their lists, tables, notes and text boxes whole?"""
import random
import subprocess

CHINESE = {
    "title": "售后培训", "topic": "退货流程", "table": "价目", "columns": ["型号", "保修", "价格"],
    "items": [("申请退货", 0), ("在订单里选择商品", 1), ("填写原因", 1), ("寄回商品", 0)],
    "row": ["KX-{0}", "{0} 个月", "{1} 元"], "note": "讲师备注：大件需要预约上门，电话 400-{0}。", "box": "周末不发货，{0} 号起恢复。",
}
ENGLISH = {
    "title": "Support training", "topic": "Returns", "table": "Prices", "columns": ["Model", "Warranty", "Price"],
    "items": [("Ask for a return", 0), ("Choose the order", 1), ("Give a reason", 1), ("Send the goods", 0)],
    "row": ["R{0}", "{0} months", "{1} euros"], "note": "Large goods need an appointment, call 0800-{0}.",
    "box": "No shipping at weekends; it begins again on day {0}.",
}


def rows(bench):
    try:
        import pptx  # noqa: F401
    except ImportError:
        return
    made = bench.cache / "slides-made"
    written = bench.cache / "slides"
    made.mkdir(exist_ok=True)
    written.mkdir(exist_ok=True)
    wanted = {}
    for number in range(10):
        words = CHINESE if number % 2 == 0 else ENGLISH
        wanted[number] = presentation(made / f"deck{number}.pptx", words, random.Random(number))
    command = ["soffice", "--headless", "--convert-to", "pptx", "--outdir", str(written)]
    subprocess.run(command + sorted(map(str, made.glob("*.pptx"))), check=True, stdout=subprocess.DEVNULL)
    whole = 0
    for number, texts in wanted.items():
        text = whole_text(bench.read(written / f"deck{number}.pptx")[0])
        missing = [part for part in texts if part not in text]
        whole += not missing
        for part in missing:
            bench.remark(f"deck{number}.pptx: {part} is missing")
    yield "presentations of LibreOffice, zh and en: whole, of 10", whole, None, 10


def whole_text(document):
    """Returns the title, and the headings and texts of all passages."""
    return "\n".join([document["title"]] + [part for chunk in document["chunks"] for part in chunk["path"] + [chunk["text"]]])


def presentation(path, words, numbers):
    """Writes a presentation, and returns the texts that a reader of it must find."""
    from pptx import Presentation
    from pptx.util import Cm

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = words["topic"]
    frame = slide.placeholders[1].text_frame
    wanted = [words["topic"]]
    for index, (text, level) in enumerate(words["items"]):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        wanted.append("  " * level + "- " + text)
    note = words["note"].format(numbers.randint(100, 999))
    slide.notes_slide.notes_text_frame.text = note
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = words["table"]
    table = slide.shapes.add_table(6, 3, Cm(2), Cm(5), Cm(20), Cm(6)).table
    for column, name in enumerate(words["columns"]):
        table.cell(0, column).text = name
    wanted.append("| " + " | ".join(words["columns"]) + " |\n| --- | --- | --- |")
    for row in range(1, 6):
        cells = [text.format(row, numbers.randint(100, 999)) for text in words["row"]]
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
        wanted.append("| " + " | ".join(cells) + " |")
    box = words["box"].format(numbers.randint(2, 28))
    slide.shapes.add_textbox(Cm(2), Cm(14), Cm(20), Cm(2)).text_frame.text = box
    deck.save(path)
    return wanted + [note, box]
