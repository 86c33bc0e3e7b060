#!/bin/bash
# Trains two teachers, with fusion and without, then students of both and their controls. What is done stays, a run that was
# cut off goes on. Usage: models/recipe/student_table.sh, after models/prepare_training_data.py; [JOBS=2] jobs at a time
set -eu
cd "$(dirname "$0")/../.."
settings="--task pos --train data-cache/pos/train.en.conllu --dev data-cache/pos/dev.en.conllu --base models/base --epochs 2
  --limit 8000 --rate 5e-4 --freeze 6 --set headFactor=3 --set protocol=single"
[ -f lamina-runs/teachers/pos-paper/lamina.json ] ||
  ./lamina train $settings --variants paper --set layers=[6] --out lamina-runs/teachers/pos-paper
[ -f lamina-runs/teachers/pos-last/lamina.json ] ||
  ./lamina train $settings --variants last --out lamina-runs/teachers/pos-last
./lamina sweep models/recipe/students-pos.yaml --out sample-data/experiments/pos-students --jobs "${JOBS:-1}"
./lamina report sample-data/experiments/pos-students --baseline teacher --kept
