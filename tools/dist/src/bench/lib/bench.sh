# Functions that the benchmarks of all tools share. A benchmark begins with:
#   . "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
# Messages go to stderr and the results to stdout. A benchmark ends with 69 when something it needs is missing, and with 1
# when a command that it measures fails.
set -u
export LC_ALL=C
bench=${0##*/}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../../.." && pwd)

say() {
    echo "$bench: $*" >&2
}
missing() {
    say "$*"
    exit 69
}

# usage: prints the comment at the top of the benchmark, and exits with 2.
usage() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

# value_of OPTION VALUE [IGNORED...]: sets a variable to VALUE. The name of the variable is OPTION without the leading
# hyphens: `value_of --rounds 9` sets `rounds` to 9. If VALUE is missing, prints the usage and ends the benchmark. A
# benchmark can pass all its remaining arguments, because the function ignores those after VALUE.
value_of() {
    [[ $# -ge 2 ]] || usage
    printf -v "${1#--}" %s "$2"
}

# find_program NAME: sets `program` to the path of the program NAME in target/ipckit. The user can set another path in a
# variable that is named like the program, such as IPC_MQ for ipc-mq.
find_program() {
    local variable=${1^^}
    variable=${variable//-/_}
    program=${!variable:-$root/target/ipckit/bin/$1}
    [[ -x $program ]] || missing "cannot find $program: build it with mvn -DskipTests package"
}

# make_work_directory NAME: makes a temporary directory, whose name begins with NAME, and sets `work` to its path. The
# directory is made in $dir, which the benchmark must have set. Sets IPC_DIR to a subdirectory of the temporary
# directory. When the benchmark ends, a trap calls clean_up and then deletes the temporary directory. By default,
# clean_up does nothing. A benchmark may redefine clean_up.
make_work_directory() {
    work=$(mktemp -d "$dir/$1.XXXXXX") || missing "cannot make a directory in $dir"
    trap 'clean_up; rm -rf "$work"' EXIT
    export IPC_DIR=$work/home
    mkdir -m 700 "$IPC_DIR"
}
clean_up() {
    :
}

# compile_c PROGRAM SOURCE [OPTION...]: compiles a C program. Ends the benchmark if gcc is missing or fails.
compile_c() {
    command -v gcc >/dev/null || missing "cannot find gcc, which compiles the C programs to compare with"
    gcc -O2 -o "$@" || missing "cannot compile $2"
}

# find_java: sets `java` to the java command of a JDK 25 or later. The function tries JAVA_HOME, then the PATH, then the
# JDK with which Maven builds.
find_java() {
    local home known=$root/target/bench/java-home
    for home in "${JAVA_HOME-}" "$(java_on_path)" "$(cat "$known" 2>/dev/null)"; do
        is_jdk "$home" && java=$home/bin/java && return
    done
    say "asking Maven for the JDK that it builds with"
    home=$(mvn -B -q -N -f "$root/pom.xml" validate exec:exec -Dexec.executable=java \
        '-Dexec.args=-XshowSettings:properties -version' 2>&1 | sed -n 's/^ *java.home = //p')
    is_jdk "$home" || missing "cannot find a JDK 25 or later: not in JAVA_HOME, not on the PATH, not by Maven's toolchains"
    mkdir -p "${known%/*}"
    echo "$home" >"$known"
    java=$home/bin/java
}
java_on_path() {
    local path
    path=$(command -v java) && dirname "$(dirname "$(readlink -f "$path")")"
}
is_jdk() { # HOME: succeeds if the directory is a JDK 25 or later
    local version
    [[ -n $1 && -x $1/bin/javac ]] || return 1
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
    [[ -n $version ]] && ((version >= 25))
}

# run COMMAND...: runs the command. If the command fails, the benchmark ends with 1. A subshell cannot end the benchmark by
# exit, so `run` sends TERM to the main shell.
trap 'exit 1' TERM
run() {
    "$@" || {
        say "failed: $*"
        kill $$
        exit 1
    }
}

# begin_round: begins a round of measurements, and prints its number to stderr. $rounds is the number of rounds. First
# waits for half a second, in which the benchmark itself uses no processor time. If other processes and other virtual
# machines use more than a tenth of the processor time during this wait, the round counts as busy.
round=0 busy_rounds= loads=
begin_round() {
    local before after load
    before=($(processor_ticks))
    sleep 0.5
    after=($(processor_ticks))
    load=$(((after[0] - before[0]) * 100 / (after[1] - before[1])))
    loads+=" $load"
    ((++round, load <= 10)) || busy_rounds+=" $round"
    echo "round $round of $rounds (others use $load % of the processors)" >&2
}
processor_ticks() { # prints the clock ticks that the processors have been busy, and all clock ticks, since the start of the system
    awk '{ for (i = 2; i <= 9; i++) all += $i; print all - $5 - $6, all; exit }' /proc/stat
}

# describe_machine: prints the model of the processor, the time in which a cache line travels to another processor and
# back, and the share of processor time that other processes and virtual machines used when the rounds began. These
# values can explain why results differ between machines and between runs.
describe_machine() {
    local line
    line=$("$root/target/ipckit/bin/ipc-prodcons" bench --rounds 1 --time 1ms --size 64 --only pipe --json |
        awk -F '"cache_line_ns":' 'NF == 2 && $2 + 0 < 1e5 { printf "%.0f ns", $2 + 0 }')
    echo
    echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) processors, Linux $(uname -r);" \
        "a cache line between two processors and back: ${line:-unknown}"
    sort -n <(printf '%s\n' $loads) |
        awk -v busy="${busy_rounds:- none}" '
            { v[NR] = $1 }
            END { printf "others used %d to %d %% of the processors when the rounds began; busy rounds (more than 10 %%):%s\n", v[1], v[NR], busy }'
}

# micros NAME COMMAND...: runs the command without output, and prints NAME and the duration in microseconds.
micros() {
    local name=$1 start=${EPOCHREALTIME/./}
    shift
    run "$@" >/dev/null
    printf '%s\t%d\n' "$name" $((${EPOCHREALTIME/./} - start))
}

# cost_of_waiting PID SECONDS: prints the resident memory of a process in KiB, and the processor time in milliseconds that
# the process uses in SECONDS seconds.
cost_of_waiting() {
    local before after
    sleep 1
    before=$(processor_ms "$1")
    sleep "$2"
    after=$(processor_ms "$1")
    echo "$(awk '/^VmRSS/ { print $2 }' "/proc/$1/status") $((after - before))"
}
processor_ms() { # PID: prints the processor time that the process has used, in milliseconds
    awk -v hertz="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / hertz }' "/proc/$1/stat"
}

# awk code that reads samples, which are lines NAME<TAB>NUMBER. The function rank(NAME, SHARE) sorts
# the numbers of NAME and returns one of them: the lowest for the SHARE 0, the median for 0.5, the
# highest for 1. median(NAME) returns the median.
samples='
    BEGIN { FS = "\t" }
    { of[$1] = of[$1] " " $2 }
    function rank(name, share,   list, n, i, j, t) {
        n = split(of[name], list, " ")
        for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j] + 0 < list[j - 1] + 0; j--) {
            t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
        }
        return list[int(share * (n - 1) + 1)]
    }
    function median(name) { return rank(name, 0.5) }'
