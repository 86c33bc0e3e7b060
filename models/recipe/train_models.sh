#!/bin/bash
# Trains, distils and scores the bundled models; what is there already is left alone, what was cut off goes on.
# Usage: models/recipe/train_models.sh, after models/make_base.py and models/prepare_training_data.py
set -eu
cd "$(dirname "$0")/../.."
declare -A epochs=([pos]=3 [ner]=3 [xnli]=2 [pawsx]=3)
for task in ${TASKS:-pos ner xnli pawsx}; do
  settings="--settings models/recipe/$task.yaml --epochs ${epochs[$task]}"
  [ -f models/$task-teacher/lamina.json ] ||
    ./lamina train $settings --base models/base --out models/$task-teacher
  [ -f models/$task-student/lamina.json ] ||
    ./lamina distil $settings --teacher models/$task-teacher --student-layers 6 --set gates=1 --out models/$task-student
  for role in teacher student; do
    [ -f models/$task-$role/scores.json ] ||
      ./lamina evaluate --task $task --model models/$task-$role --layer all --variant all --data sample-data/$task --save
  done
done
python3 models/make_cards.py
