# Buffers in pipelines: whole lines, each to one consumer, and an end when the producers have ended.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# Several consumers, and producers that come and go while a holder keeps the stream open.
mkdir logs
for i in {1..8}; do
    seq -f "log $i line %.0f" 500 | gzip >logs/$i.gz
done
zcat logs/*.gz | sort >expected

ipc-prodcons create jobs --slots 1024
for consumer in 1 2 3; do
    ipc-prodcons get jobs | sort >got.$consumer &
done
ipc-prodcons hold jobs -- bash -c 'for f in logs/*.gz; do zcat "$f" | ipc-prodcons put jobs & done; wait'
wait_all
sort -m got.* >got
expect_same_bytes expected got

# With nobody waiting: a file is put, and got later.
ipc-prodcons put jobs <(head -n 700 expected)
ipc-prodcons get jobs --drain >got
head -n 700 expected | cmp - got
expect_silence 0 ipc-prodcons get jobs --drain

# Several files, and stdin among them as `-`.
echo one >1 && echo three >3
echo two | ipc-prodcons put jobs 1 - 3
expect_equal $'one\ntwo\nthree' "$(ipc-prodcons get jobs --drain)"
ipc-prodcons rm jobs

# A stage of a pipeline, like tee: what passes is put into two buffers and gone on with.
ipc-prodcons create left --bytes 64K
ipc-prodcons create right --bytes 64K --unbounded
seq 2000 | tee >(ipc-prodcons put left) >(ipc-prodcons put right) | sort -n >passed &
ipc-prodcons get left >left.got &
ipc-prodcons get right >right.got
wait_all
seq 2000 >expected
expect_same_bytes expected left.got
expect_same_bytes expected right.got
expect_same_bytes expected passed

# A chain of stages over buffers.
ipc-prodcons get left | sed 's/^/a/' | ipc-prodcons put right &
ipc-prodcons get right | sed 's/^/b/' >chained &
wait_until has_participants 2 right
wait_until has_participants 1 left
ipc-prodcons put left expected
wait_all
expect_equal 2000 "$(grep -c '^ba[0-9]*$' chained)" "lines through two buffers"
ipc-prodcons rm left right

# pipefail and the status of each stage.
status=$(seq 3 | ipc-prodcons put absent 2>errors; echo "${PIPESTATUS[1]}") || true
expect_equal 69 "$status"
if seq 3 | ipc-prodcons put absent 2>errors | cat; then
    fail "pipefail does not see that put failed"
fi
