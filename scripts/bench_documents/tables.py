"""Makes price lists with known cells, renders them by several programs, and counts the cells that kefu reads right.

A cell is right if the row of its key holds its value under its header. The same tables are written as HTML, DOCX
(python-docx), XLSX (openpyxl) and ODT (LibreOffice), and as PDF by Chromium, reportlab and LibreOffice. What is not
installed is left out, and the report says so.
"""

import html
import random
import re
import subprocess
import tempfile
from pathlib import Path

WORDS = {
    "zh": {
        "columns": ["型号", "规格", "说明", "单价", "会员价", "库存", "保修期", "产地"],
        "kinds": ["扫地机", "电饭煲", "空气炸锅", "净水器", "台灯"],
        "notes": ["含安装与一次上门调试", "不含运费，偏远地区另计", "适合三口之家日常使用", "需要单独购买滤芯，每半年更换一次", "仅限线上渠道销售", "支持七天无理由退货"],
        "places": ["杭州", "深圳", "青岛", "宁波"],
        "title": ["{}价目表", "{}收费标准", "{}报价单"],
        "intro": "以下价格自下月一日起执行，均含增值税，最终以订单确认页显示的金额为准。",
        "outro": "如需批量采购，请联系客户经理获取折扣，折扣不与其他优惠同时使用。",
        "groups": [("标准版", ["按月", "按年"]), ("专业版", ["按月", "按年"])],
        "regions": ["江浙沪", "华南", "西北"], "request": "请来电咨询", "month": "个月", "money": "¥{}", "category": "类别",
        "sheet": "第 {} 组",
    },
    "en": {
        "columns": ["Model", "Size", "Description", "Price", "Member price", "Stock", "Warranty", "Origin"],
        "kinds": ["Vacuum", "Rice cooker", "Air fryer", "Filter", "Desk lamp"],
        "notes": ["Includes setup and one visit at home", "Shipping is extra for remote areas",
                  "Fits a family of three", "Needs a filter that is sold apart and changed twice a year",
                  "Sold online only", "Can be returned within seven days"],
        "places": ["Lyon", "Porto", "Graz", "Cork"],
        "title": ["{} price list", "{} rates", "Charges for {}"],
        "intro": "The prices below hold from the first of next month and include tax; the amount shown on the order page decides.",
        "outro": "Ask your account manager about large orders. Discounts cannot be combined with other offers.",
        "groups": [("Standard", ["Monthly", "Yearly"]), ("Professional", ["Monthly", "Yearly"])],
        "regions": ["North", "South", "Islands"], "request": "On request", "month": " months", "money": "${}",
        "category": "Category", "sheet": "Group {}",
    },
}
STYLES = ["grid", "plain", "lines", "zebra"]


class Cell:
    """A written cell: its text and the columns and rows that it spans."""

    def __init__(self, text, across=1, down=1, number=False):
        self.text, self.across, self.down, self.number = text, across, down, number


class Table:
    """A table as it is written (header rows, body rows of `Cell`) and as it must be read (headers, rows of texts)."""

    def __init__(self, title, header, body, headers, rows):
        self.title, self.header, self.body, self.headers, self.rows = title, header, body, headers, rows


def money(rng, words):
    return words["money"].format(f"{rng.randint(9, 2999)}.{rng.choice(['00', '50', '90'])}")


