# complete.zsh FILE WORD...: prints what zsh offers for the last WORD, one offer on each line.
#
# Completion functions run only inside zsh's line editor. So this script types the words on the terminal of a second zsh,
# in which compadd writes its offers to a file, and Tab runs the completion and exits.
zmodload zsh/zpty
export FUNCTIONS=${1:A:h} FOUND=$(mktemp -d) # no trap removes FOUND: the second zsh would inherit it
shift
line=${(j: :)${(q-)@[1,-2]}}" $@[-1]"

cat >$FOUND/.zshrc <<'END'
PROMPT= RPROMPT=
fpath=($FUNCTIONS $fpath)
autoload -Uz compinit && compinit -u -D
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
