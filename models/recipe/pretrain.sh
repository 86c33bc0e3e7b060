#!/bin/bash
# Makes an encoder like models/base from that of release 0.1, in three runs; what was cut off goes on.
# Usage: models/recipe/pretrain.sh FIRST_ENCODER, after models/prepare_pretraining_text.py UNPACKED_DATA data-cache/pretrain
# Ends by the clock: what is reached depends on the pieces that the machine reads in that time.
set -eu
cd "$(dirname "$0")/../.."
text="--text data-cache/pretrain/text --parallel data-cache/pretrain/parallel --mlm 0.5"
[ -f lamina-runs/encoder/loss.csv ] && [ ! -d lamina-runs/encoder.run ] ||
  ./lamina pretrain --init "$1" $text --out lamina-runs/encoder --steps 3800 --minutes 72 --tlm 0.3
[ -f lamina-runs/encoder2/loss.csv ] && [ ! -d lamina-runs/encoder2.run ] ||
  ./lamina pretrain --init lamina-runs/encoder $text --out lamina-runs/encoder2 --minutes 54 --tlm 0.2 --pairs 256 \
    --rate 8e-4 --seed 2
[ -f lamina-runs/encoder3/loss.csv ] && [ ! -d lamina-runs/encoder3.run ] ||
  ./lamina pretrain --init lamina-runs/encoder2 --text data-cache/pretrain/text --parallel data-cache/pretrain/joined \
    --out lamina-runs/encoder3 --minutes 44 --mlm 0.5 --tlm 0.2 --pairs 256 --rate 8e-4 --seed 3
python3 models/make_base.py lamina-runs/encoder3 models/base
./lamina retrieve --checkpoint models/base --data data-cache/pos/test --lang de,fr,ru,zh,ar,hi,es,cs,tr,ja
