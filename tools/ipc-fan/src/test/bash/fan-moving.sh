# The manual page of ipc-fan has tables for the users of xargs and GNU parallel. Each row has a command line of one of
# these programs, and a command line of ipc-fan that prints the same.
. "$IPCKIT_TEST_LIB/prelude.sh"

# pairs PROGRAM: finds the table rows in which the first command runs PROGRAM. Prints the two commands of each such row,
# on two lines.
pairs() {
    sed -n '/^\.Sh COMING FROM/,/^\.Sh ENV/s/^\.It Li "\('"$1"' .*\)" Ta Li "\(.*\)"$/\1\n\2/p' \
        "$IPCKIT_TEST_LIB/../../../../../../man/ipc-fan.1" | sed 's/""/"/g; s/\\(aq/'\''/g; s/\\-/-/g; s/\\e/\\/g'
}

# compare_pairs PROGRAM: compares the commands in the manual page's table for the users of PROGRAM. Each row of the table has
# two commands. Fails if the two commands of a row print different lines; the order of the lines does not matter. Also
# fails if the table has fewer than 10 rows.
compare_pairs() {
    printf '%s\n' a.txt 'b c.txt' dir/d.tar.gz 'e  f' g >names
    tr '\n' '\0' <names >nuls
    rows=0
    while read -r theirs && read -r ours; do
        eval "$theirs" <names 2>errors | sort >expected
        eval "$ours" <names 2>errors | sort >got
        cmp -s expected got || fail "$theirs"$'\n'"$(<expected)"$'\n'"$ours"$'\n'"$(cat got errors)"
        ((rows += 1))
    done < <(pairs "$1")
    ((rows >= 10)) || fail "only $rows rows were found in the manual page"
}

# The test does not check whether xargs is installed, because every system with a shell has xargs.
test_pairs_of_xargs_and_each_print_the_same() {
    compare_pairs xargs
}

# GNU parallel may be absent. `will-cite` is the file that makes parallel print no request for citations.
test_pairs_of_parallel_and_each_print_the_same() {
    command -v parallel >/dev/null || return 0
    mkdir -p home/.parallel
    touch home/.parallel/will-cite
    export HOME=$PWD/home
    compare_pairs parallel
}
