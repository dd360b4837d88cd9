#!/bin/bash
# Checks the models with Spin. Needs spin and gcc. README.md describes the models. A model holds if Spin finds no error in it.
#   check.sh                    checks that every model holds, and that Spin finds an error in every deliberately wrong variant
#   check.sh --long             also checks the models with larger bounds
#   check.sh --quick            runs a few quick checks; if spin or gcc is missing, does nothing and exits with 0
#   check.sh MODEL [DEFINE...]  checks that one model holds. If the variable LIVE is set, checks instead that it has no livelock
# The variable TL limits each search, in seconds of CPU time (default 300). The variable JOBS is the number of checks that run at a
# time (default 2). The exit status is 0 if every verdict is as expected, otherwise 1. Without --quick, it is 2 if spin or gcc is
# missing.
cd "$(dirname "$0")" || exit 2
for tool in spin gcc; do
  command -v "$tool" >/dev/null || {
    echo "check.sh: needs $tool" >&2
    [[ ${1:-} == --quick ]] && exit 0
    exit 2
  }
done
export HERE=$PWD TL=${TL:-300} JOBS=${JOBS:-2} BOUNDS=${1:-}

# `one 'MODEL|DEFINES|WANT[|SIZE]'` checks one model and prints the verdict. DEFINES are options for the model, such as
# -DMAXD=2. WANT is the expected result: "holds" (no error), "fails" (an error), "lives" (no cycle without progress) or
# "hangs" (a cycle without progress). The SIZE "big" marks a long search, which is compiled with -O2. For most other
# searches, -O2 would cost more time than it saves. The SIZE "small" marks a short search, which reserves little memory.
one() {
  local model defines want size work flags run verdict=UNEXPECTED errors states
  IFS='|' read -r model defines want size <<<"$1"
  work=$(mktemp -d) || return 1
  case $want in
    # A search for cycles stores complete states. If it stored hashes of states (-DHC4), it would report cycles that do not exist.
    lives | hangs) flags='-DNP -DCOLLAPSE' run='-l' ;;
    *) flags='-DSAFETY -DHC4' run='' ;;
  esac
  # A search that is marked "small", and every search with --quick, reserves less memory. Reserving the usual memory
  # would take longer than such a search itself. If the memory does not suffice, the search is cut short, and the
  # verdict is not `as-expected`.
  [[ $BOUNDS == --quick || $size == small ]] && run+=' -m200000 -w20' || run+=' -m2000000 -w24'
  (
    cd "$work" || exit
    # shellcheck disable=SC2086
    spin -a $defines "$HERE/$model" && gcc "$([[ $size == big ]] && echo -O2 || echo -O0)" -DNOREDUCE $flags -DVECTORSZ=2048 -o pan pan.c &&
      ulimit -t "$TL" && ./pan $run
  ) >"$work/log" 2>&1
  errors=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' "$work/log" | head -1)
  states=$(awk '/states, stored/ {print $1; exit}' "$work/log")
  if [[ -z $errors ]]; then
    verdict='no verdict in time'
  elif [[ $errors == 0 ]]; then
    # A search that ended before it visited all states proves nothing, even if it found no error.
    grep -Eq 'not completed|depth too small|out of memory' "$work/log" && verdict='cut short' ||
      { [[ $want == holds || $want == lives ]] && verdict=as-expected; }
  elif [[ $want == fails || $want == hangs ]]; then
    verdict=as-expected
  fi
  printf '%-12s %-52s %-6s errors=%s states=%s %s\n' "$model" "${defines:-(plain)}" "$want" "${errors:-?}" "${states:-?}" "$verdict"
  rm -rf "$work"
  [[ $verdict == as-expected ]]
}
export -f one

