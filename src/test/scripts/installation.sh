#!/usr/bin/env bash
# Starts Lamina as other users, from other folders and in other locales than those it was built in; needs root, useradd and setpriv.
# Usage: sudo src/test/scripts/installation.sh; prints a line a case, exit code 1 where one fails. Takes some minutes: it builds a copy.
set -uo pipefail

sources="$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)"
place="$(mktemp -d /opt/lamina-check.XXXXXX)"
home="$place/Lamina für alle" # with blanks and umlauts
user=lamina-check
text='Grüße aus Köln , 中文 العربية'
failed=0

finish() {
  userdel -r "$user" >/dev/null 2>&1
  rm -rf "$place"
}
trap finish EXIT
[ "$(id -u)" = 0 ] || { echo "needs root" >&2; exit 2; }

export LC_ALL=C.UTF-8
chmod 755 "$place"
mkdir "$home" "$place/elsewhere" "$place/closed" "$place/open"
(cd "$sources" && git ls-files -z | tar --null -cT - ) | tar -xC "$home"
chmod 1777 "$place/elsewhere"
chmod 777 "$place/open"
ln -s "Lamina für alle/lamina" "$place/start"
useradd -m -s /bin/bash "$user" || exit 2
users="$(getent passwd "$user" | cut -d: -f6)"

predict=(predict --task pos --lang de --model student --text "$text" --json)
echo "Building in $home" >&2
(cd "$home" && ./lamina "${predict[@]}") >"$place/out" 2>"$place/err" || { cat "$place/err"; exit 1; }
cp -r "$home/models/pos-student" "$place/Modell ü 中文"
cp -r "$home/models/base" "$place/base"
stamp="$(cd "$home" && find . -printf '%p %T@ %m\n' | sort | cksum)"

# check NAME EXPECTED-IN-OUTPUT COMMAND...: exit code 0, the text whole in the output.
check() {
  local name="$1" expected="$2" code
  shift 2
  (cd "$place/elsewhere" && "$@") >"$place/out" 2>"$place/err"
  code=$?
  if [ $code = 0 ] && grep -q -- "$expected" "$place/out" && ! grep -q 'Exception' "$place/err"; then
    echo "ok      $name"
  else
    echo "FAILED  $name (exit code $code)"
    tail -n 5 "$place/out" "$place/err"
    failed=1
  fi
}
as() { setpriv --reuid "$user" --regid "$user" --init-groups env -i PATH="$PATH" HOME="$users" "$@"; }
homeless() { setpriv --reuid "$user" --regid "$user" --init-groups env -i PATH="$PATH" "$@"; }
nobody() { setpriv --reuid 54321 --regid 54321 --clear-groups env -i PATH="$PATH" "$@"; }

check "another user, an installation that can't be written" 文 as LANG=C.UTF-8 "$home/lamina" "${predict[@]}"
check "by a relative link" Grüße as LANG=C.UTF-8 "$place/start" "${predict[@]}"
check "with CDPATH" Grüße as LANG=C.UTF-8 CDPATH="$place:/" "$home/lamina" "${predict[@]}"
for locale in LC_ALL=C LC_ALL=POSIX LANG= LC_ALL=de_DE.ISO-8859-1 LANG=ar_EG LC_CTYPE=C; do
  check "locale $locale, text" العربية as "$locale" "$home/lamina" "${predict[@]}"
  check "locale $locale, a model's folder" العربية as "$locale" "$home/lamina" predict --task pos --lang de \
    --model "$place/Modell ü 中文" --text "$text" --json
done
check "HOME not set" Grüße homeless "$home/lamina" "${predict[@]}"
check "HOME that can't be written" Grüße as HOME="$place/closed" "$home/lamina" "${predict[@]}"
check "HOME that isn't there" Grüße as HOME=/nowhere "$home/lamina" "${predict[@]}"
check "no account, no HOME" Grüße nobody "$home/lamina" "${predict[@]}"
check "a cache that everybody may write" Grüße as XDG_CACHE_HOME="$place/open" "$home/lamina" "${predict[@]}"
check "a working folder that can't be written" Grüße as sh -c 'cd / && exec "$@"' sh "$home/lamina" "${predict[@]}"
check "figures from a working folder that can't be written" 'figure-' as sh -c \
  'cd / && "$1/lamina" export "$1/sample-data/arabic.lamina" --out "$HOME/figures" && ls "$HOME/figures"' sh "$home"
check "two processes" teacher as "$home/lamina" bench --models student,teacher --rounds 3 --warmup 1 --sentences 2 --passes 0 --json

if [ "$stamp" != "$(cd "$home" && find . -printf '%p %T@ %m\n' | sort | cksum)" ]; then
  echo "FAILED  the installation was changed"
  failed=1
fi
left="$(find /tmp -maxdepth 1 \( -name '.djl.ai' -o -name 'lamina-*' -o -name '.openjfx*' -o -name 'jna-*' \) -user "$user" -o -maxdepth 1 -user 54321)"
if [ -n "$left" ]; then
  echo "FAILED  left in /tmp: $left"
  failed=1
fi
[ $failed = 0 ] && echo "All as it should be."
exit $failed
