# install.sh installs versions side by side, upgrades ipckit while its programs run, and removes exactly what it has
# installed. The archive and the Debian package are tested if the Maven profile `package` has made them.
. "$IPCKIT_TEST_LIB/prelude.sh"

sources=$IPCKIT_TEST_LIB/../../../main/package
image=$(readlink -f "$(command -v ipc-mq)")
image=${image%/bin/*}
prefix="$PWD/a prefix"

# make_package VERSION: makes the directory package-VERSION, which is an unpacked package. The package contains the
# files that make_image makes, and install.sh.
make_package() {
    make_image "$1"
    "$sources/stage.sh" "$PWD/image-$1" "$PWD/stage-$1" "$1" amd64 2026-01-01T00:00:00Z
    mv "stage-$1/archive" "package-$1"
    rm -rf "image-$1" "stage-$1"
}
# make_image VERSION: makes the directory image-VERSION with a few files to install. The program `ipc-fan` in this
# directory is sleep(1), and the program `ipc-mq` prints the version. Only version 1 has the manual page `old`.
make_image() {
    local tree=$PWD/image-$1
    mkdir -p "$tree/bin" "$tree/lib" "$tree/share/doc/ipckit" "$tree/share/man/man1"
    cp "$(command -v sleep)" "$tree/bin/ipc-fan"
    printf '#!/bin/sh\necho version %s\n' "$1" >"$tree/bin/ipc-mq"
    chmod 755 "$tree/bin/ipc-mq"
    head -c 3M /dev/zero >"$tree/lib/large"
    echo licence >"$tree/share/doc/ipckit/LICENSE"
    echo page >"$tree/share/man/man1/ipc-mq.1"
    [[ $1 != 1 ]] || echo page >"$tree/share/man/man1/old.1"
}

# install VERSION ARGUMENT...: runs the install.sh of a package.
install() {
    sh "package-$1/install.sh" --prefix "$prefix" "${@:2}"
}

# expect_refusal CODE PATTERN COMMAND...: runs the command, which must exit with CODE, and must print on standard error
# one line that matches the pattern.
expect_refusal() {
    local lines
    expect_exit "$1" "${@:3}" >printed 2>errors
    mapfile -t lines <errors
    [[ ${#lines[@]} == 1 && ${lines[0]} == "install.sh: "$2 ]] || fail "expected the line: $2"$'\n'"$(<errors)"
}

# expect_version VERSION: fails unless every link leads to a file of this version.
expect_version() {
    local link
    expect_equal "version $1" "$("$prefix/bin/ipc-mq")"
    while IFS= read -r link; do
        [[ -e $link && $(readlink "$link") == */lib/ipckit/$1-* ]] || fail "$link leads to $(readlink "$link")"
    done < <(find "$prefix/bin" "$prefix/share" -type l)
}

# expect_installed COUNT: fails unless this number of versions is installed.
expect_installed() {
    expect_equal "$1" "$(find "$prefix/lib/ipckit" -mindepth 1 -maxdepth 1 -type d | wc -l)" "versions"
}

test_an_installation_is_readable_by_all_and_can_be_moved() {
    make_package 1
    (umask 077 && install 1 >printed)
    expect_equal "" "$(find "$prefix" ! -type l ! -perm -o=r)" "files that other users cannot read"
    expect_version 1
    mv "$prefix" moved
    prefix=$PWD/moved
    expect_version 1
    expect_equal "$prefix/share/man/man1/ipc-mq.1" "$(find "$prefix" -name ipc-mq.1 -type l)"
    # The installed install.sh can remove the installation that contains it.
    sh "$prefix"/lib/ipckit/1-*/install.sh --uninstall --prefix moved >printed
    [[ ! -e moved ]] || fail "left: $(find moved)"
}

test_the_same_version_is_copied_once_and_a_damaged_copy_is_replaced() {
    local copy
    make_package 1
    install 1 >printed
    copy=("$prefix"/lib/ipckit/1-*)
    touch -d 2001-01-01 "$copy/bin/ipc-mq"
    install 1 >printed
    expect_installed 1
    expect_equal 2001 "$(date -r "$prefix/bin/ipc-mq" +%Y)" "year of the copy"
    echo damage >>"$copy/bin/ipc-mq"
    install 1 >printed
    expect_installed 1
    expect_equal "version 1" "$("$prefix/bin/ipc-mq")"
    # install.sh refuses a damaged package and changes nothing.
    make_package 2
    echo damage >>package-2/bin/ipc-mq
    expect_refusal 65 'the package is damaged*' install 2
    expect_version 1
    expect_installed 1
    install 1 --uninstall >printed
}