def make_table(rng, language, number, rows, kind):
    words = WORDS[language]
    code = f"{rng.choice('ABDKMRT')}{rng.choice('XLQ')}"
    keys = rng.sample(range(100, 999), rows)
    title = rng.choice(words["title"]).format(rng.choice(words["kinds"])) + f" {number}"
    columns = words["columns"]

    def value(column, empty):
        if rng.random() < empty:
            return ""
        if column in (columns[3], columns[4]):
            return money(rng, words)
        if column == columns[5]:
            return str(rng.randint(0, 900))
        if column == columns[6]:
            return f"{rng.choice([6, 12, 24, 36])}{words['month']}"
        if column == columns[7]:
            return rng.choice(words["places"])
        if column == columns[1]:
            return f"{rng.randint(2, 60)} {rng.choice(['L', 'cm', 'kg'])}"
        text = rng.choice(words["notes"])
        if kind == "wrapped":
            text += ("，" if language == "zh" else "; ") + rng.choice(words["notes"])
        return text

    if kind == "two-row-header":
        groups = words["groups"]
        first = columns[0]
        header = [[Cell(first, down=2)] + [Cell(name, across=len(parts)) for name, parts in groups] + [Cell(columns[6], down=2)],
                  [Cell(part) for _, parts in groups for part in parts]]
        headers = [[first]] + [[name, part] for name, parts in groups for part in parts] + [[columns[6]]]
        texts = [[f"{code}-{key}"] + [money(rng, words) for _ in range(4)] + [value(columns[6], 0.1)] for key in keys]
        return Table(title, header, [[Cell(t, number=0 < i < 5) for i, t in enumerate(row)] for row in texts], headers, texts)

    chosen = [columns[0]] + sorted(rng.sample(columns[1:], rng.randint(2, 5)), key=columns.index)
    if kind == "wrapped" and columns[2] not in chosen:
        chosen.insert(1, columns[2])
    if kind != "wrapped" and len(chosen) > 5 and columns[2] in chosen:
        chosen.remove(columns[2])
    empty = {"empty": 0.3, "wrapped": 0.05}.get(kind, 0.0)
    texts = [[f"{code}-{key}"] + [value(column, empty) for column in chosen[1:]] for key in keys]
    numbers = [column in columns[3:6] for column in chosen]
    header = [[Cell(column, number=n) for column, n in zip(chosen, numbers)]]
    headers = [[column] for column in chosen]
    body = [[Cell(t, number=n) for t, n in zip(row, numbers)] for row in texts]
    if kind == "merged-down":
        header[0].insert(0, Cell(words["category"]))
        headers.insert(0, [words["category"]])
        start = 0
        for index in range(3):
            size = rows // 3 if index < 2 else rows - start
            name = words["regions"][index]
            body[start].insert(0, Cell(name, down=size))
            for row in range(start, start + size):
                texts[row] = [name] + texts[row]
            start += size
    if kind == "merged-across" and len(chosen) > 3:
        for row in rng.sample(range(rows), max(rows // 4, 1)):
            body[row] = body[row][:2] + [Cell(words["request"], across=len(chosen) - 2)]
            texts[row] = texts[row][:2] + [words["request"]] + [None] * (len(chosen) - 3)
    return Table(title, header, body, headers, texts)


KINDS = ["simple", "empty", "wrapped", "merged-down", "merged-across", "two-row-header"]


def make_document(seed, number):
    """Returns a document: language, style, whether the header is repeated, tables."""
    rng = random.Random(f"{seed}/{number}")
    language = ["zh", "en"][number % 2]
    kind = KINDS[number // 2 % len(KINDS)]
    style = STYLES[(number // 2 + number // 12) % len(STYLES)]
    # A merged cell without lines or shades cannot be seen, not even by people.
    if kind.startswith("merged") and style != "grid":
        style = "grid" if kind == "merged-down" else "lines"
    shape = ["one", "one", "two-pages", "several"][rng.randrange(4)]
    rows = {"one": rng.randint(4, 12), "two-pages": rng.randint(45, 60), "several": rng.randint(3, 7)}[shape]
    count = 3 if shape == "several" else 1
    tables = [make_table(rng, language, number * 10 + i, rows, kind) for i in range(count)]
    return {"name": f"{number:02d}-{language}-{kind}-{style}-{shape}", "language": language, "style": style, "kind": kind,
            "repeats": rng.random() < 0.5, "tables": tables, "two_pages": shape == "two-pages"}


# Rendering ------------------------------------------------------------------------------------------------------------

CSS = {
    "grid": "td, th { border: 0.75pt solid black; }",
    "plain": "td, th { border: none; }",
    "lines": "td, th { border: none; border-bottom: 0.5pt solid #888888; } ",
    "zebra": "tr.odd td { background: #eeeeee; } th { background: #333377; color: white; }",
}


def to_html(document):
    words = WORDS[document["language"]]
    font = '"Noto Sans CJK SC"' if document["language"] == "zh" else '"DejaVu Sans"'
    out = [f'<!DOCTYPE html><html lang="{document["language"]}"><head><meta charset="utf-8">',
           f"<title>{document['tables'][0].title}</title>",
           f"<style>body {{ font-family: {font}; font-size: 10pt; }} table {{ border-collapse: collapse; }}",
           "td, th { padding: 3pt 6pt; vertical-align: middle; text-align: left; } .n { text-align: right; }"]
    if not document["repeats"]:
        out.append("thead { display: table-row-group; }")
    out.append(CSS[document["style"]] + "</style></head><body>")
    for index, table in enumerate(document["tables"]):
        out.append(f"<h1>{table.title}</h1>" if index == 0 else f"<h2>{table.title}</h2>")
        out.append(f"<p>{words['intro']}</p><table>")
        for tag, rows in (("th", table.header), ("td", table.body)):
            out.append("<thead>" if tag == "th" else "<tbody>")
            for row_number, row in enumerate(rows):
                out.append(f'<tr class="{"odd" if row_number % 2 else "even"}">')
                for cell in row:
                    spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (f' rowspan="{cell.down}"' if cell.down > 1 else "")
                    kind = ' class="n"' if cell.number else ""
                    out.append(f"<{tag}{spans}{kind}>{html.escape(cell.text)}</{tag}>")
                out.append("</tr>")
            out.append("</thead>" if tag == "th" else "</tbody>")
        out.append(f"</table><p>{words['outro']}</p>")
    return "\n".join(out + ["</body></html>"])


def office(paths, target, folder):
    """Converts by LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", target, "--outdir", str(folder)]
        subprocess.run(command + [str(path) for path in paths], check=True, capture_output=True, timeout=1200)


def spans(rows):
    """Yields each cell with its column and row in the grid."""
    taken = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            yield x, y, cell
            taken |= {(a, b) for a in range(x, x + cell.across) for b in range(y, y + cell.down)}
            x += cell.across


def docx(document, target):
    """Writes what a person makes in Word: a heading, a paragraph and a table each."""
    import docx as library
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    def element(parent, name, **values):
        child = OxmlElement(name)
        for key, value in values.items():
            child.set(qn(f"w:{key}"), value)
        parent.append(child)
        return child

    words = WORDS[document["language"]]
    file = library.Document()
    file.core_properties.title = document["tables"][0].title
    normal = file.styles["Normal"]
    normal.font.size = Pt(10)
    normal.font.name = "DejaVu Sans"
    for style in ("Normal", "Heading 1", "Heading 2"):
        file.styles[style].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans CJK SC")
    normal.paragraph_format.space_after = Pt(0)
    for index, table in enumerate(document["tables"]):
        file.add_heading(table.title, 1 if index == 0 else 2)
        file.add_paragraph(words["intro"])
        rows = table.header + table.body
        made = file.add_table(rows=len(rows), cols=len(table.headers))
        if document["style"] == "grid":
            made.style = "Table Grid"
        for x, y, cell in spans(rows):
            place = made.cell(y, x)
            if cell.across > 1 or cell.down > 1:
                place = place.merge(made.cell(y + cell.down - 1, x + cell.across - 1))
            paragraph = place.paragraphs[0]
            paragraph.text = cell.text
            if cell.number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for y, row in enumerate(made.rows):
            if y < len(table.header) and document["repeats"]:
                element(row._tr.get_or_add_trPr(), "w:tblHeader", val="true")
            for place in row.cells:
                properties = place._tc.get_or_add_tcPr()
                if document["style"] == "lines" and properties.find(qn("w:tcBorders")) is None:
                    borders = element(properties, "w:tcBorders")
                    element(borders, "w:bottom", val="single", sz="4", color="888888")
                elif document["style"] == "zebra" and y % 2 == 0 and properties.find(qn("w:shd")) is None:
                    element(properties, "w:shd", val="clear", color="auto", fill="DDDDEE")
        file.add_paragraph(words["outro"])
    file.save(str(target))


def xlsx(document, target):
    """Writes each table on a sheet of its own, below its title."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for index, table in enumerate(document["tables"]):
        sheet = book.create_sheet(WORDS[document["language"]]["sheet"].format(index + 1))
        sheet["A1"] = table.title
        for x, y, cell in spans(table.header + table.body):
            if cell.text:
                sheet.cell(y + 3, x + 1, cell.text)
            if cell.across > 1 or cell.down > 1:
                sheet.merge_cells(start_row=y + 3, start_column=x + 1, end_row=y + 2 + cell.down, end_column=x + cell.across)
    book.save(str(target))


def chromium(path, target):
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}",
                    path.as_uri()], check=True, capture_output=True, timeout=120)


def reportlab(document, target):
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus.doctemplate import LayoutError
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Flowable

    chinese = document["language"] == "zh"
    if chinese:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    font = "STSong-Light" if chinese else "Helvetica"
    wrap = "CJK" if chinese else None
    body = ParagraphStyle("body", fontName=font, fontSize=10, leading=13, wordWrap=wrap)
    right = ParagraphStyle("right", parent=body, alignment=TA_RIGHT)
    head = ParagraphStyle("head", fontName=font, fontSize=18, leading=24, wordWrap=wrap)
    words = WORDS[document["language"]]
    story = []
    for table in document["tables"]:
        story += [Paragraph(table.title, head), Paragraph(words["intro"], body), Spacer(1, 8)]
        styles, grid = [], []
        width = len(table.headers)
        rows = table.header + table.body
        grid = [[""] * width for _ in rows]
        for x, y, cell in spans(rows):
            grid[y][x] = Paragraph(html.escape(cell.text), right if cell.number else body)
            if cell.across > 1 or cell.down > 1:
                styles.append(("SPAN", (x, y), (x + cell.across - 1, y + cell.down - 1)))
        styles.append(("VALIGN", (0, 0), (-1, -1), "MIDDLE"))
        style = document["style"]
        if style == "grid":
            styles.append(("GRID", (0, 0), (-1, -1), 0.6, colors.black))
        elif style == "lines":
            styles.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey))
        elif style == "zebra":
            styles.append(("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.whitesmoke, colors.lightgrey]))
        widths = [max(58, min(170, max(12 + (10 if chinese else 5.6) * len(texts[c] or "") for texts in table.rows), 500 / width)) for c in range(width)]
        scale = min(1, 500 / sum(widths))
        story.append(Flowable(grid, colWidths=[w * scale for w in widths], style=styles,
                              repeatRows=len(table.header) if document["repeats"] else 0))
        story += [Spacer(1, 8), Paragraph(words["outro"], body), Spacer(1, 12)]
    try:
        SimpleDocTemplate(str(target), pagesize=A4, title=document["tables"][0].title).build(story)
    except (LayoutError, TypeError):
        # reportlab cannot break a page inside a merged cell.
        target.unlink(missing_ok=True)


def render(documents, folder, only):
    """Writes the files of each program; returns those that could not run."""
    pages = folder / "html"
    pages.mkdir(parents=True, exist_ok=True)
    paths = []
    for document in documents:
        path = pages / f"{document['name']}.html"
        path.write_text(to_html(document), encoding="utf-8")
        paths.append(path)
    missing = []

    def attempt(name, work):
        if only and name not in only:
            return
        target = folder / name
        target.mkdir(exist_ok=True)
        try:
            work(target)
        except (OSError, ImportError, subprocess.SubprocessError) as error:
            missing.append(f"{name} ({type(error).__name__})")

    attempt("chromium", lambda t: [chromium(p.resolve(), (t / f"{p.stem}.pdf").resolve()) for p in paths if not (t / f"{p.stem}.pdf").exists()])
    attempt("reportlab", lambda t: [reportlab(d, t / f"{d['name']}.pdf") for d in documents])
    attempt("docx", lambda t: [docx(d, t / f"{d['name']}.docx") for d in documents])
    attempt("xlsx", lambda t: [xlsx(d, t / f"{d['name']}.xlsx") for d in documents])
    attempt("libreoffice", lambda t: office(sorted((folder / "docx").glob("*.docx")), "pdf:writer_pdf_Export", t))
    attempt("odt", lambda t: office(sorted((folder / "docx").glob("*.docx")), "odt", t))
    return missing


# Scoring --------------------------------------------------------------------------------------------------------------

def plain(text):
    return re.sub(r"\s+", "", text or "").replace("，", ",")


def split(line):
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]


def read_rows(text):
    """Returns the rows of the pipe tables and records in a passage, each as pairs of header and value."""
    rows, header = [], None
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not (line.startswith("|") and line.rstrip().endswith("|")):
            header = None
            continue
        if number + 1 < len(lines) and re.fullmatch(r"\|[\s:|-]+\|", lines[number + 1].strip()):
            header = split(line)
        elif not re.fullmatch(r"\|[\s:|-]+\|", line.strip()):
            cells = split(line)
            rows.append(list(zip((header or []) + [""] * len(cells), cells)))
    record = [tuple(p.strip() for p in re.split(r"：|: ", line, maxsplit=1)) for line in lines if re.search(r"：|: ", line)]
    if not rows and record:
        rows.append([pair for pair in record if len(pair) == 2])
    return rows


def score(document, passages):
    """Returns the right cells, all cells, and some faults."""
    rows = [row for passage in passages for row in read_rows(passage)]
    right = total = 0
    faults = []
    for table in document["tables"]:
        key_column = next(i for i, parts in enumerate(table.headers) if parts[0] in (WORDS["zh"]["columns"][0], WORDS["en"]["columns"][0]))
        for texts in table.rows:
            key = plain(texts[key_column])
            found = [row for row in rows if any(plain(value) == key for _, value in row)]
            for parts, text in zip(table.headers, texts):
                if text is None:
                    continue
                total += 1
                values = [value for row in found for name, value in row if all(plain(part) in plain(name) for part in parts)
                          and (len(parts) > 1 or plain(parts[0]) == plain(name))]
                good = bool(found) and (all(plain(v) == plain(text) for v in values) if values else not text)
                right += good
                if not good and len(faults) < 3:
                    faults.append(f"{texts[key_column]} / {' '.join(parts)}: {text!r}, read {values[:2]}" if found else f"{texts[key_column]}: no such row")
    return right, total, faults


def rows(bench):
    """Yields the share of cells under the right header and in the right row, for each program that wrote the files."""
    folder = bench.cache / "tables"
    documents = [make_document(SEED, number) for number in range(COUNT)]
    if not folder.exists():
        for name in render(documents, folder, None):
            bench.remark(f"not written: {name}")
    for program in sorted(path for path in folder.iterdir() if any(path.iterdir())):
        files = sorted(program.iterdir())
        read = {file.stem: [chunk["text"] for chunk in document["chunks"]] for file, document in zip(files, bench.read(*files))}
        right = total = 0
        for document in documents:
            if document["name"] not in read:
                continue
            good, cells, faults = score(document, read[document["name"]])
            right, total = right + good, total + cells
            for fault in faults:
                bench.remark(f"{program.name}/{document['name']}: {fault}")
        is_pdf = files[0].suffix == ".pdf"
        format = "PDF of " + program.name if is_pdf else program.name.upper()
        yield f"tables, {format}: cells right, of {total}", right / max(total, 1), None, 0.95 if is_pdf else 1.0


SEED, COUNT = "1", 40
