#!/usr/bin/env bash
# Kills a small sweep at random moments and compares its results with those of a sweep that was never killed.
# Usage: models/recipe/kill_test.sh [KILLS [SEED]]   (20 kills by default; about six minutes on one core)
set -euo pipefail
cd "$(dirname "$0")/../.."
kills="${1:-20}"
RANDOM="${2:-1}"
./lamina --version > /dev/null # builds what is needed, so that no kill meets the build
mkdir -p target
work="$(mktemp -d target/kill-test-XXXXXX)" # jobs name files relative to the working directory

# first COUNT FROM TO: the first sentences of a CoNLL-U file
first() { awk -v n="$1" 'BEGIN { RS = ""; ORS = "\n\n" } NR <= n' "$2" > "$3"; }
mkdir "$work/test"
first 160 sample-data/pos/train/en.conllu "$work/train.en.conllu"
first 40 sample-data/pos/dev/en.conllu "$work/dev.en.conllu"
first 40 sample-data/pos/de.conllu "$work/test/de.conllu"
first 40 sample-data/pos/fr.conllu "$work/test/fr.conllu"
cat > "$work/sweep.yaml" <<YAML
test: $work/test
settings:
  task: pos
  train: [$work/train.en.conllu]
  dev: $work/dev.en.conllu
  batch: 16
  epochs: 3
  freeze: 0
  checkpoint: 2
grid:
  - {name: last, base: models/base, depth: 3, protocol: single, variants: last}
  - {name: paper, base: models/base, depth: 3, protocol: single, variants: paper, layers: 1}
  - {name: frozen, base: models/base, depth: 3, protocol: frozen}
  - {name: student, teacher: models/pos-student, studentLayers: 2, gates: 1}
YAML

sweep() { ./lamina sweep "$work/sweep.yaml" --out "$work/$1"; }
files() { (cd "$work/$1" && find . -name metrics.csv -o -name items.csv.gz | sort); }
done_jobs() { find "$work/$1" -name done.json 2> /dev/null | wc -l; }
fail() { echo "FAILED: $*; see $work" >&2; exit 1; }

compare() {
  [ "$(files "$1")" = "$(files whole)" ] || fail "$1 has other files than the sweep that was never killed"
  for file in $(files whole); do
    cmp "$work/whole/$file" "$work/$1/$file" || fail "$1/$file differs"
  done
  echo "$1: $(files "$1" | wc -l) files of results, byte for byte those of the sweep that was never killed"
}

began=$SECONDS
sweep whole > /dev/null 2>&1
whole=$((SECONDS - began))
[ "$(files whole | wc -l)" -eq 8 ] || fail "metrics.csv and items.csv.gz of 4 jobs were expected"
echo "never killed: $whole s"

round=1
i=0
while [ "$i" -lt "$kills" ]; do
  store="killed-$round"
  setsid ./lamina sweep "$work/sweep.yaml" --out "$work/$store" > /dev/null 2>&1 &
  leader=$!
  # From the start of a process to about the end of a job.
  pause="$((RANDOM % (whole / 3 + 2) + 1)).$((RANDOM % 10))"
  sleep "$pause"
  if kill -KILL -- "-$leader" 2> /dev/null; then
    i=$((i + 1))
    echo "kill $i after $pause s, $(done_jobs "$store") of 4 jobs done"
  fi
  wait "$leader" 2> /dev/null || true
  if [ "$(done_jobs "$store")" -eq 4 ]; then # the next kills need a sweep that is still open
    compare "$store"
    round=$((round + 1))
  fi
done
store="killed-$round"
sweep "$store" > /dev/null 2>&1
compare "$store"
rm -r "$work"
echo "passed: $i kills"
