#!/bin/sh
# guard.sh SCRATCH GRACE COMMAND...
# Runs COMMAND for as long as standard input stays open, so it ends with whoever started it, however that one ended.
# Then: TERM, KILL after GRACE seconds (0: at once), and the folder SCRATCH is removed (none when empty).
scratch=$1 grace=$2
shift 2
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{
  read -r _ <&3
  if [ "$grace" -gt 0 ]; then
    kill -TERM $child
    while [ "$grace" -gt 0 ] && kill -0 $child; do
      sleep 1
      grace=$((grace - 1))
    done
  fi
  kill -KILL $child
} >/dev/null 2>&1 &
# Our own output may lead nowhere by now; a word to it would end us before the clean-up.
exec >/dev/null 2>&1
wait $child
code=$?
kill $!
[ -z "$scratch" ] || rm -rf "$scratch"
exit $code
