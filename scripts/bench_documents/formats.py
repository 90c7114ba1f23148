"""Number formats: what kefu reads from a workbook, compared with what LibreOffice displays.

The codes are made systematically over the kinds of ECMA-376, 18.8.31, with codes that real workbooks contain.
"""
import csv
import itertools
import subprocess
import zipfile
from xml.sax.saxutils import escape, quoteattr

NUMBERS = [1234.5678, -1234.5678, 0, 0.5, 7, 1250000, "text"]
# From March 1900 on: LibreOffice does not have the 29 February 1900 of Excel.
DATES = [45360.5625, 45292, 36525.999, 0.75, 39999.375]

# What Excel documents and LibreOffice does not know: the escape of Chinese editions, colours in Chinese, the words
# 上午/下午, and fractions of elapsed seconds. The tests check them.
UNKNOWN_TO_PEER = ["0!.0", "[红色]", "上午/下午", "[ss].00"]


def number_codes():
    """Returns codes for numbers, money, percentages, exponents and fractions."""
    whole = ["0", "#", "#,##0", "00000", "#,##0,", "0,,", "000-000", "??0", "#,###"]
    places = ["", ".0", ".00", ".##", ".0#", ".00?", ".000"]
    codes = [w + p for w, p in itertools.product(whole, places) if not (p and ("-" in w or w.endswith(",")))]
    codes += ["0.0,", "0.00,,", "#,##0.0,\"k\"", "0!.0,\"万元\"", "0.0,,\"百万\"", "0\\.0,\"万\"", "#,##0.00,,\" M\""]
    codes += ["0%", "0.0%", "0.00%", "#%", "0\"%\"", "%0", "0%\" off\"", "0.00\\%", "0.0%;-0.0%;\"-\""]
    codes += [f"{e}" for e in ["0E+0", "0.00E+00", "0.0E-0", "##0.0E+0", "##0.00E+00", "0.###E+0", "#0E+00"]]
    codes += ["# ?/?", "# ??/??", "# ???/???", "?/?", "??/??", "# ?/2", "# ?/4", "# ?/8", "# ??/16", "# ??/100", "0 0/0"]
    money = ["¥", "￥", "$", "€", "£", "\"RMB \"", "[$¥-804]", "[$￥-804]", "[$€-407]", "[$$-409]", "[$£-809]", "[$USD] ",
             "[$HK$-C04]", "[$NT$-404]", "\"US$\"", "\\¥"]
    codes += [m + n for m, n in itertools.product(money, ["#,##0.00", "0"])]
    codes += ["#,##0.00\" €\"", "#,##0 [$€-1]", "0\"元\"", "0.00\"元\"", "#,##0\"元/月\"", "0\"件\"", "0\" kg\"", "0\"小时\""]
    return codes


