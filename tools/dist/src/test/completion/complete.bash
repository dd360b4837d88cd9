# complete.bash FILE: reads command lines, in which each word ends in the character US (0x1f). For each command line, prints
# the words that bash offers for the last word, one on each line, and then an empty line. FILE contains the completions.
source "$1"
while IFS=$'\x1f' read -ra COMP_WORDS; do
    COMPREPLY=()
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    $(complete -p "${COMP_WORDS[0]}" | sed 's/.*-F \([^ ]*\).*/\1/')
    ((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
    echo
done
