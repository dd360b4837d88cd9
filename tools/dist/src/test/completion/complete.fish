# complete.fish FILE WORD...: prints what fish offers for the last WORD, one offer on each line.
source $argv[1]
for offer in (complete -C (string join ' ' -- (string escape -- $argv[2..-2]) $argv[-1]))
    string split -f 1 \t -- $offer # a tab and a description follow the offer
end
exit 0