def section_codes():
    """Returns codes with sections, conditions, colours, gaps and text."""
    codes = ["0;-0", "0;(0)", "0.00;[Red]-0.00", "#,##0_);(#,##0)", "#,##0_);[Red](#,##0)", "0;-0;\"zero\"", "0;;", ";;;",
             "0;-0;;@", "0;0;0;\"[\"@\"]\"", "@", "@\" (text)\"", "\"No. \"@", "0;\"minus \"0", "+0;-0;0", "\"▲\"0;\"▼\"0;\"-\"",
             "[>=1000]#,##0,\"K\";0", "[>=1000000]0.0,,\"M\";[>=1000]0.0,\"K\";0", "[<1]0%;0", "[=0]\"免费\";0\"元\"",
             "[=1]\"是\";[=0]\"否\";\"其他\"", "[Red][<0]0.0;[Blue]0.0", "[>100][Green]0;[Red]0", "[<=10]\"few\";\"many\"",
             "[Color10]0.00", "[红色]0", "[>=10000]0!.0,\"万\";0", "[<>0]0.0;\"none\"", "0;[Red]0", "General;[Red]-General",
             "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ",
             "_-* #,##0.00\\ _€_-;-* #,##0.00\\ _€_-;_-* \"-\"??\\ _€_-;_-@_-", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "]
    codes += ["General", "General\"件\"", "\"约\"General", "\"HZ-\"00000", "\"HZ-\"00000\"-A\"", "000\\-0000\\-0000",
              "(000) 000-0000", "00\"-\"00", "\"#\"0", "0\\ \"x\"", "\"A\"\"B\"0", "0\"\\\"", "!#0", "'0", "0-0", "0/0\"x\"",
              "000 000", "0:00", "\"第\"0\"名\"", "\"第\"0\"条\"", "0.0\"折\"", "0\"～\"", "0.0\"%\"", "0.000E+00", "#,##0.00;[Red]-#,##0.00", "0.00;0.00;\"—\"", "#,##0\"人\"", "0.0\"km\"", "00\"号\"",
              "\"共\"0\"页\"", "0.00\"％\"", "+0.0%;-0.0%;0.0%", "#,##0.00_ ", "0_ ", "#,##0_);[Red]\\(#,##0\\)", "{0}", "<0>", "0&\"x\"", "~0", "0^", "=0"]
    codes += [f"[DBNum{n}][$-804]{c}" for n, c in itertools.product([1, 2, 3], ["General", "0", "0.00"])]
    return codes


def date_codes():
    """Returns codes for dates, times, weekdays and elapsed time."""
    codes = ["yyyy-mm-dd", "yyyy/m/d", "yyyy.mm.dd", "yy-m-d", "m/d/yyyy", "dd/mm/yyyy", "d.m.yyyy", "dd-mmm-yy", "mmm-yy",
             "mmmm d, yyyy", "d mmmm yyyy", "ddd, mmm d", "dddd", "ddd", "mmm", "mmmm", "mmmmm", "m", "mm", "d", "dd", "yy", "yyyy",
             "yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd\"T\"hh:mm:ss", "m/d/yyyy h:mm AM/PM", "h:mm", "hh:mm",
             "h:mm:ss", "h:mm AM/PM", "hh:mm AM/PM", "h AM/PM", "h:mm a/p", "mm:ss", "mm:ss.0", "h:mm:ss.00", "h:mm:ss.000",
             "[h]:mm", "[hh]:mm", "[h]:mm:ss", "[m]", "[mm]:ss", "[s]", "[ss].00", "[h]\"小时\"mm\"分\"", "hh\"h\"mm", "h\"点\"",
             "yyyy\"年\"m\"月\"d\"日\"", "yyyy\"年\"mm\"月\"dd\"日\"", "yyyy\"年\"m\"月\"", "m\"月\"d\"日\"", "h\"时\"mm\"分\"",
             "h\"时\"mm\"分\"ss\"秒\"", "yyyy\\-mm\\-dd", "yyyy\\ mm\\ dd", "mm/dd;@", "yyyy/m/d;@", "dddd, mmmm dd, yyyy",
             "[<1]h:mm;yyyy-mm-dd", "s", "ss", "h:m:s", "d/m", "\"Due \"d mmm", "yyyymmdd", "hhmm", "yyyy-mm", "mm-dd"]
    codes += [f"[$-{l}]{c}" for l, c in itertools.product(
        ["409", "804"], ["dddd", "ddd", "mmmm", "mmm", "d mmmm yyyy", "h:mm AM/PM", "yyyy-m-d ddd", "mmm-yy"])]
    codes += ["[$-804]yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy\"年\"m\"月\"d\"日\" dddd", "[$-804]上午/下午h\"时\"mm\"分\"",
              "[$-409]m/d/yy h:mm AM/PM;@", "[$-804]aaaa", "[$-804]aaaa;@", "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "[DBNum1][$-804]m\"月\"d\"日\"",
              "[DBNum1][$-804]h\"时\"mm\"分\"", "[$-404]dddd", "[$-411]dddd", "[$-411]aaa", "[$-407]d. mmmm yyyy", "[$-40C]dddd",
              "[$-804]AM/PMh:mm", "[$-809]dd mmmm yyyy", "[$-C04]mmmm"]
    return codes


def codes():
    """Returns pairs (code, values), each code once."""
    numbers = [(code, NUMBERS) for code in number_codes() + section_codes()]
    known = [case for case in numbers + [(c, DATES) for c in date_codes()] if not any(u in case[0] for u in UNKNOWN_TO_PEER)]
    return list(dict(known).items())


def write_workbook(path, cases):
    """Writes a workbook with one row for each code: its values in the format, each between bars of its own."""
    formats, styles, rows = [], ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'], []
    for number, (code, values) in enumerate(cases):
        formats.append(f'<numFmt numFmtId="{200 + number}" formatCode={quoteattr(code)}/>')
        styles.append(f'<xf numFmtId="{200 + number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>')
        cells = "".join(
            f'<c s="{number + 1}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if isinstance(value, str)
            else f'<c s="{number + 1}"><v>{value!r}</v></c>' for value in values)
        rows.append(f'<row r="{number + 1}">{cells}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        f'"{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="formats" sheetId="1" r:id="r1"/>'
        '</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {main}><numFmts count="{len(formats)}">{"".join(formats)}</numFmts><fonts count="1">'
        '<font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/>'
        '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(styles)}">{"".join(styles)}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData>{"".join(rows)}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def displayed(path, folder):
    """Returns the rows of cells that LibreOffice displays."""
    # Field separator, quote, UTF-8, first line, no column formats, language, quote all texts, cells as shown.
    options = 'csv:Text - txt - csv (StarCalc):9,34,76,1,,1033,false,true'
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", options,
                    "--outdir", str(folder), str(path)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(folder / (path.stem + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))


def rows(bench):
    cases = codes()
    path = bench.cache / "formats.xlsx"
    write_workbook(path, cases)
    shown = displayed(path, bench.cache)
    # Rows whose cells are all empty are left out of the text, which numbers its lines by the row of the sheet.
    read = {line["line"]: line["text"].split("\t") for line in bench.lines(path)}
    equal = whole = codes_right = 0
    for number, (code, values) in enumerate(cases):
        row, right = read.get(number + 1, []), True
        for column in range(len(values)):
            peer = shown[number][column].strip() if column < len(shown[number]) else ""
            ours = row[column].strip() if column < len(row) else ""
            whole, equal = whole + 1, equal + (peer == ours)
            if peer != ours:
                right = False
                bench.remark(f"{code!r} of {values[column]!r}: {ours!r}, LibreOffice {peer!r}")
        codes_right += right
    yield f"number formats: cells as LibreOffice displays them ({whole})", equal / whole, 1.0, 0.98
    yield f"number formats: codes right in all their cells ({len(cases)})", codes_right / len(cases), 1.0, 0.98
