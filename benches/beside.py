#!/usr/bin/env python3
"""beside.py [PROGRAM [TEXT…]]: CPU time of copydesk beside `wc -w`, `typos` and `codespell` on the same text, as a Markdown table.

The commands take turns, and each ratio is that of medians, so that other work on the machine tells least. PROGRAM:
target/release/copydesk; TEXT: the sample articles one behind the other, again and again, once as they should be and once as
they came, damaged in nearly every sentence. The two spelling checkers come with `pip install typos codespell`; one that is
not there is left out.
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile

RUNS = 5
SIZES = {"out": 16 << 20, "in": 2 << 20}
root = pathlib.Path(__file__).resolve().parent.parent
program = sys.argv[1] if len(sys.argv) > 1 else str(root / "target/release/copydesk")


def samples(folder, kind):
    """The samples of a kind, `in` or `out`, one behind the other in a file."""
    articles = b"".join(p.read_bytes() + b"\n" for p in sorted((root / "samples").glob(f"*.{kind}.txt")))
    path = pathlib.Path(folder) / f"samples.{kind}.txt"
    path.write_bytes(articles * -(-SIZES[kind] // len(articles)))
    return path


def seconds(argv, text):
    """The CPU time of a command, its output thrown away. What it found is no failure; a signal is."""
    with open(text, "rb") as stdin:
        p = subprocess.Popen(argv, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(p.pid, 0)
    if os.waitstatus_to_exitcode(status) < 0:
        sys.exit(f"{argv} was ended by a signal")
    return usage.ru_utime + usage.ru_stime


with tempfile.TemporaryDirectory() as folder:
    texts = [pathlib.Path(t) for t in sys.argv[2:]] or [samples(folder, kind) for kind in SIZES]
    commands = [("wc -w TEXT", ["wc", "-w"]), ("copydesk fix - < TEXT", [program, "fix", "-"])]
    commands += [(f"{name} TEXT", [name]) for name in ("typos", "codespell") if shutil.which(name)]
    rows = [f"`{name}`" for name, _ in commands]
    for text in texts:
        times = [[] for _ in commands]
        for _ in range(RUNS):
            for (_, argv), taken in zip(commands, times):
                taken.append(seconds(argv if argv[-1] == "-" else [*argv, str(text)], text))
        yard = statistics.median(times[0])
        rows = [f"{row} | {statistics.median(taken) / yard:.1f}" for row, taken in zip(rows, times)]
    print("| |", " | ".join(t.name for t in texts), "|")
    print("|---|", "---:|" * len(texts), sep="")
    print("\n".join(f"| {row} |" for row in rows))
