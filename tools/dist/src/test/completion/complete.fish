# complete.fish FILE WORD...: prints, a line each, what fish offers for the last word.
source $argv[1]
complete -C (string join ' ' -- (string escape -- $argv[2..-2]) $argv[-1]) | string replace -r '\t.*' ''
