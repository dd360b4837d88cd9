# complete.fish FILE: reads command lines, whose words end in the character US, and prints what fish offers for the last
# word of each: one offer on each line, and an empty line after the offers.
source $argv[1]
while read -l line
    set -l words (string split \x1f -- $line)[1..-2]
    for offer in (complete -C (string join ' ' -- (string escape -- $words[1..-2]) $words[-1]))
        string split -f 1 \t -- $offer # a tab and a description follow the offer
    end
    echo
end
