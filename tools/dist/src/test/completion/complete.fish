# complete.fish FILE: reads command lines, in which each word ends in the character US (0x1f). For each command line,
# prints the words that fish offers for the last word, one on each line, and then an empty line. FILE contains the
# completions.
source $argv[1]
while read -l line
    set -l words (string split \x1f -- $line)[1..-2]
    for offer in (complete -C (string join ' ' -- (string escape -- $words[1..-2]) $words[-1]))
        string split -f 1 \t -- $offer # a tab and a description follow the offer
    end
    echo
end
