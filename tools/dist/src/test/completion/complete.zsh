# complete.zsh FILE WORD...: prints, a line each, what zsh offers for the last word.
#
# Completion functions run inside the line editor only, so a second zsh gets a terminal of its own, and the words typed.
# There compadd writes to a file what it is given, and Tab ends it.
zmodload zsh/zpty
export FUNCTIONS=${1:A:h} FOUND=$(mktemp -d) # no trap: the process behind the terminal would inherit it
shift
line=${(j: :)${(q-)@[1,-2]}}" $@[-1]"

cat >$FOUND/.zshrc <<'END'
PROMPT= RPROMPT=
fpath=($FUNCTIONS $fpath)
autoload -Uz compinit && compinit -u -D
compadd() {
    # Calls that only sort or filter words are passed on.
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
    : >$FOUND/end
    exit
}
zle -C capture complete-word capture
bindkey '^I' capture
: >$FOUND/ready
END

zpty inner env TERM=dumb ZDOTDIR=$FOUND zsh -d -i
until [[ -e $FOUND/ready ]]; do sleep 0.02; done
zpty -w -n inner "$line"$'\t'
until [[ -e $FOUND/end ]]; do sleep 0.02; done
zpty -d inner
[[ ! -e $FOUND/words ]] || cat $FOUND/words
rm -r $FOUND