test_versions_in_use_stay_until_no_process_uses_them() {
    local pid
    make_package 1
    make_package 2
    install 1 >printed
    "$prefix/bin/ipc-fan" 600 &
    pid=$!
    install 2 >printed
    expect_exit 0 grep -q "^kept .*/1-.*in use by process $pid\$" printed
    expect_version 2
    [[ ! -L $prefix/share/man/man1/old.1 ]] || fail "a link of version 1 is left"
    expect_installed 2
    expect_refusal 75 "kept *in use by process $pid;*" install 2 --uninstall
    expect_installed 1
    alive $pid || fail "the process has ended"
    # A version can be installed again while it is in use.
    install 1 >printed
    expect_version 1
    install 2 >printed
    kill $pid
    wait $pid || true
    install 2 --prune >printed
    expect_version 2
    expect_installed 1
    install 2 --uninstall >printed
    [[ ! -e $prefix ]] || fail "left: $(find "$prefix")"
}

# Each case names a program that install.sh calls, and the number of the call at which install.sh is
# killed. For example, install.sh is killed at its third call of ln in the case `ln 3`.
test_a_killed_installation_leaves_every_link_whole_and_can_be_repeated() {
    local case program
    make_package 1
    make_package 2
    mkdir shims
    for program in cp chmod mv ln rm; do
        cat >shims/$program <<END
#!/bin/sh
echo >>"\$CALLS/$program"
[ "\$KILL_AT" != "$program \$(wc -l <"\$CALLS/$program")" ] || kill -KILL 0
exec $(command -v $program) "\$@"
END
        chmod 755 shims/$program
    done
    # killed_at CASE ARGUMENT...: runs the install.sh of version 2, and kills it at CASE. For
    # example, the third call of ln kills install.sh if CASE is `ln 3`. Fails if install.sh
    # succeeds.
    killed_at() {
        mkdir calls
        KILL_AT=$1 CALLS=$PWD/calls PATH="$PWD/shims:$PATH" \
            expect_exit 137 setsid --wait sh package-2/install.sh --prefix "$prefix" "${@:2}" &>printed
        rm -r calls
    }
    for case in 'cp 1' 'chmod 1' 'mv 1' 'ln 1' 'ln 3' 'mv 2' 'mv 4'; do
        install 1 >printed
        killed_at "$case"
        expect_equal "" "$(find -L "$prefix/bin" "$prefix/share" -type l)" "broken links after a kill at $case"
        install 2 >printed
        expect_version 2
        expect_installed 1
        install 2 --uninstall >printed
        [[ ! -e $prefix ]] || fail "left after a kill at $case: $(find "$prefix")"
    done
    # Here, install.sh is killed while no earlier version is installed. Below, install.sh is killed
    # twice while it removes the installation.
    killed_at 'cp 1'
    install 2 --uninstall >printed
    [[ ! -e $prefix ]] || fail "left: $(find "$prefix")"
    install 2 >printed
    for case in 'rm 3' 'rm 9'; do
        killed_at "$case" --uninstall
    done
    install 2 --uninstall >printed
    [[ ! -e $prefix ]] || fail "left: $(find "$prefix")"
}

