"""Page, grid and styles of official documents in Word (GB/T 9704-2012): A4, 37/28/35/26 mm, 22 lines of 28 characters."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

BODY, HEI, KAI, TITLE, SONG, LATIN = (
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "方正小标宋简体",
    "宋体",
    "Times New Roman",
)
FALL_BACKS = {
    BODY: ("仿宋", "roman"),
    HEI: ("SimHei", "swiss"),
    KAI: ("楷体", "script"),
    TITLE: ("华文中宋", "roman"),
    SONG: ("SimSun", "roman"),
}
"""For a computer that lacks a font of the standard: the one to take instead, and the family that it is of."""
SAN, ER, SI, XIAO_SI, WU, SMALL, CODE = Pt(16), Pt(22), Pt(14), Pt(12), Pt(10.5), Pt(8), Pt(6)
"""3号, 2号, 4号, 小4号, 5号, the type of the appendix, and the small print of figure codes."""
LINE = Pt(28.95)
"""225 mm of text in 22 lines, as Word's own grid of 22 lines has it: 579 twentieths of a point."""
LINE_PITCH, CHARACTER_SPACE = "579", "-848"
"""The page's grid of 22 lines and 28 characters: twentieths of a point between lines, 4096ths of a point between characters."""
TIGHTER = "-8"
"""Twentieths of a point by which characters of the text stand closer: 28 to a line, with less than half of one to spare, so that
Word and LibreOffice, which rounds, both set 28."""
AFTER_SPACING = (
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:vertAlign",
    "w:lang",
)
"""What the schema wants behind the spacing of characters."""
TEXT_WIDTH = Mm(156)
BLACK, CODE_GREY, RED = RGBColor(0, 0, 0), RGBColor(0x6A, 0x72, 0x76), RGBColor(0xC8, 0x1E, 0x1E)
HEADINGS = (("Heading 1", HEI), ("Heading 2", KAI), ("Heading 3", BODY), ("Heading 4", BODY))
CHARACTER = 16.0
"""Points of a character of the text, by which indents are measured."""


def new_document(language: str) -> Any:
    """An empty document with the page, the styles and the page numbers of the standard."""
    document = Document()
    _page(document)
    normal = off_grid(_style(document, "Normal", BODY, SAN))
    # No punctuation stands in the margin.
    hanging = element("overflowPunct", {"val": "0"})
    normal.element.pPr.insert_element_before(hanging, "w:snapToGrid")
    for name, font in HEADINGS:
        heading = _tight(_style(document, name, font, SAN))
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        heading.paragraph_format.keep_with_next = True
        # Chinese tells headings by their fonts; letters have one.
        heading.font.bold = language != "zh"
        indent(heading, 2)
    title = _style(document, "Title", TITLE, ER)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = LINE
    title.paragraph_format.keep_with_next = True
    _no_border(title)
    body = _tight(_style(document, "Lianxin Body", BODY, SAN, base="Normal"))
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    # Every page is filled: a last line may stand alone at its head.
    body.paragraph_format.widow_control = False
    indent(body, 2)
    flush = _tight(_style(document, "Lianxin Flush", BODY, SAN, base="Normal"))
    flush.paragraph_format.keep_with_next = True
    _fronts(document)
    _small_styles(document)
    _language(document, language)
    _name_fall_backs(document)
    return document


def _fronts(document: Any) -> None:
    """Styles of what stands around the text."""
    mark = _style(document, "Lianxin Mark", TITLE, Pt(48), base="Normal")
    mark.font.color.rgb = RED
    mark.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _single(mark)
    _style(
        document, "Lianxin Number", BODY, SAN, base="Normal"
    ).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    sign = _tight(_style(document, "Lianxin Signature", BODY, SAN, base="Normal"))
    sign.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    sign.paragraph_format.keep_with_next = True
    prints = _style(document, "Lianxin Printing", BODY, SI, base="Normal")
    _single(prints)
    contents = _style(document, "Lianxin Contents", HEI, SAN, base="Normal")
    contents.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    contents.paragraph_format.space_after = Pt(14)
    for level in (1, 2):
        line = _style(document, f"toc {level}", BODY, SI, base="Normal")
        line.paragraph_format.left_indent = Pt(0 if level == 1 else 28)
        tabs = OxmlElement("w:tabs")
        tabs.append(
            element("tab", {"val": "right", "leader": "middleDot", "pos": str(int(TEXT_WIDTH.twips))})
        )
        line.element.get_or_add_pPr().insert_element_before(tabs, "w:spacing", "w:ind", "w:jc")


