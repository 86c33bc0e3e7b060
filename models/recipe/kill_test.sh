#!/usr/bin/env bash
# Kills a small sweep at random moments and compares its results with those of a sweep that was never killed.
# Usage: models/recipe/kill_test.sh [KILLS [SEED]]   (20 kills by default; about ten minutes on one core)
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
  base: models/base
  train: [$work/train.en.conllu]
  dev: $work/dev.en.conllu
  batch: 16
  epochs: 3
  freeze: 0
  checkpoint: 2
grid:
  - {name: last, depth: 3, protocol: single, variants: last}
  - {name: paper, depth: 3, protocol: single, variants: paper, layers: 1}
  - {name: frozen, depth: 3, protocol: frozen}
  - {name: student, teacher: models/pos-student, studentLayers: 2, gates: 1}
YAML

sweep() { ./lamina sweep "$work/sweep.yaml" --out "$work/$1"; }
files() { (cd "$work/$1" && find . -name metrics.csv -o -name items.csv.gz | sort); }
done_jobs() { find "$work/killed" -name done.json 2> /dev/null | wc -l; }

began=$SECONDS
sweep whole > /dev/null 2>&1
whole=$((SECONDS - began))
echo "never killed: $(files whole | wc -l) files of results after $whole s"

for ((i = 1; i <= kills; i++)); do
  setsid ./lamina sweep "$work/sweep.yaml" --out "$work/killed" > /dev/null 2>&1 &
  leader=$!
  # Between the start of a process and about the time of one job: all jobs get their share of kills.
  wait="$((RANDOM % (whole / 3 + 2) + 1)).$((RANDOM % 10))"
  sleep "$wait"
  if kill -KILL -- "-$leader" 2> /dev/null; then how=killed; else how="had ended"; fi
  wait "$leader" 2> /dev/null || true
  echo "kill $i after $wait s: $how, $(done_jobs) of 4 jobs done, state $(
    find "$work/killed" -name state.json -exec grep -o '"step":[0-9]*' {} + 2> /dev/null | sed 's/.*killed.//; s/.model.run.*:/ /' | tr '\n' ' ')"
done
sweep killed

[ "$(files whole)" = "$(files killed)" ] || { echo "FAILED: the sweeps have different files" >&2; exit 1; }
[ "$(files whole | wc -l)" -eq 8 ] || { echo "FAILED: 8 files of results were expected" >&2; exit 1; }
failed=0
for file in $(files whole); do
  cmp "$work/whole/$file" "$work/killed/$file" || failed=1
done
[ "$failed" -eq 0 ] || { echo "FAILED: results differ, see $work" >&2; exit 1; }
rm -r "$work"
echo "passed: after $kills kills all 8 files of results are those of the sweep that was never killed, byte for byte"
