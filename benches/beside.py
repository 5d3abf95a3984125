#!/usr/bin/env python3
"""beside.py [PROGRAM [TEXT]]: CPU time of copydesk beside `wc -w`, `typos` and `codespell` on the same text, as a Markdown table.

The commands take turns, and each ratio is that of medians, so that other work on the machine tells least. PROGRAM:
target/release/copydesk; TEXT: the sample articles, corrected, one behind the other, again and again, 16 MiB of them.
The two spelling checkers come with `pip install typos codespell`; one that is not there is left out.
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile

RUNS = 5
SIZE = 16 << 20
root = pathlib.Path(__file__).resolve().parent.parent
program = sys.argv[1] if len(sys.argv) > 1 else str(root / "target/release/copydesk")


def samples(to):
    articles = [p.read_bytes() + b"\n" for p in sorted((root / "samples").glob("*.out.txt"))]
    written = 0
    while written < SIZE:
        written += sum(to.write(a) for a in articles)


def seconds(argv, stdin):
    """The CPU time of a command, its output thrown away. What it found is no failure; a signal is."""
    p = subprocess.Popen(argv, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(p.pid, 0)
    if os.waitstatus_to_exitcode(status) < 0:
        sys.exit(f"{argv} was ended by a signal")
    return usage.ru_utime + usage.ru_stime


with tempfile.TemporaryDirectory() as folder:
    text = pathlib.Path(folder) / "news.txt"
    if len(sys.argv) > 2:
        text = pathlib.Path(sys.argv[2])
    else:
        with open(text, "wb") as to:
            samples(to)
    commands = [
        ("`wc -w news.txt`", ["wc", "-w", str(text)]),
        ("`copydesk fix - < news.txt`", [program, "fix", "-"]),
        ("`typos news.txt`", ["typos", str(text)]),
        ("`codespell news.txt`", ["codespell", str(text)]),
    ]
    commands = [(name, argv) for name, argv in commands if shutil.which(argv[0])]
    times = {name: [] for name, _ in commands}
    for _ in range(RUNS):
        for name, argv in commands:
            with open(text, "rb") as stdin:
                times[name].append(seconds(argv, stdin))
    yard = statistics.median(times[commands[0][0]])
    print(f"{text.stat().st_size / (1 << 20):.0f} MiB\n\n| command | CPU time, of that of `wc -w` |\n|---|---:|")
    for name, taken in times.items():
        print(f"| {name} | {statistics.median(taken) / yard:.1f} |")
