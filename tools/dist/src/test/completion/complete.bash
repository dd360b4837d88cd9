# complete.bash FILE WORD...: prints what bash offers for the last WORD, one offer on each line.
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
$(complete -p "$1" | sed 's/.*-F \([^ ]*\).*/\1/')
((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
