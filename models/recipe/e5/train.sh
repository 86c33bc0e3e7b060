#!/bin/bash
# Trains, distils and scores models on multilingual-e5-small; what is there is left alone, what was cut off goes on.
# Usage: [TASKS="pos ner"] [ROLES=teacher] [STAGES=train] models/recipe/e5/train.sh MODELS, after prepare.py beside it and
#   python3 models/make_base.py PACKED_FOLDER MODELS/base
# Rates and epochs are those of the plain PyTorch recipe that was tried on English development data before.
set -eu
cd "$(dirname "$0")/../../.."
models=$1
declare -A ending=([pos]=conllu [ner]=tsv [xnli]=tsv [pawsx]=tsv)
declare -A epochs=([pos]=2 [ner]=2 [xnli]=1 [pawsx]=2)
declare -A test=([pos]=test [ner]=test1000 [xnli]=test [pawsx]=test)
declare -A rate=([pos]=2e-4 [ner]=2e-4 [xnli]=1e-4 [pawsx]=1e-4)
# A step of a student costs about three times a teacher's of the same examples: XNLI's learns from a third of the pairs, in 1,000 steps.
declare -A limit=([pos]=0 [ner]=0 [xnli]=32000 [pawsx]=0)
declare -A text=([pos]=mul.txt [ner]=mul.txt [xnli]=mul.pairs.txt [pawsx]=mul.pairs.txt)
declare -A licence=([pos]="CC BY-SA 4.0 (UD English EWT)" [ner]="MIT (weights); trained on PAN-X, whose text has no stated licence"
  [xnli]="MIT (weights); trained on MultiNLI's and others' pairs" [pawsx]="MIT (weights); trained on PAWS-Wiki and others' pairs")
for task in ${TASKS:-pos ner xnli pawsx}; do
  data=data-cache/e5/$task
  settings=(--settings models/recipe/e5/shared.yaml --task $task --epochs ${epochs[$task]} --rate ${rate[$task]}
    --train $data/train.en.${ending[$task]} --dev $data/dev.en.${ending[$task]})
  train=(--set "licence=${licence[$task]}")
  distil=(--teacher $models/$task-teacher --set gates=1 --set "limit=${limit[$task]}" --set "unlabelled=data-cache/e5/${text[$task]}"
    --set "licence=${licence[$task]}; distilled on NTREX-128 (CC BY-SA 4.0) too")
  for role in ${ROLES:-teacher student}; do
    out=$models/$task-$role
    if [[ ${STAGES:-train score} == *train* && ! -f $out/lamina.json ]]; then
      case $role in
        teacher) ./lamina train "${settings[@]}" "${train[@]}" --base $models/base --out $out ;;
        student) ./lamina distil "${settings[@]}" "${distil[@]}" --student-layers 6 --out $out ;;
        student3) ./lamina distil "${settings[@]}" "${distil[@]}" --student-layers 3 --out $out ;;
      esac
    fi
    [[ ${STAGES:-train score} != *score* || -f $out/scores.json ]] ||
      ./lamina evaluate --task $task --model $out --layer all --variant all --data $data/${test[$task]} --save
  done
done
