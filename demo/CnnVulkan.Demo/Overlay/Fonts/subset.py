#!/usr/bin/env python3
"""Makes the overlay's fonts from Inter (https://rsms.me/inter, Debian: fonts-inter) with fontTools (Debian: python3-fonttools).

    python3 subset.py /usr/share/fonts/opentype/inter .

Keeps Latin-1, Latin Extended-A and the symbols the overlay draws; figures get one width, so that a running number does not
shiver; pair kerning goes from GPOS into the plain 'kern' table, which stb_truetype reads. The family gets a name of its own.
"""
import sys
from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

SYMBOLS = "ΔΩαβλμπστ–—‘’“”„†•…‰′″‹›€™←↑→↓↔↕↵⇧⌘−∕√∞∫≈≠≤≥◆●○■□▲▼◀▶✓✗"
CHARACTERS = list(range(0x20, 0x7F)) + list(range(0xA0, 0x180)) + [ord(c) for c in SYMBOLS]


def tabular_figures(font):
    """Points the characters 0-9 at the glyphs the 'tnum' feature would put in their place."""
    gsub = font["GSUB"].table
    swap = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                table = getattr(table, "ExtSubTable", table)
                swap.update(getattr(table, "mapping", {}))
    for table in font["cmap"].tables:
        for code in range(0x30, 0x3A):
            if code in table.cmap:
                table.cmap[code] = swap.get(table.cmap[code], table.cmap[code])


def pair_value(table, left, right):
    """The change of the left glyph's advance that one pair table asks for, or None where it says nothing."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        return next((p.Value1.XAdvance if p.Value1 else 0 for p in pairs if p.SecondGlyph == right), None)
    row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
    value = row.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
    return getattr(value, "XAdvance", 0) if value else 0


def flatten_kerning(font):
    gpos = font["GPOS"].table
    lookups = sorted({i for r in gpos.FeatureList.FeatureRecord if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex})
    tables = [getattr(t, "ExtSubTable", t) for i in lookups for t in gpos.LookupList.Lookup[i].SubTable]
    glyphs = sorted(set(font.getBestCmap().values()), key=font.getGlyphID)
    pairs = {}
    for left in glyphs:
        own = [t for t in tables if left in t.Coverage.glyphs]
        for right in glyphs:
            value = next((v for v in (pair_value(t, left, right) for t in own) if v is not None), 0)
            if value:
                pairs[left, right] = value
    limit = 10000  # the table's length field holds 16 bits
    kept = sorted(pairs, key=lambda p: -abs(pairs[p]))[:limit]
    kern = newTable("kern")
    kern.version = 0
    table = KernTable_format_0()
    table.coverage = 1
    table.kernTable = {p: pairs[p] for p in kept}
    kern.kernTables = [table]
    font["kern"] = kern
    del font["GPOS"]
    return len(pairs), len(kept)


def make(source, target, style):
    font = TTFont(source)
    tabular_figures(font)
    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GDEF", "STAT", "DSIG", "BASE"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=CHARACTERS)
    cutter.subset(font)
    found, kept = flatten_kerning(font)
    for table in ("GSUB", "GDEF"):
        if table in font:
            del font[table]
    for record in font["name"].names:
        renamed = {1: "CnnVulkan Sans", 2: style, 4: f"CnnVulkan Sans {style}", 6: f"CnnVulkanSans-{style}"}.get(record.nameID)
        if renamed:
            record.string = renamed
    font.recalcTimestamp = False
    font.save(target)
    print(target, len(font.getGlyphOrder()), "glyphs,", kept, "of", found, "kerning pairs")


folder, out = sys.argv[1], sys.argv[2]
make(f"{folder}/Inter-Regular.otf", f"{out}/Sans-Regular.otf", "Regular")
make(f"{folder}/Inter-SemiBold.otf", f"{out}/Sans-SemiBold.otf", "SemiBold")
