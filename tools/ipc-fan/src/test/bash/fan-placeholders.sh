# ipc-fan each replaces placeholders in the words of the command.
. "$IPCKIT_TEST_LIB/prelude.sh"

# {.}, {/}, {//} and {/.} are the same parts of a path as in GNU parallel.
test_placeholders_select_parts_of_a_path() {
    printf '%s\n' d.x/a.tar.gz .bashrc plain dir/ >paths
    expect_equal $'[d.x/a.tar] [a.tar.gz] [d.x] [a.tar]\n[] [.bashrc] [.] []\n[plain] [plain] [.] [plain]\n[dir/] [] [.] []' \
        "$(ipc-fan each -k -- echo '[{.}]' '[{/}]' '[{//}]' '[{/.}]' <paths)"
    if command -v parallel >/dev/null; then
        expect_same_bytes <(parallel -k echo '{} {.} {/} {//} {/.}' <paths) <(ipc-fan each -k -- echo '{} {.} {/} {//} {/.}' <paths)
    fi
}

# Users of GNU parallel know this command line. It gives each file another extension, and no file overwrites
# another.
test_files_are_renamed_without_extension() {
    for name in a b c; do echo $name >$name.txt; done
    printf '%s\n' a.txt b.txt c.txt | ipc-fan each -- mv {} {.}.bak
    expect_equal $'a\nb\nc' "$(cat a.bak b.bak c.bak)"
    expect_equal 'a.bak b.bak c.bak' "$(echo *)"
}

# Text in braces that is not a placeholder stays unchanged: programs of awk, variables of a shell, and {1} without
# --colsep.
test_other_braces_are_literal() {
    echo 'a b' >line
    expect_equal a "$(echo line | ipc-fan each -- awk '{print $1}')"
    expect_equal 'x-line' "$(echo line | ipc-fan each -- sh -c 'x=x; echo "${x}-$1"' sh)"
    expect_equal '{1} {2} {..} { } {a} line' "$(echo line | ipc-fan each -- printf '%s %s\n' '{1} {2} {..} { } {a}' {})"
    expect_equal 'aa aaa' "$(printf 'aa\naaa\n' | ipc-fan each -k -- sh -c 'echo $1 | grep -E "a{2}"' sh | paste -sd ' ')"
}

# {N} with --colsep is replaced by column N of the record, and {} by all columns, each as a word. If a record has fewer
# than N columns, {N} is empty.
test_columns_replace_numbered_placeholders() {
    printf 'a.x\tb\nc\n' >table
    expect_equal $'[b] [a.x] [a] [a.x b]\n[] [c] [c] [c]' "$(ipc-fan each -k --colsep '\t' -- echo '[{2}]' '[{1}]' '[{1.}]' '[{}]' <table)"
    expect_equal $'<a.x>\n<b>\n<c>' "$(ipc-fan each -k --colsep '\t' -- printf '<%s>\n' <table)"
    expect_equal 'b,c' "$(echo 'a:b  c' | ipc-fan each --colsep '[: ]+' -- echo '{2},{3}')"
    # With --colsep, --tag prints the whole record, and a command with --stdin reads the whole
    # record.
    expect_equal $'a b\tb' "$(echo 'a b' | ipc-fan each --tag --colsep ' ' -- echo {2})"
    expect_equal 'b: a b' "$(echo 'a b' | ipc-fan each --stdin --colsep ' ' -- sed 's/^/{2}: /')"
}

# With -I STR, only STR is replaced, so that every other text can be passed to the command.
test_replace_chooses_another_placeholder() {
    expect_equal 'a {} {.} {#} x-a-a' "$(echo a | ipc-fan each -I % -- echo % '{} {.} {#}' 'x-%-%')"
    expect_equal '{}' "$(echo a | ipc-fan each --replace=@@ -- sh -c 'echo {}' @@)"
    expect_equal 'a' "$(echo a | ipc-fan each -I% -- echo)"
}

# Records and the text around placeholders keep their bytes.
test_placeholders_keep_all_bytes() {
    printf 'd\377/\376.\375\n' >record
    ipc-fan each -- printf '%s|%s|%s|%s' {.} {/} {//} {/.} <record >got
    expect_same_bytes <(printf 'd\377/\376|\376.\375|d\377|\376') got
    ipc-fan each -- printf '%s' $'<\374{/.}\374>' <record >got
    expect_same_bytes <(printf '<\374\376\374>') got
}
