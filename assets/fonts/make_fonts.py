"""Makes Lamina Sans: Noto fonts of every script of the data, merged into one TrueType family.

AWT and JavaFX don't fall back from one loaded font to another, so one file must have all scripts.
Usage: python3 make_fonts.py NOTO_TRUETYPE_DIR NOTO_CJK_DIR VOCAB_TXT OUT_DIR   (needs fontTools)
"""
import pathlib
import sys

from fontTools.merge import Merger, Options as MergeOptions
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

HERE = pathlib.Path(__file__).parent
SCRIPTS = ["", "Arabic", "Devanagari", "Thai", "Hebrew", "Bengali", "Tamil", "Telugu", "Georgian", "Gujarati", "Malayalam", "Gurmukhi", "Myanmar"]
FEATURES = ["*"]
LATIN = set(range(0x20, 0x250)) | set(range(0x2B0, 0x530)) | set(range(0x1E00, 0x2000)) \
    | set(range(0x2000, 0x2070)) | set(range(0x2070, 0x20D0)) | set(range(0x2100, 0x2150)) | {0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0xFFFD, 0x25CC}
EXTRA = "。、，．・：；？！「」『』（）《》〈〉【】〜ー￥　中文日本語한국어"


def hangul():
    """The 2350 syllables of KS X 1001."""
    for high in range(0xB0, 0xC9):
        for low in range(0xA1, 0xFF):
            yield ord(bytes([high, low]).decode("euc-kr"))


def common_han():
    """The characters that the standards of China, Taiwan and Japan put first."""
    for encoding, highs, lows in (("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)),
                                  ("euc-jp", range(0xB0, 0xD0), range(0xA1, 0xFF)),
                                  ("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])):
        for high in highs:
            for low in lows:
                yield from map(ord, bytes([high, low]).decode(encoding, errors="ignore"))


def wanted_cjk(vocab):
    points = {ord(c) for line in vocab.read_text(encoding="utf-8").splitlines() for c in line}
    for path in (HERE.parent.parent / "sample-data").rglob("*.*"):
        if path.suffix in (".conllu", ".iob2", ".tsv"):
            points |= set(map(ord, path.read_text(encoding="utf-8")))
    points |= set(common_han()) | set(map(ord, EXTRA)) | set(range(0x3040, 0x3100)) | set(hangul())
    return {p for p in points if 0x2E80 <= p <= 0x9FFF or 0xAC00 <= p <= 0xD7A3 or 0xFF00 <= p <= 0xFFEF or 0x3000 <= p <= 0x30FF}


def subset(font, points):
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "STAT", "MATH", "DSIG", "meta", "HVAR", "MVAR", "avar", "fvar", "gvar"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    return font


def to_truetype(font):
    """CFF outlines become quadratic ones."""
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        table.glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for key in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                "maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxPoints",
                "maxContours", "maxCompositePoints", "maxCompositeContours", "maxComponentDepth"):
        setattr(maxp, key, 1 if key == "maxZones" else 0)
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\000\001\000\000"
    return font


def main(noto, cjk, vocab, out):
    noto, cjk, vocab, out = map(pathlib.Path, (noto, cjk, vocab, out))
    out.mkdir(parents=True, exist_ok=True)
    for weight in ("Regular", "Bold"):
        parts = []
        metrics = None
        for script in SCRIPTS:
            path = noto / f"NotoSans{script}-{weight}.ttf"
            if not path.exists():
                print("left out:", path.name)
                continue
            font = TTFont(path)
            if metrics is None:
                metrics = {k: getattr(font["hhea"], k) for k in ("ascent", "descent", "lineGap")}
                os2 = {k: getattr(font["OS/2"], k) for k in ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent")}
            points = LATIN if not script else {p for p in font.getBestCmap() if p >= 0x530 and p not in LATIN} | {0x20}
            part = out / f"part-{len(parts)}.ttf"
            subset(font, points).save(part)
            parts.append(str(part))
        font = TTFont(cjk / f"NotoSansCJK-{weight}.ttc", fontNumber=0)
        options_points = wanted_cjk(vocab)
        for tag in ("GSUB", "GPOS"):
            if tag in font:
                del font[tag]
        part = out / f"part-{len(parts)}.ttf"
        to_truetype(subset(font, options_points)).save(part)
        parts.append(str(part))
        options = MergeOptions()
        options.drop_tables = ["vhea", "vmtx", "VORG", "BASE", "meta", "GDEF_dummy"]
        merged = Merger(options).merge(parts)
        for key, value in metrics.items():
            setattr(merged["hhea"], key, value)
        for key, value in os2.items():
            setattr(merged["OS/2"], key, value)
        names = merged["name"]
        names.names = [n for n in names.names if n.nameID in (0, 13, 14)]
        for name_id, text in ((1, "Lamina Sans"), (2, weight), (3, f"Lamina Sans {weight}"), (4, f"Lamina Sans {weight}"), (5, "Version 1.0"), (6, f"LaminaSans-{weight}")):
            names.setName(text, name_id, 3, 1, 0x409)
            names.setName(text, name_id, 1, 0, 0)
        target = out / f"LaminaSans-{weight}.ttf"
        merged.save(target)
        for part in parts:
            pathlib.Path(part).unlink()
        print(target.name, target.stat().st_size, "bytes", len(merged.getBestCmap()), "characters")


main(*sys.argv[1:])
