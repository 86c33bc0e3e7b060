#!/bin/bash
# Repeats every registered study from data and base: pilots, teachers, arms, tests. What is done stays, also what a clone brought with it
# (sample-data/experiments/NAME, item scores and all); a run that was cut off goes on. README.md beside it says what data and base are made by.
# Usage: docs/registered/run.sh [--minutes N] [NAME ...]      studies by name, in the order given; default: all
#        docs/registered/run.sh --report [NAME ...]           runs nothing: answers from what is done
set -u
cd "$(dirname "$0")/../.."
minutes=0
options=()
case "${1:-}" in
  --minutes) minutes=${2:?a number of minutes was expected}; shift 2 ;;
  --report) options=(--report); shift ;;
esac
[[ $# -gt 0 ]] || set -- pos ner xnli pawsx distil-pos distil-ner distil-xnli distil-pawsx
begun=$SECONDS
for name in "$@"; do
  left=()
  if ((minutes > 0)); then
    rest=$((minutes - (SECONDS - begun) / 60))
    ((rest > 0)) || exit 4
    left=(--minutes "$rest")
  fi
  echo "== $name"
  ./lamina study "docs/registered/$name.yaml" "${options[@]}" "${left[@]}"
  code=$?
  # 4: time is over, or a run failed; the others may still go on.
  ((code == 0 || code == 4)) || exit $code
done