def _small_styles(document: Any) -> None:
    """Styles of tables, captions, pictures and codes, which stand beside the grid of the text."""
    _single(_style(document, "Lianxin Cell", SONG, WU, base="Normal"))
    _single(_style(document, "Lianxin Small Cell", SONG, SMALL, base="Normal"))
    note = _single(_style(document, "Lianxin Note", SONG, WU, base="Normal"))
    note.paragraph_format.space_before = Pt(6)
    caption = _single(_style(document, "Lianxin Caption", HEI, XIAO_SI, base="Normal"))
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    picture = _single(_style(document, "Lianxin Picture", BODY, SAN, base="Normal"))
    picture.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture.paragraph_format.space_after = Pt(10)
    code = document.styles.add_style("Lianxin Code", WD_STYLE_TYPE.CHARACTER)
    code.font.size, code.font.name, code.font.color.rgb, code.font.bold = CODE, LATIN, CODE_GREY, False
    # Raised by points and not as superscript, which would shrink what is small already.
    raised = element("position", {"val": "10"})
    code.element.get_or_add_rPr().insert_element_before(raised, *AFTER_SPACING[3:])


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.bottom_margin, section.right_margin = (
        Mm(37),
        Mm(28),
        Mm(35),
        Mm(26),
    )
    # The dashes beside the number stand 7 mm below the text: half of a line of 14 points lies under them.
    section.footer_distance = Mm(24.5)
    grid = element(
        "docGrid", {"type": "linesAndChars", "linePitch": LINE_PITCH, "charSpace": CHARACTER_SPACE}
    )
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001  python-docx has no way to a page grid
        section._sectPr.remove(old)  # noqa: SLF001
    section._sectPr.append(grid)  # noqa: SLF001
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, on odd pages at the right, on even ones at the left, one character in."""
    paragraph.alignment = side
    layout = paragraph.paragraph_format
    layout.right_indent = layout.left_indent = SI
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, SI
    for text in ("— ", None, " —"):
        if text is None:
            field(paragraph, " PAGE ", "1", SONG)
        else:
            run = paragraph.add_run(text)
            run.font.size = SI
            set_fonts(run, SONG, SONG)


def field(paragraph: Any, instruction: str, shown: str, font: str = "") -> None:
    """A field of Word. One that shows nothing yet is reckoned when the file is opened."""
    for kind, content in (("begin", ""), ("", instruction), ("separate", ""), (None, shown), ("end", "")):
        run = paragraph.add_run(content if kind is None else "")
        if font:
            run.font.size = SI
            set_fonts(run, font, font)
        if kind is None:
            continue
        part = element("fldChar", {"fldCharType": kind}) if kind else OxmlElement("w:instrText")
        if kind == "begin" and not shown:
            part.set(qn("w:dirty"), "true")
        if not kind:
            part.text = content
        run._r.append(part)  # noqa: SLF001  python-docx has no fields


def _style(document: Any, name: str, font: str, size: Length, base: str = "") -> Any:
    known = [style.name for style in document.styles]
    style = (
        document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    if base:
        style.base_style = document.styles[base]
    style.font.size = size
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_fonts(style, font)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = LINE
    style.paragraph_format.space_after = Pt(0)
    return style


def set_fonts(owner: Any, font: str, latin: str = LATIN) -> None:
    """Chinese characters in `font`, letters and digits in `latin`; theme fonts must not win over them."""
    owner.font.name = latin
    fonts = owner._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001  python-docx knows one font of a run
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name, value in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", font)):
        fonts.set(qn(f"w:{name}"), value)


def indent(style: Any, characters: int) -> None:
    """Indent the first line by whole characters, as Chinese text does, whatever the size."""
    ind = style.element.get_or_add_pPr().get_or_add_ind()
    ind.set(qn("w:firstLineChars"), str(characters * 100))
    ind.set(qn("w:firstLine"), str(characters * 316))


def off_grid(style: Any) -> Any:
    """Let the style keep its own height of lines and width of characters.

    The page has the standard's grid, but programmes lay characters on a grid differently; exact lines and `TIGHTER` give 22 lines
    of 28 characters in all of them.
    """
    properties = style.element.get_or_add_pPr()
    # The schema wants it before spacing, indents and alignment.
    properties.insert_element_before(element("snapToGrid", {"val": "0"}), "w:spacing", "w:ind", "w:jc")
    style.element.get_or_add_rPr().insert_element_before(
        element("snapToGrid", {"val": "0"}), "w:color", *AFTER_SPACING
    )
    return style


def _tight(style: Any) -> Any:
    """Characters so close that 28 of them fill a line."""
    style.element.get_or_add_rPr().insert_element_before(element("spacing", {"val": TIGHTER}), *AFTER_SPACING)
    return style


def _single(style: Any) -> Any:
    """Lines as high as their own characters: for tables, captions and pictures."""
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    return style


def _no_border(style: Any) -> None:
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _language(document: Any, language: str) -> None:
    run = document.styles["Normal"].element.get_or_add_rPr()
    # Letters and digits are never Chinese: some programmes would break a number at the end of a line.
    run.append(element("lang", {"val": "en-GB", "eastAsia": "zh-CN" if language == "zh" else "en-GB"}))


def _name_fall_backs(document: Any) -> None:
    """Say in the table of fonts what stands for a font that a computer lacks."""
    part = next(
        part for part in document.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml"
    )
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, (other, family) in FALL_BACKS.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")  # noqa: SLF001  python-docx leaves it unread


def element(name: str, values: dict[str, str] | None = None) -> Any:
    """An element of Word's own vocabulary."""
    made = OxmlElement(f"w:{name}")
    for key, value in (values or {}).items():
        made.set(qn(f"w:{key}"), value)
    return made
