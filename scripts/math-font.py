"""Makes www/styles/math-font/: a font with a MATH table for formulas, so that radicals and brackets grow.

A subset of STIX Math 1.1.1 (SIL Open Font License 1.1) with the characters of our formulas, under a name of its own, as the
licence asks of a modified version. The file is committed; run this again only to add characters:

    apt-get download fonts-stix=1.1.1-4.1 && dpkg -x fonts-stix_1.1.1-4.1_all.deb stix
    pip install fonttools==4.68.0 brotli==1.2.1
    python scripts/math-font.py stix/usr/share/fonts/opentype/stix-word/STIXMath-Regular.otf
"""

import hashlib
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE_SHA256 = "ffa86ff85660f452fe916ada2805026bde5b9b0d1e6ffafb5f73972675ecfd40"
NAME = "init-lab Math"
FOLDER = pathlib.Path(__file__).parent.parent / "www" / "styles" / "math-font"

ROMAN = "".join(map(chr, range(0x20, 0x7F))).translate({ord(c): None for c in "\"#$&@\\^_`{}~"})
GREEK = "αβγδεηθλμπρσφΔΣΦ"
OPERATORS = "−±×·∼≈≠≤≥≪≫∈∝∞∂∑√′…→‖¯ˆ²³"
# Letters of one-letter identifiers, which MathML sets in italics, and calligraphic N and U.
ITALIC = "".join(map(chr, range(0x1D434, 0x1D468))) + "ℎ" + "𝛼𝛽𝛾𝛿𝜀𝜂𝜃𝜆𝜇𝜋𝜌𝜎𝜑𝜕"
SCRIPT = "𝒩𝒰"


def main(path):
    data = pathlib.Path(path).read_bytes()
    if hashlib.sha256(data).hexdigest() != SOURCE_SHA256:
        sys.exit(f"{path} is not the STIXMath-Regular.otf of fonts-stix 1.1.1-4.1.")
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = ["ssty"]
    options.drop_tables += ["FFTM", "GPOS", "GDEF"]
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    font = TTFont(path)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=ROMAN + GREEK + OPERATORS + ITALIC + SCRIPT)
    subsetter.subset(font)
    assert "MATH" in font
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = NAME
        if record.nameID == 6:
            record.string = NAME.replace(" ", "")
    cff = font["CFF "].cff
    cff.fontNames[0] = NAME.replace(" ", "")
    top = cff.topDictIndex[0]
    top.FullName = top.FamilyName = NAME
    font.flavor = "woff2"
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / "init-lab-math.woff2"
    font.save(target)
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1])
