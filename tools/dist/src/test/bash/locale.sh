# Paths and words are bytes in every locale, and commands see the user's locale. The tests use the locale C and texts
# with an umlaut in UTF-8. An error is most likely in this locale, because it allows only ASCII.
. "$IPCKIT_TEST_LIB/prelude.sh"
export LC_ALL=C
umlaut=$'\xc3\xbc'

test_names_of_directories_may_have_any_characters() {
    mkdir "w$umlaut" && cd "w$umlaut"
    export IPC_DIR=h$umlaut TMPDIR=$PWD
    ipc-prodcons create jobs --unbounded --dir "$PWD"
    ipc-prodcons put jobs <<<"text $umlaut"
    expect_equal "text $umlaut" "$(ipc-prodcons get jobs --drain)"
    ipc-prodcons rm jobs
    expect_silence 0 ipc-mq create jobs --durable .
    expect_silence 0 ipc-mq rm jobs
    expect_equal "w$umlaut" "$(ipc-fan run -n 1 -- sh -c 'basename "$PWD"')"
    unset IPC_DIR
    cd ..
}

test_words_and_files_may_have_any_characters() {
    echo "$umlaut" >"f$umlaut"
    expect_equal "a$umlaut-b" "$(echo b | ipc-fan each --joblog "l$umlaut" -- echo "a$umlaut-{}")"
    expect_equal 1 "$(wc -l <"l$umlaut")"
    ipc-mq create jobs
    ipc-mq send jobs "$umlaut"
    expect_equal "$umlaut." "$(ipc-mq recv jobs --format "%b.")"
    ipc-mq rm jobs
    ipc-shm create bytes --size 4K
    ipc-shm write bytes <"f$umlaut"
    expect_equal "$umlaut" "$(ipc-shm lock bytes -- cat "f$umlaut")"
    ipc-shm rm bytes
    printf '#!/bin/sh\necho "$1"\n' >"c$umlaut"
    chmod +x "c$umlaut"
    expect_equal "x$umlaut" "$(ipc-chain run -n 1 -- "./c$umlaut" "x$umlaut")"
    expect_error 127 "command not found: ./no$umlaut" ipc-chain run -n 1 -- "./no$umlaut"
}

test_paths_may_have_bytes_that_are_not_utf_8() {
    local byte=$'\xff'
    mkdir "w$byte" "w$byte/t$byte" && cd "w$byte"
    export IPC_DIR=h$byte TMPDIR=$PWD/t$byte
    ipc-prodcons create jobs --unbounded --dir "../w$byte"
    ipc-prodcons put jobs <<<x
    expect_equal x "$(ipc-prodcons get jobs --drain)"
    ipc-prodcons rm jobs
    expect_silence 0 ipc-mq create jobs --durable "$PWD"
    expect_silence 0 ipc-mq rm jobs
    echo "a$byte" >"f$byte"
    expect_equal "a$byte" "$(ipc-fan each -a "f$byte" --joblog "l$byte" -- sh -c 'seq 300000 >&2; echo "$1"' x 2>/dev/null)"
    expect_equal 1 "$(wc -l <"l$byte")"
    expect_equal x "$(ipc-chain pipe --stats-file "s$byte" -- echo x)"
    expect_equal 1 "$(wc -l <"s$byte")"
    unset IPC_DIR TMPDIR
    expect_equal "errors f$byte h$byte l$byte s$byte t$byte" "$(echo *)"
    cd ..
}

test_an_installation_whose_path_is_not_utf_8_is_refused() {
    local image byte=$'\xff'
    is_image || return 0
    image=$(installation)
    mkdir "i$byte"
    cp -r "$image/bin" "i$byte"
    expect_error 125 "cannot start: the path of the installation is not valid UTF-8" "i$byte/bin/ipc-prodcons" ls
    (cd "i$byte" && expect_exit 125 bin/ipc-prodcons ls 2>../errors)
    rm -r "i$byte"
}

test_the_programs_may_be_installed_in_any_directory() {
    local image
    image=$(installation)
    mkdir -p "i$umlaut/lib"
    cp -r "$image/bin" "i$umlaut"
    ! is_image || cp -r "$image/lib/runtime" "$image"/lib/ipc-prodcons.* "i$umlaut/lib"
    "i$umlaut/bin/ipc-prodcons" create jobs
    "i$umlaut/bin/ipc-prodcons" put jobs <<<x
    expect_equal x "$("i$umlaut/bin/ipc-prodcons" get jobs --drain)"
    "i$umlaut/bin/ipc-prodcons" rm jobs
    rm -r "i$umlaut"
}

test_commands_see_the_locale_of_the_user() {
    local show='echo "${LC_ALL-unset}"; env | grep -c IPCKIT_.*_LC_ALL'
    expect_equal $'C\n0' "$(ipc-fan run -n 1 -- sh -c "$show" || true)"
    expect_equal $'\n0' "$(LC_ALL= ipc-chain run -n 1 -- sh -c "$show" || true)"
    unset LC_ALL
    expect_equal $'unset\n0' "$(ipc-fan run -n 1 -- sh -c "$show" || true)"
}
