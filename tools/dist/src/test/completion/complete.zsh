# complete.zsh FILE: reads command lines, in which each word ends in the character US (0x1f). For each command line,
# prints the words that zsh offers for the last word, one on each line, and then an empty line. FILE contains the
# completions.
#
# Completion functions run only inside zsh's line editor. So this script types the words on the terminal of a second zsh,
# in which compadd writes its offers to a file. There the key Tab runs the completion, and ^U clears the line. COMPDUMP is the
# file in which the first zsh stores the list of all completion functions for the others.
zmodload zsh/zpty zsh/zselect
export FUNCTIONS=${1:A:h} FOUND=$(mktemp -d) # no trap removes FOUND, because the second zsh would inherit the trap

cat >$FOUND/.zshrc <<'END'
PROMPT= RPROMPT=
fpath=($FUNCTIONS $fpath)
autoload -Uz compinit && compinit -u -d $COMPDUMP
compadd() {
    # A call with -O, -A or -D only filters words and offers none.
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a hits
    builtin compadd -A hits "$@"
    (($#hits)) && print -rl -- $hits >>$FOUND/words
    builtin compadd "$@"
}
capture() {
    _main_complete
    compstate[insert]= compstate[list]=
    : >$FOUND/end
}
zle -C capture complete-word capture
bindkey '^I' capture
bindkey '^U' kill-whole-line
: >$FOUND/end
END

# Waits for the file `end`. Reads the terminal meanwhile, so that the second zsh can always write.
await() {
    local echoed
    until [[ -e $FOUND/end ]]; do
        zpty -rt inner echoed || zselect -t 1
    done
    rm $FOUND/end
}

zpty inner env TERM=dumb ZDOTDIR=$FOUND zsh -d -i
await
while IFS= read -r line; do
    words=("${(@ps:\x1f:)${line%$'\x1f'}}")
    quoted=(${(q-)words[1,-2]})
    zpty -w -n inner $'\x15'"$quoted $words[-1]"$'\t'
    await
    [[ ! -e $FOUND/words ]] || { cat $FOUND/words; rm $FOUND/words }
    print
done
zpty -d inner
rm -r $FOUND