if [[ $# -gt 0 && $1 != --* ]]; then
  model=$1
  shift
  want=holds
  [[ -n ${LIVE:-} ]] && want=lives
  one "$model|$*|$want|big"
  exit
fi

short() {
  cat <<'LIST'
lock.pml|-DMAXD=1|holds|big
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DRUN2 -DPART|holds
claims.pml|-DMAXD=1 -DNC=1 -DNI=2 -DRUN2 -DPART -DPACK -DMULTI -DSPC -DCAP=5|holds
claims.pml|-DMAXD=0 -DNC=2 -DNI=3 -DRUN2 -DPART -DPACK -DGIVE -DLEAVE -DSPC|holds
claims.pml|-DMAXD=0 -DNP=2 -DNC=2 -DNI=1|holds
claims.pml|-DMAXD=0 -DNC=1 -DNI=2 -DSPP|holds
claims.pml|-DMAXD=1 -DNC=1 -DNI=2 -DRUN2 -DPART -DSPLIT -DSPC|holds
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DONLY2 -DRUN2 -DSPLIT -DGIVEALL|holds|big
claims.pml|-DMAXD=1 -DNC=1 -DNI=2 -DSPC|lives
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DONLY2 -DRUN2 -DSPLIT -DGIVEALL -DNOOVERLAP|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DONLY2 -DRUN2 -DSPLIT -DGIVEALL -DSHRINKFIRST|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=1 -DSPC -DNOOWNCLAIMS|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=1 -DSPC -DDEADRULE|fails
claims.pml|-DMAXD=0 -DNC=2 -DNI=2 -DRUN2 -DPART -DPACK -DFROMRULE|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DNORULE|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DCLAIMFIRST|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DOWNERFIRST|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DRUNBEFOREAT|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DSWEEPSTORE|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DUNMARKED|fails
claims.pml|-DMAXD=0 -DNC=2 -DNI=2 -DHEADNOCR -DHEADBACK|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DHEADNORET -DHEADBACK|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=3 -DRUN2 -DPART -DPACK -DMULTI -DCAP=5 -DRUNFIRST|fails
claims.pml|-DMAXD=0 -DNC=2 -DNI=4 -DRUN2 -DPART -DPACK -DGIVE -DGIVE0 -DCAP=7|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=1 -DSPC -DNOATTREP|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=1 -DSPC -DABA|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DNOTSWEEP|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DNONORM|hangs
claims.pml|-DMAXD=0 -DNP=2 -DNC=2 -DNI=2 -DEOSORDER|fails
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DEOSCLAIM|fails
claims.pml|-DMAXD=0 -DNC=1 -DNI=1 -DSPP -DCOUNTFIRST|fails
claims.pml|-DMAXD=0 -DNC=1 -DNI=1 -DSPP -DNOG|fails
claims.pml|-DMAXD=0 -DNC=1 -DNI=2 -DNOSPARE|fails
claims.pml|-DMAXD=0 -DNC=1 -DNI=2 -DTAILFIRST|fails
claims.pml|-DDROP -DMAXD=1 -DNC=1 -DNI=2 -DSPC|holds
claims.pml|-DDROP -DMAXD=0 -DNC=2 -DNI=3 -DRUN2 -DPART -DPACK -DGIVE|holds
claims.pml|-DDROP -DMAXD=0 -DNP=2 -DNC=1 -DNI=2|holds
claims.pml|-DDROP -DMAXD=0 -DNC=1 -DNI=3 -DLOCKORDER|fails
claims.pml|-DDROP -DMAXD=1 -DNC=2 -DNI=2 -DDROPRUNFIRST|fails
claims.pml|-DDROP -DMAXD=0 -DNC=1 -DNI=3 -DDROPHELD|fails
sole.pml|-DMAXD=1 -DNI=3|holds
sole.pml|-DMAXD=1 -DNOTO|fails
sole.pml|-DMAXD=1 -DHEADFIRST|fails
sole.pml|-DMAXD=1 -DRUNFIRST|fails
sole.pml|-DMAXD=1 -DFROMEARLY|fails
sole.pml|-DMAXD=0 -DTAILFIRST|fails
sole.pml|-DMAXD=0 -DNOSPARE|fails
sole.pml|-DMAXD=1 -DEOSNAIVE|fails
sole.pml|-DMAXD=1 -DNOCNT|fails
chain.pml|-DMAXD=0 -DNI=1|holds
chain.pml|-DMAXD=1 -DNI=1 -DONEC -DOUT|holds
chain.pml|-DMAXD=0 -DNI=1 -DREPLACE|fails
chain.pml|-DMAXD=0 -DNI=1 -DUNLINKEQ|fails
chain.pml|-DMAXD=0 -DNI=1 -DNOTERM|fails
chain.pml|-DMAXD=1 -DNI=1 -DNARROW|fails
chain.pml|-DMAXD=0 -DNI=1 -DNORELOOK|fails
chain.pml|-DMAXD=0 -DNI=1 -DOUT -DOUTASSERT|fails
doorbell.pml|-DRINGERS=2|holds
doorbell.pml|-DWAITERS=3 -DLEAVER|holds
doorbell.pml|-DWAITERS=2 -DLEAVER -DNOPASS|fails
doorbell.pml|-DDRAINLATE|fails
doorbell.pml|-DRINGFIRST|fails
lock.pml|-DMAXD=0 -DNOKEEPW|fails
box.pml||holds
box.pml|-DMAXD=2|holds
box.pml|-DLEASE|holds
box.pml|-DOFFER|holds|big
box.pml|-DTIMES|holds|big
box.pml|-DPEND|holds|big
box.pml|-DNOREBUILD|fails
box.pml|-DOFFER -DBLIND|fails
box.pml|-DPEND -DNOLOCK|fails
box.pml|-DPEND -DPROMOTELATER|fails
box.pml|-DLEASE -DNOTIMES|fails
box.pml|-DTIMES -DEXPIRECLAIMED|fails
ports.pml|-DMAXD=2|holds
ports.pml|-DMAXD=1 -DNOJOURNAL|fails
ports.pml|-DMAXD=1 -DNOREDO|fails
ports.pml|-DMAXD=1 -DNORESOLVE|fails
ports.pml|-DMAXD=1 -DACKFIRST|fails
ports.pml|-DMAXD=1 -DNOLOCK|fails
ports.pml|-DMAXD=1 -DNOACCEPTED|fails
lanes.pml|-DMAXD=1|holds|small
lanes.pml|-DMAXD=1 -DNT=1 -DSERVERS=2|holds|small
lanes.pml|-DMAXD=1 -DLANES=2 -DCALLS=1|holds|small
lanes.pml|-DMAXD=1 -DCALLS=1|holds|small
lanes.pml|-DMAXD=1 -DREMOVES=1|holds|small
lanes.pml|-DMAXD=0 -DNT=1 -DUSES=1 -DREMOVES=1 -DFULL|holds|small
lanes.pml|-DMAXD=1 -DNOREPAIR|fails|small
lanes.pml|-DMAXD=1 -DTAKEOVERONLY|fails|small
lanes.pml|-DMAXD=0 -DNT=1 -DREMOVES=1 -DNOEPOCH|fails|small
lanes.pml|-DMAXD=1 -DNT=1 -DUSES=1 -DNOODD|fails|small
lanes.pml|-DMAXD=1 -DNOWAIT|fails|small
lanes.pml|-DMAXD=0 -DNOMOVE|fails|small
lanes.pml|-DMAXD=0 -DNT=1 -DUSES=1 -DNOLANES|fails|small
lanes.pml|-DMAXD=0 -DNT=1 -DUSES=1 -DSTATEFIRST|fails|small
lanes.pml|-DMAXD=1 -DNT=1 -DUSES=1 -DNOJOURNAL|fails|small
lanes.pml|-DMAXD=0 -DNONAMING|fails|small
lanes.pml|-DMAXD=0 -DLANES=2 -DCALLS=1 -DSERVERS=2 -DCHECKFIRST|fails|small
lanes.pml|-DMAXD=1 -DNT=1 -DSERVERS=2 -DNOUSED|fails|small
lanes.pml|-DMAXD=0 -DNT=1 -DNOKEPT|fails|small
lanes.pml|-DMAXD=1 -DNT=1 -DACKFIRST|fails|small
lanes.pml|-DMAXD=0 -DNT=1 -DPUTFIRST|fails|small
lanes.pml|-DMAXD=1 -DNT=1 -DREPLYFIRST|fails|small
lanes.pml|-DMAXD=0 -DNT=1 -DSERVERS=2 -DNORELOOK|fails|small
lanes.pml|-DMAXD=1 -DNT=1 -DSERVERS=2 -DNOSTATE|fails|small
evc.pml||holds
evc.pml|-DTSO -DFENCE|holds
evc.pml|-DTSO|fails
evc.pml|-DNORECHECK|fails
evc.pml|-DSLOW -DWAKE1|fails
evc.pml|-DTSO -DLIGHT|holds
evc.pml|-DTSO -DLIGHT -DSLOW -DREFUSER=1|holds
evc.pml|-DTSO -DLIGHT -DNOHEAVY|fails
evc.pml|-DTSO -DLIGHT -DEARLY|fails
evc.pml|-DTSO -DLIGHT -DSLOW -DREFUSER=1 -DDEAF|fails
LIST
}

quick() {
  short | grep -E '^(evc|doorbell)|box.pml.(-DLEASE|-DNOREBUILD|-DOFFER -DBLIND)?.(holds|fails)$|sole.pml.-DMAXD=1 -D(NI=3|NOTO)|claims.pml.-DMAXD=0 -DNC=1|chain.pml.-DMAXD=0'
}

long() {
  cat <<'LIST'
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DRUN2 -DPART -DPACK|holds|big
claims.pml|-DMAXD=1 -DNC=2 -DNI=1 -DSPC -DPART -DPACK|holds|big
claims.pml|-DMAXD=2 -DNC=2 -DNI=2 -DRUN2 -DPART -DPACK|holds|big
claims.pml|-DMAXD=2 -DNC=1 -DNI=2 -DRUN2 -DPART -DPACK -DMULTI -DSPC -DCAP=5|holds|big
claims.pml|-DMAXD=1 -DNC=2 -DNI=3 -DRUN2 -DPART -DPACK -DMULTI -DCAP=5|holds|big
claims.pml|-DMAXD=1 -DNC=2 -DNI=4 -DONLY2 -DPART -DPACK|holds|big
claims.pml|-DMAXD=0 -DNP=2 -DNC=2 -DNI=2 -DRUN2 -DPART|holds|big
claims.pml|-DMAXD=0 -DNC=2 -DNI=4 -DRUN2 -DPART -DPACK -DGIVE -DCAP=7|holds|big
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DRUN2 -DPART -DPACK -DGIVE|holds|big
claims.pml|-DMAXD=1 -DNP=2 -DNC=1 -DNI=1 -DSPC|holds|big
claims.pml|-DMAXD=1 -DNC=1 -DNI=1 -DSPC -DSPP -DXS=1|holds|big
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DRUN2 -DPART -DPACK|lives|big
claims.pml|-DMAXD=1 -DNC=2 -DNI=1 -DSPC|lives|big
claims.pml|-DMAXD=0 -DNC=2 -DNI=3 -DRUN2 -DPART -DPACK -DGIVE -DGIVEALL -DSPLIT -DLEAVE -DSPC|holds|big
claims.pml|-DMAXD=1 -DNC=2 -DNI=2 -DONLY2 -DRUN2 -DSPLIT -DGIVEALL|lives|big
claims.pml|-DDROP -DMAXD=1 -DNC=2 -DNI=2 -DRUN2 -DPART -DPACK|holds|big
claims.pml|-DDROP -DMAXD=1 -DNP=2 -DNC=1 -DNI=1 -DCAP=3 -DSPC|holds|big
claims.pml|-DDROP -DMAXD=1 -DNC=2 -DNI=2|lives|big
sole.pml|-DMAXD=2 -DNI=3|holds|big
sole.pml|-DMAXD=2 -DNI=3 -DCAP=5|holds|big
chain.pml|-DMAXD=1 -DNI=1 -DOUT|holds|big
chain.pml|-DMAXD=0 -DNI=2 -DONEC|holds|big
chain.pml|-DMAXD=1 -DNI=2 -DS=2 -DONEC -DOUT|holds|big
chain.pml|-DMAXD=0 -DNI=1 -DUNLOCKED|holds|big
doorbell.pml|-DRINGERS=2 -DWAITERS=3 -DLEAVER|holds|big
lock.pml|-DMAXD=2|holds|big
box.pml|-DOFFER -DMAXD=2|holds|big
box.pml|-DPEND -DLEASE|holds|big
box.pml|-DPEND -DTIMES|holds|big
box.pml|-DOFFER -DPEND|holds|big
ports.pml|-DMAXD=4|holds|big
lanes.pml|-DMAXD=1 -DSERVERS=2|holds|big
lanes.pml|-DMAXD=1 -DCLIENTS=2|holds|big
lanes.pml|-DMAXD=2 -DREMOVES=1|holds|big
lanes.pml|-DMAXD=2 -DNT=3 -DCALLS=1|holds|big
lanes.pml|-DMAXD=1 -DNT=1 -DSERVERS=2 -DREMOVES=1|holds|big
lanes.pml|-DMAXD=2 -DNT=1 -DSERVERS=2 -DUSES=1|holds|big
LIST
}

case ${1:-} in
  --quick) quick ;;
  --long) short && long ;;
  *) short ;;
esac | xargs -d '\n' -P "$JOBS" -I{} bash -c 'one "$1" || exit 1' _ {} || exit 1
