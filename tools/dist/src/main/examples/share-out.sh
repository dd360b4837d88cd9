#!/bin/sh
# Distributes the lines of a file: PRODUCERS processes put them into a buffer, CONSUMERS processes take them, and the
# output is compared with the input.
#   share-out.sh FILE [PRODUCERS [CONSUMERS]]
set -eu
file=$1 producers=${2:-4} consumers=${3:-3}
PATH=$(cd "$(dirname "$0")/../../../../bin" && pwd):$PATH
out=$(mktemp -d)
buffer=share-out-$$
trap 'ipc-prodcons rm "$buffer"; rm -rf "$out"' EXIT

ipc-prodcons create "$buffer" --bytes 64K

# With --producers N, a consumer ends only after N producers have attached and ended. A consumer that attaches after the
# end of the last producer would wait for N more producers. Therefore no producer starts before all consumers are
# attached.
i=0
while [ $((i += 1)) -le "$consumers" ]; do
    ipc-prodcons get "$buffer" --producers "$producers" >"$out/consumer-$i" &
done
until ipc-prodcons stat "$buffer" --json | grep -q "\"consumers\":$consumers"; do sleep 0.1; done
i=0
while [ $((i += 1)) -le "$producers" ]; do
    awk -v me="$i" -v all="$producers" 'NR % all == me % all' "$file" | ipc-prodcons put "$buffer" &
done
wait

(cd "$out" && wc -l consumer-*)
sort "$file" >"$out/in"
sort "$out"/consumer-* | cmp - "$out/in"
echo "$producers producers, $consumers consumers: every line of $file came out once, and whole"
