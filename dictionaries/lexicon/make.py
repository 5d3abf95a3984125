#!/usr/bin/env python3
"""make.py SCOWL NAMES FAKER: writes the lists of this folder.

SCOWL  the folder of Debian's package `scowl` (/usr/share/dict/scowl)
NAMES  the folder `names` of the PyPI package `names` 0.3.0, which holds the name files of the 1990 US Census (public domain)
FAKER  the unpacked PyPI package `faker` 40.54.0 (MIT), which holds given names and surnames by country
"""
import importlib
import pathlib
import re
import sys

scowl, census, faker = map(pathlib.Path, sys.argv[1:4])
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

# Names of people all over the world, in Latin letters; what is a word or known already is left out, and names that end in an
# Arabic letter written as a mark (Rafi\u2018).
MARKED = {"Badi", "Jami", "Rabi", "Rafi", "Shafi", "Wasi"}
sys.path.insert(0, str(faker))
people = set()
for path in sorted((faker / "faker/providers/person").glob("*/__init__.py")):
    try:
        provider = importlib.import_module(f"faker.providers.person.{path.parent.name}").Provider
    except Exception:      # one locale does not load by itself
        continue
    for attribute in dir(provider):
        rows = getattr(provider, attribute)
        if "name" not in attribute or not isinstance(rows, (dict, tuple, list, set)):
            continue
        for row in rows:
            if isinstance(row, str) and "{" not in row:
                people.update(w for w in re.split(r"[\s'\u2019.-]+", row) if re.fullmatch("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{4,}", w) and w == w.capitalize())
listed = {name.lower() for name in names}
people = {name for name in people if name.lower() not in known and name.lower() not in listed} - MARKED
(here / "people.txt").write_text("\n".join(sorted(people)) + "\n", "utf-8")
