# complete.fish FILE WORD...: prints, a line each, what fish offers for the last word.
source $argv[1]
for offer in (complete -C (string join ' ' -- (string escape -- $argv[2..-2]) $argv[-1]))
    string split -f 1 \t -- $offer # what follows is its description
end
exit 0
