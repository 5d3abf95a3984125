#!/usr/bin/env python3
"""make.py SCOWL NAMES: writes the lists of this folder.

SCOWL  the folder of Debian's package `scowl` (/usr/share/dict/scowl)
NAMES  the folder `names` of the PyPI package `names` 0.3.0, which holds the name files of the 1990 US Census (public domain)
"""
import pathlib
import re
import sys

scowl, census = map(pathlib.Path, sys.argv[1:3])
here = pathlib.Path(__file__).parent
SIZES = {"core": ("10", "20"), "common": ("35",), "uncommon": ("40", "50", "55"), "rare": ("60", "70")}
SURNAMES = 20000      # the commonest, which nine people in ten bear


def words(pattern):
    """The entries of the SCOWL files that match, possessives left out."""
    for path in sorted(scowl.glob(pattern)):
        for line in path.read_text("latin-1").split("\n"):
            if line and not line.endswith("'s"):
                yield line


known = set()
for level, sizes in SIZES.items():
    found = set()
    for size in sizes:
        for kind in ("words", "contractions"):
            for word in words(f"*-{kind}.{size}"):
                # The program's words end at an apostrophe: "didn't" is "didn" and "t".
                found.update(piece for piece in re.split("['.-]", word) if piece)
    found = {word.lower() for word in found} - known
    known |= found
    (here / f"{level}.txt").write_text("\n".join(sorted(found)) + "\n", "utf-8")

names = set()
for size in ("10", "20", "35", "40", "50", "55", "60", "70"):
    for kind in ("upper", "proper-names"):
        for word in words(f"*-{kind}.{size}"):
            names.update(piece for piece in re.split("['.-]", word) if len(piece) > 1 and piece[0].isupper())


def capital(name):
    return re.sub("^Mc(.)", lambda m: "Mc" + m[1].upper(), name.capitalize())


for file, most in (("dist.female.first", None), ("dist.male.first", None), ("dist.all.last", SURNAMES)):
    rows = (census / file).read_text().split("\n")[:most]
    names.update(capital(row.split()[0]) for row in rows if row.strip() and len(row.split()[0]) > 1)
(here / "names.txt").write_text("\n".join(sorted(names)) + "\n", "utf-8")
