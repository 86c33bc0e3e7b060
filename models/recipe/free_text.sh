#!/bin/bash
# What leaving out non-commercial text costs an encoder: two from random weights, as many steps each, one on all text
# and one on what is free, each with a vocabulary of its own text; then three POS taggers on either, scored on
# development data of 21 languages. What was cut off goes on.
# Usage: [STEPS=600] models/recipe/free_text.sh, after prepare_training_data.py DATA data-cache and
#   prepare_pretraining_text.py DATA data-cache/pretrain
#   prepare_pretraining_text.py DATA data-cache/pretrain-free --free
set -eu
cd "$(dirname "$0")/../.."
declare -A folder=([all]=pretrain [free]=pretrain-free)
out=lamina-runs/free-text
mkdir -p $out
for text in ${TEXTS:-all free}; do
  data=data-cache/${folder[$text]}
  [ -f $out/vocab-$text.txt ] || ./lamina pretrain --make-vocab 16000 --text $data/text --out $out/vocab-$text.txt
  [ -f $out/$text/loss.csv ] && [ ! -d $out/$text.run ] ||
    ./lamina pretrain --vocab $out/vocab-$text.txt --layers 12 --hidden 128 --heads 4 --intermediate 512 \
      --text $data/text --parallel $data/joined --steps ${STEPS:-600} --mlm 0.5 --tlm 0.2 --out $out/$text
  ./lamina retrieve --checkpoint $out/$text --data data-cache/pos/test --lang de,fr,ru,zh,ar,hi,es,cs,tr,ja
done
[ -n "${TEXTS:-}" ] && exit
./lamina sweep models/recipe/free-text-pos.yaml --out $out/pos
./lamina report $out/pos --baseline all --languages
