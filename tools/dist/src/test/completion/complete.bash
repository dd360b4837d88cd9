# complete.bash FILE: reads command lines, whose words end in the character US, and prints what bash offers for the last
# word of each: one offer on each line, and an empty line after the offers.
source "$1"
while IFS=$'\x1f' read -ra COMP_WORDS; do
    COMPREPLY=()
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    $(complete -p "${COMP_WORDS[0]}" | sed 's/.*-F \([^ ]*\).*/\1/')
    ((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
    echo
done
