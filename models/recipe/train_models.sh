#!/bin/bash
# Trains, distils and scores the bundled models; what is there already is left alone, what was cut off goes on.
# Usage: [TASKS="pos ner"] [ROLES=teacher] models/recipe/train_models.sh [MODELS], after models/prepare_training_data.py;
# MODELS holds base. The control of random weights: make_base.py CHECKPOINT lamina-runs/control/base --random, then
#   TASKS=pos ROLES=teacher models/recipe/train_models.sh lamina-runs/control
set -eu
cd "$(dirname "$0")/../.."
models=${1:-models}
declare -A ending=([pos]=conllu [ner]=iob2 [xnli]=tsv [pawsx]=tsv)
declare -A freeze=([pos]=6 [ner]=0 [xnli]=0 [pawsx]=6)
declare -A epochs=([pos]=2 [ner]=2 [xnli]=1 [pawsx]=2)
declare -A limit=([pos]=0 [ner]=0 [xnli]=14000 [pawsx]=0)
for task in ${TASKS:-pos ner xnli pawsx}; do
  data=data-cache/$task
  settings="--settings models/recipe/shared.yaml --task $task --epochs ${epochs[$task]} --limit ${limit[$task]} --rate 5e-4
    --train $data/train.en.${ending[$task]} --dev $data/dev.en.${ending[$task]}"
  [ -f $models/$task-teacher/lamina.json ] ||
    ./lamina train $settings --freeze ${freeze[$task]} --base $models/base --out $models/$task-teacher
  [[ ${ROLES:-teacher student} != *student* || -f $models/$task-student/lamina.json ]] ||
    ./lamina distil $settings --freeze 0 --teacher $models/$task-teacher --student-layers 6 --set gates=1 \
      --out $models/$task-student
  for role in ${ROLES:-teacher student}; do
    [ -f $models/$task-$role/scores.json ] ||
      ./lamina evaluate --task $task --model $models/$task-$role --layer all --variant all --data sample-data/$task --save
  done
done
