#!/usr/bin/env bash
# Makes the corpora that the fuzzer begins with, in corpus/, out of the samples, the rule pages and the dictionaries.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p corpus/{text,bytes,dictionary,decisions}

# Each paragraph of the files, by itself, into the folder $1.
paragraphs() {
  local folder=$1
  shift
  awk -v folder="$folder" 'BEGIN { RS = "" } length($0) < 3000 { name = sprintf("%s/p%05d", folder, ++n); printf "%s\n", $0 > name; close(name) }' "$@"
}

cp ../samples/*.in.txt ../tests/shapes/*.txt corpus/text/
paragraphs corpus/text ../src/passes/*/*.md
paragraphs corpus/dictionary ../dictionaries/terms/[a-f]*.toml ../dictionaries/names/[t-z]*.toml ../dictionaries/README.md seeds/dictionary.toml
cp seeds/decisions.json corpus/decisions/

# The file $2 with the letter $1 of its kind before it (see fuzz_targets/bytes.rs).
kind() {
  { printf %s "$1"; cat "$2"; } > "corpus/bytes/$1.${3:-$(basename "$2")}"
}
for file in ../samples/formats/*.in.*; do
  case ${file##*.} in
    csv) kind c "$file" ;;
    docx) kind d "$file"; unzip -p "$file" word/document.xml | kind D /dev/stdin document.xml ;;
    html) kind h "$file"; gzip -nc "$file" | kind G /dev/stdin ferry.html.gz ;;
    json) kind j "$file" ;;
    jsonl) kind l "$file" ;;
    md) kind m "$file" ;;
    po) kind p "$file" ;;
    srt) kind s "$file" ;;
    tmx) kind T "$file" ;;
    tsv) kind t "$file" ;;
    vtt) kind v "$file" ;;
    xlf | xliff) kind x "$file" ;;
  esac
done
for file in ../samples/health.in.txt ../samples/space.in.txt; do
  kind a "$file"
  gzip -nc "$file" | kind g /dev/stdin "$(basename "$file").gz"
  for coded in b:WINDOWS-1252 e:SHIFT_JIS f:GB18030 i:ISO-8859-2 k:KOI8-R u:UTF-16LE; do
    iconv -c -f UTF-8 -t "${coded#*:}" "$file" | kind "${coded%%:*}" /dev/stdin "$(basename "$file")"
  done
  if command -v zstd > /dev/null; then zstd -qc "$file" | kind z /dev/stdin "$(basename "$file").zst"; fi
done
# Small files, from which the fuzzer builds its own.
for file in seeds/small.*; do kind "${file##*.}" "$file"; done