test_files_of_the_user_are_kept() {
    local copy
    make_package 1
    mkdir -p "$prefix/bin" "$prefix/share/man"
    echo mine >"$prefix/bin/ipc-mq"
    expect_refusal 73 "$prefix/bin/ipc-mq exists*" install 1
    expect_equal "$prefix/bin/ipc-mq" "$(find "$prefix" -type f)" "files after a refused installation"
    [[ ! -e $prefix/lib ]] || fail "a refused installation has left a directory"

    rm "$prefix/bin/ipc-mq"
    install 1 >printed
    copy=("$prefix"/lib/ipckit/1-*)
    ln -sf ../mine "$prefix/bin/ipc-mq"
    echo mine >"$prefix/share/man/man1/mine.1"
    echo mine >"$copy/lib/mine"
    expect_exit 0 install 1 --uninstall >printed 2>errors
    expect_equal 2 "$(grep -c '^install.sh: kept ' errors)" "messages"
    expect_equal "./bin
./bin/ipc-mq
./lib
./lib/ipckit
./lib/ipckit/${copy##*/}
./lib/ipckit/${copy##*/}/lib
./lib/ipckit/${copy##*/}/lib/mine
./share
./share/man
./share/man/man1
./share/man/man1/mine.1" "$(cd "$prefix" && find . -mindepth 1 | sort)"
}

# The directory that gets the links can itself be a link, for example ~/.local/bin.
test_links_work_in_a_directory_that_is_itself_a_link() {
    make_package 1
    mkdir -p "$prefix" elsewhere/programs
    ln -s "$PWD/elsewhere/programs" "$prefix/bin"
    install 1 >printed
    install 1 >printed
    expect_equal "version 1" "$(elsewhere/programs/ipc-mq)"
    install 1 --uninstall >printed
    expect_equal "" "$(find elsewhere -type l)"
    expect_equal "$prefix/bin" "$(find "$prefix" -mindepth 1)"
}

test_a_full_or_read_only_disk_is_reported_in_one_line_and_nothing_is_left() {
    make_package 1
    mkdir disk shims
    if ! unshare --mount mount -t tmpfs tmpfs disk 2>/dev/null; then
        echo "not tested: this user may not mount a file system" >&$report
        return
    fi
    printf '#!/bin/sh\nprintf "header\\nx 9999999 0 9999999 0 /\\n"\n' >shims/df
    chmod 755 shims/df
    prefix=$PWD/disk/prefix
    # on_disk OPTIONS: tries to install on a file system that is mounted with these options, and writes the names of the
    # files on it to `left`.
    on_disk() {
        unshare --mount sh -c 'mount -t tmpfs -o "$1" tmpfs disk
            sh package-1/install.sh --prefix "$2"; code=$?
            find disk -mindepth 1 >left; exit $code' x "$1" "$prefix"
    }
    expect_refusal 74 'no space left in *MiB are needed*' on_disk size=1M
    expect_equal "" "$(<left)"
    # Here, install.sh calls the script shims/df instead of df(1). shims/df reports enough free
    # space, so install.sh begins to copy, and the copy fails.
    PATH=$PWD/shims:$PATH expect_refusal 74 'cannot copy the package*: No space left on device' on_disk size=1M
    expect_equal "" "$(<left)"
    expect_refusal 74 'cannot create *: Read-only file system' on_disk ro
}

test_another_user_installs_below_own_directories_only() {
    as_user() {
        TMPDIR=$PWD/temporary setpriv --reuid 65531 --regid 65531 --clear-groups "$@"
    }
    mkdir -m 1777 temporary
    ((EUID == 0)) && chmod 755 . .. 2>/dev/null && as_user test -x . || {
        echo "not tested: this user may not become another user" >&$report
        return 0
    }
    make_package 1
    chmod -R a+rX .
    expect_refusal 77 'cannot create *: Permission denied' as_user sh package-1/install.sh --prefix "$prefix"
    install 1 >printed
    expect_equal "version 1" "$(as_user "$prefix/bin/ipc-mq")"
    expect_refusal 77 'cannot write to *: Permission denied' as_user sh package-1/install.sh --prefix "$prefix"
    expect_refusal 77 'cannot write to *: Permission denied' as_user sh package-1/install.sh --prefix "$prefix" --uninstall
    install 1 --uninstall >printed
    mkdir "$prefix"
    chown 65531 "$prefix"
    as_user sh package-1/install.sh --prefix "$prefix" >printed
    expect_version 1
    # The user 65531 runs install.sh here. If a different user runs a program of ipckit at this
    # moment, `--uninstall` may exit with 75: the user 65531 cannot see which files that program
    # uses, so install.sh must assume that the program uses the version to delete.
    as_user sh package-1/install.sh --prefix "$prefix" --uninstall >printed 2>errors || expect_equal 75 $?
}

# The units of the archive work under any prefix, because they contain a specifier of systemd. Older
# versions of systemd do not know this specifier. The Debian package has a fixed prefix, so its
# units contain plain paths.
test_the_units_of_the_debian_package_name_the_paths_of_its_programs() {
    make_image 1
    mkdir image-1/share/systemd
    cp -R "$sources/../systemd" image-1/share/systemd/user
    "$sources/stage.sh" "$PWD/image-1" "$PWD/stage" 1 amd64 2026-01-01T00:00:00Z
    cd stage
    expect_equal 3 "$(grep -l '^ExecStart=%Y/../../../bin/ipc-' archive/share/systemd/user/*.service | wc -l)" 'units of the archive'
    expect_equal 'ExecStart=/usr/bin/ipc-prodcons
ExecStart=/usr/bin/ipc-mq
ExecStart=/usr/bin/ipc-mq' "$(grep -ho '^ExecStart=[^ ]*' root/usr/lib/systemd/user/ipckit-{get,recv,serve}@.service)"
    ! grep '%Y' root/usr/lib/systemd/user/* || fail 'a specifier is left'
}

test_wrong_calls_are_refused() {
    make_package 1
    expect_refusal 2 '--prefix needs a directory' sh package-1/install.sh --prefix
    expect_refusal 2 'unknown argument: now*' install 1 now
    expect_refusal 2 '*exclude each other' install 1 --prune --uninstall
    expect_refusal 69 'ipckit is not installed in *' install 1 --uninstall
    expect_refusal 65 'run install.sh in the directory of an unpacked package' sh "$sources/install.sh" --prefix "$prefix"
    [[ ! -e $prefix ]] || fail "a refused call has left $(find "$prefix")"
    mkdir -p "$prefix/lib/ipckit"
    expect_refusal 75 'another install.sh runs in *' flock "$prefix/lib/ipckit" sh package-1/install.sh --prefix "$prefix"
    sh package-1/install.sh --help >help
    expect_exit 0 grep -q -- --uninstall help
}

# use_disk: makes a directory on disk, beside the directory $image, and sets `work` to its path.
# $image contains the programs under test with all their files. A test that copies $image needs the
# new directory, because the working directory of the test is in memory, which may be too small. The
# new directory is deleted when the test ends. use_disk fails if $image has no directory `share`, or
# if this user may not write beside $image.
use_disk() {
    [[ -d $image/share && -w ${image%/*} ]] || {
        echo "not tested: the programs are not in a tree of the build" >&$report
        return 1
    }
    work=$(mktemp -d "${image%/*}/packages.XXXXXX")
    trap 'code=$?; rm -rf "$work"; ((code)) || expect_nothing_left' EXIT
}

# install_build VERSION: installs the programs under test below the directory `work`, as the version VERSION. All
# versions contain the same programs.
install_build() {
    prefix="$work/a prefix"
    if [[ ! -d $work/package ]]; then
        "$sources/stage.sh" "$image" "$work/stage" "$1" amd64 2026-01-01T00:00:00Z
        mv "$work/stage/archive" "$work/package"
    fi
    echo "$1" >"$work/package/VERSION"
    (cd "$work/package" && sed -i "s/^.*  VERSION\$/$(sha256sum VERSION)/" SHA256SUMS)
    sh "$work/package/install.sh" --prefix "$prefix" >printed
}

# The test installs the same programs as version 1 and as version 2. A receiver of version 1 waits at a mailbox while
# version 2 is installed.
test_objects_and_receivers_outlive_an_upgrade() {
    local pid
    use_disk || return 0
    install_build 1
    PATH=$prefix/bin:$PATH
    ipc-mq create -q jobs
    ipc-mq recv jobs --follow >received &
    pid=$!
    wait_until has_participants 1 mq.jobs
    install_build 2
    expect_exit 0 grep -q "^kept .*/1-.*in use by process $pid\$" printed
    expect_version_of_links 2
    ipc-mq send jobs hello
    wait_until has_lines received 1
    kill $pid
    wait $pid || true
    sh "$work/package/install.sh" --prefix "$prefix" --prune >printed
    expect_installed 1
    ipc-mq rm jobs
    hash -r
    sh "$work/package/install.sh" --prefix "$prefix" --uninstall >printed
    [[ ! -e $prefix ]] || fail "left: $(find "$prefix")"
}
expect_version_of_links() {
    [[ $(readlink "$prefix/bin/ipc-mq") == ../lib/ipckit/$1-*/bin/ipc-mq ]] || fail "$(readlink "$prefix/bin/ipc-mq")"
}

# Tasks, ports, and a kernel with its services work in an installed program.
test_tasks_and_a_kernel_run_from_an_installation() {
    use_disk || return 0
    install_build 1
    PATH=$prefix/bin:$PATH
    ipc-mq task create A
    ipc-mq port allocate --as A inbox
    expect_exit 0 ipc-mq task run B -- sh -c 'ipc-mq port insert --as A inbox --right send --to B && ipc-mq msg send inbox hello'
    expect_equal hello "$(ipc-mq msg receive --as A inbox)"
    ipc-mq task rm A B
    expect_exit 0 ipc-mq tour microkernel >story
    sh "$work/package/install.sh" --prefix "$prefix" --uninstall >printed
    [[ ! -e $prefix ]] || fail "left: $(find "$prefix")"
}

# The test starts a daemon through the installed link. If the daemon's main process dies after an
# upgrade, the supervisor starts a new main process through this link, which now leads to the new
# version.
test_a_daemon_that_starts_again_after_an_upgrade_runs_the_new_version() {
    local main
    use_disk || return 0
    trap 'code=$?; end_daemon; rm -rf "$work"; ((code)) || expect_nothing_left' EXIT
    install_build 1
    PATH=$prefix/bin:$PATH
    ipc-mq serve upper --daemon web --restart always --restart-delay 100ms -- tr a-z A-Z
    main=$(main_process)
    install_build 2
    expect_exit 0 grep -q "^kept .*/1-.*in use by process .*$main" printed
    expect_equal HELLO "$(ipc-mq call upper hello)"
    kill -KILL "$main"
    wait_until has_restarted "$main"
    expect_equal HELLO "$(ipc-mq call upper hello --wait-server 60s)"
    main=$(main_process)
    [[ $(readlink "/proc/$main/exe") == */lib/ipckit/2-* || $(<"/proc/$main/cmdline") == */lib/ipckit/2-* ]] ||
        fail "the daemon runs $(tr '\0' ' ' <"/proc/$main/cmdline")"
    sh "$work/package/install.sh" --prefix "$prefix" --prune >printed
    expect_installed 1
    ipc-mq daemon stop -q web
    ipc-mq daemon rm web
    ipc-mq rm upper
    sh "$work/package/install.sh" --prefix "$prefix" --uninstall >printed
    [[ ! -e $prefix ]] || fail "left: $(find "$prefix")"
}
# end_daemon: ends the daemon `web` of a test that has failed.
end_daemon() {
    [[ ! -d $IPC_DIR/daemon.web ]] || "$image/bin/ipc-mq" daemon stop --quiet --grace 0s web
}
# main_process: prints the pid of the main process of the daemon `web`.
main_process() {
    sed -n 's/^main=\([0-9]*\) .*/\1/p' "$IPC_DIR/daemon.web/state"
}
# has_restarted PID: succeeds if the daemon has another main process than PID.
has_restarted() {
    local now
    now=$(main_process)
    [[ $now && $now != "$1" ]]
}

# find_package PATTERN: sets `package` to the package that matches the pattern. The Maven profile
# `package` makes packages of the programs under test. Fails if there is no such package, or if the
# package is older than the programs.
find_package() {
    package=$(compgen -G "${image%/*}/$1") && [[ $package -nt $image/bin ]] || {
        echo "not tested: build $1 with mvn -Ppackage" >&$report
        return 1
    }
}

test_the_archive_works_where_it_is_unpacked_and_installed() {
    local package
    find_package 'ipckit-*-linux-*.tar.gz' || return 0
    use_disk
    (cd "${package%/*}" && sha256sum --check --quiet "$package.sha256")
    mkdir "$work/an archive"
    tar -xzf "$package" -C "$work/an archive"
    cd "$work/an archive"/ipckit-*
    sha256sum --check --quiet SHA256SUMS
    expect_equal "ipc-mq $(<VERSION)" "$(bin/ipc-mq --version)"
    prefix="$work/a prefix"
    ./install.sh --prefix "$prefix" >../printed
    expect_equal "ipc-mq $(<VERSION)" "$("$prefix/bin/ipc-mq" --version)"
    expect_exit 0 "$prefix/bin/ipc-mq" tour microkernel >../story
    ./install.sh --prefix "$prefix" --uninstall >../printed
    [[ ! -e $prefix ]] || fail "left: $(find "$prefix")"
}

test_the_debian_package_has_no_errors_and_can_be_installed_and_removed() {
    local package
    find_package 'ipckit_*.deb' || return 0
    use_disk
    (cd "${package%/*}" && sha256sum --check --quiet "$package.sha256")
    expect_equal "$(dpkg --print-architecture)" "$(dpkg-deb --field "$package" Architecture)"
    if command -v lintian >/dev/null; then
        expect_equal "" "$(lintian --allow-root --fail-on error "$package" 2>&1)" "lintian"
    else
        echo "not tested: lintian is not installed" >&$report
    fi
    ((EUID == 0)) || return 0
    mkdir -p "$work/root/var/lib/dpkg/"{info,updates,triggers}
    : >"$work/root/var/lib/dpkg/status"
    root_dpkg() {
        dpkg --root="$work/root" --force-depends --log=/dev/null "$@" >>printed 2>&1 || fail "dpkg $*: $(<printed)"
    }
    root_dpkg --install "$package"
    expect_equal "ipc-mq" "$("$work/root/usr/bin/ipc-mq" --version | cut -d ' ' -f 1)"
    expect_exit 0 "$work/root/usr/bin/ipc-mq" tour microkernel >story
    expect_exit 0 test -s "$work/root/usr/share/man/man1/ipc-mq.1.gz"
    expect_exit 0 test -s "$work/root/usr/lib/systemd/user/ipckit-serve@.service"
    root_dpkg --verify ipckit
    root_dpkg --install "$package"
    root_dpkg --purge ipckit
    expect_equal "" "$(find "$work/root" -path '*ipc*' ! -type d)" "files left by dpkg"
}
