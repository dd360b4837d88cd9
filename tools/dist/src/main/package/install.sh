#!/bin/sh
# Installs ipckit from the directory of this script under a prefix, or uninstalls it. See `install.sh --help`.
#
# An installation has these parts:
#   PREFIX/lib/ipckit/VERSION-DIGEST   a copy of the unpacked package; DIGEST is a digest of its contents
#   PREFIX/bin, PREFIX/share           a symbolic link to each program, manual page, completion and document of the copy
#   PREFIX/lib/ipckit/directories      the directories that installations have created, one per line
#
# Running processes are safe, because no file of a copy is ever written again. Another version, and another build of the
# same version, gets a directory of its own. Each link is replaced by rename(2), so it leads to a complete copy at any
# time. A copy is deleted only when no process uses it.
#
# If a signal kills install.sh at any instant, each installed program still has all its files, because install.sh
# replaces the links only after the copy is complete. The next installation deletes an incomplete copy, and replaces the
# links that still lead to the old version.
set -u
umask 022
LC_ALL=C
export LC_ALL
unset CDPATH
newline='
'

usage() {
    cat <<'END'
Usage: install.sh [--prefix DIR] [--prune | --uninstall]

Installs ipckit from the directory of this script. Changes nothing outside DIR.

  --prefix DIR   the directory to install into; default: /usr/local
  --prune        install nothing; delete old versions that no process uses
  --uninstall    delete all that install.sh has installed in DIR
  --help         print this text

The programs go to DIR/bin. The manual pages, the completions of bash, zsh and fish, and the units of systemd go to
DIR/share. All of these are symbolic links into DIR/lib/ipckit, which has one directory for each version.

An upgrade may run while programs of ipckit run: they keep their own version. Each installation deletes the old versions
that no process uses. Programs of ipckit that run as another user may count as users of every version, unless root runs
install.sh.

--uninstall removes the links at once. A version that a process still uses stays, and the exit code is 75: run the same
command again when the process has ended. A file that install.sh has not installed is never changed.

Exit codes: 0 done; 2 usage; 65 the package is damaged; 69 ipckit is not installed in DIR; 73 another file is in the
place of a link; 74 input or output failed, or no space is left; 75 a process uses ipckit, or another install.sh runs;
77 permission denied
END
}

# fail CODE MESSAGE: prints the message and ends this script. The EXIT trap deletes what this script has created.
fail() {
    printf 'install.sh: %s\n' "$2" >&2
    exit "$1"
}

note() {
    printf 'install.sh: %s\n' "$1" >&2
}

# attempt WHAT COMMAND...: runs the command. If it fails, ends this script with one line that gives WHAT and the reason.
attempt() {
    attempted=$1
    shift
    said=$("$@" 2>&1) && return
    reason=${said%%"$newline"*}
    reason=${reason##*: }
    case $reason in
    'Permission denied' | 'Operation not permitted') fail 77 "cannot $attempted: $reason" ;;
    *) fail 74 "cannot $attempted: $reason" ;;
    esac
}

prefix=/usr/local
action=install
while [ $# -gt 0 ]; do
    case $1 in
    --prefix)
        [ $# -gt 1 ] || fail 2 '--prefix needs a directory'
        prefix=$2
        shift
        ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    --prune | --uninstall)
        [ $action = install ] || [ $action = "${1#--}" ] || fail 2 '--prune and --uninstall exclude each other'
        action=${1#--}
        ;;
    -h | --help)
        usage
        exit
        ;;
    *) fail 2 "unknown argument: $1 (see install.sh --help)" ;;
    esac
    shift
done
[ -n "$prefix" ] || fail 2 '--prefix needs a directory'
case $prefix in
/*) ;;
*) prefix=$PWD/$prefix ;;
esac
prefix=${prefix%/}

# In this script, the paths of links and directories are relative to the prefix. They come from the package, whose file
# names contain neither blanks nor pattern characters. Therefore the shell can split a list of such paths into words.
# Only the prefix, which the user chooses, may contain any character.

home=$prefix/lib/ipckit
# The state that the EXIT trap needs: `scratch` is a temporary directory. `created` lists the directories that this
# script has created, the newest first. `copy` is the directory of the new copy of the package. The script empties
# `created` and `copy` before it gives a link its final name. `links` lists the links that may still have their
# temporary names.
scratch=
created=
copy=
links=
clean_up() {
    trap '' HUP INT TERM
    [ -z "$scratch" ] || rm -rf -- "$scratch"
    for path in $links; do
        find_new_link "$path"
        rm -f -- "$new_link"
    done
    [ -z "$copy" ] || rm -rf -- "$copy"
    for path in $created; do
        [ "$path" != lib/ipckit ] || rm -f -- "$home/directories"
        remove_directory "$path"
    done
    return 0
}
end_by() {
    trap - EXIT "$1"
    clean_up
    trap - "$1"
    kill "-$1" $$
}
trap clean_up EXIT
for signal in HUP INT TERM; do
    trap "end_by $signal" $signal
done

# make_directory PATH: if the directory does not exist, creates it, and records it in `created` and in
# lib/ipckit/directories. The path `.` is the prefix itself.
make_directory() {
    [ ! -d "$prefix/$1" ] || return 0
    case $1 in
    .) attempt "create $prefix" mkdir -p -- "$prefix" ;;
    *) attempt "create $prefix/$1" mkdir -- "$prefix/$1" ;;
    esac
    created="$1 $created"
    case $1 in
    . | lib) ;;
    lib/ipckit) attempt "write to $home" record $created ;;
    *) attempt "write to $home" record "$1" ;;
    esac
}
record() {
    printf '%s\n' "$@" >>"$home/directories"
}

# remove_directory PATH: deletes a directory if it is empty.
remove_directory() {
    case $1 in
    .) rmdir -- "$prefix" ;;
    *) rmdir -- "$prefix/$1" ;;
    esac 2>/dev/null
}

# find_base PATH: sets `base`. The link PATH leads to the path that consists of `base` and lib/ipckit/VERSION/PATH.
# Usually `base` is relative, for example `../`, so that the whole prefix can be moved. If a directory of PATH is itself
# a link, as ~/.local/bin may be, `base` is absolute.
find_base() {
    [ "${1%/*}" != "$parent" ] || return 0
    parent=${1%/*}
    base=$root/
    [ "$(cd -P -- "$prefix/$parent" 2>/dev/null && pwd)" != "$root/$parent" ] ||
        base=$(echo "$parent/" | sed 's|[^/]*/|../|g')
}
parent=

# is_ours PATH: succeeds if PATH is a link that an installation of any version has made.
is_ours() {
    [ -L "$prefix/$1" ] || return
    find_base "$1"
    case $(readlink -- "$prefix/$1") in
    "${base}lib/ipckit/"*/"$1" | "$root/lib/ipckit/"*/"$1") ;;
    *) return 1 ;;
    esac
}

# find_new_link PATH: sets `new_link` to the temporary name of the link PATH. install.sh creates each link under its
# temporary name, and later renames the link to PATH.
find_new_link() {
    new_link=$prefix/${1%/*}/.${1##*/}.ipckit-new
}

# list_links DIRECTORY: prints the paths of the links for the version in DIRECTORY.
list_links() {
    cut -c 67- "$1/SHA256SUMS" | grep -E '^(bin|share)/'
}

# list_versions: prints the names of the installed versions. The names contain no blanks, so the shell can split the
# output into words.
list_versions() {
    for sums in "$home"/[!.]*/SHA256SUMS; do
        [ ! -f "$sums" ] || basename "${sums%/SHA256SUMS}"
    done
}

# is_linked VERSION: succeeds if a link leads to the version.
is_linked() {
    for path in $(list_links "$home/$1"); do
        find_base "$path"
        case $(readlink -- "$prefix/$path") in
        "${base}lib/ipckit/$1/$path" | "$root/lib/ipckit/$1/$path") return ;;
        esac
    done
    return 1
}

# find_users VERSION: sets `users` to the pids of the processes that use a version, separated by blanks. A process uses
# a version if it has opened or mapped a file of the version. If this user has no permission to see the files of a
# process, the process counts if it has the name of a program of ipckit, or if it is a Java runtime whose command line
# names the version. The commands below run one after the other, and not in a pipeline. This script may itself be a file
# of the version. A child of this shell has the script open until the child calls exec, so a child in a pipeline would
# count, too.
find_users() {
    used=$root/lib/ipckit/$1/
    grep -lF -- "$used" /proc/[0-9]*/maps >"$scratch/mapped" 2>/dev/null
    find /proc/[0-9]*/fd -type l -exec ls -ld {} + >"$scratch/open" 2>/dev/null
    grep -F -- " -> $used" "$scratch/open" >"$scratch/users"
    cat "$scratch/mapped" >>"$scratch/users"
    for process in /proc/[0-9]*; do
        [ -r "$process/fd" ] || {
            program=
            { read -r program <"$process/comm"; } 2>/dev/null
            case $program in
            java) ! grep -qF -- "/lib/ipckit/$1/" "$process/cmdline" || echo "$process/" >>"$scratch/users" ;;
            ipckit | ipc-*) echo "$process/" >>"$scratch/users" ;;
            esac
        }
    done
    users=$(sed 's|^[^/]*/proc/\([0-9]*\)/.*|\1|' "$scratch/users" | sort -nu | grep -vx "$$" | tr '\n' ' ')
    users=${users% }
}

# remove_version VERSION: deletes the files that were installed, and then the directories that are empty. SHA256SUMS is
# deleted last, so that an interrupted removal can be repeated.
remove_version() {
    list=$(cut -c 67- "$home/$1/SHA256SUMS")
    attempt "delete $home/$1" remove_files "$home/$1"
    [ ! -d "$home/$1" ] || note "kept $home/$1: it contains files that install.sh has not installed"
}
remove_files() {
    (cd -- "$1" && rm -f -- $list && rm -f SHA256SUMS) || return
    find "$1" -depth -type d -exec rmdir {} + 2>/dev/null
    return 0
}

# prune: deletes the versions to which no link leads and which no process uses.
prune() {
    for version in $(list_versions); do
        is_linked "$version" || {
            find_users "$version"
            if [ -z "$users" ]; then
                remove_version "$version"
            else
                echo "kept $home/$version, which is in use by process $users"
            fi
        }
    done
}

# enter_home: prepares for work in an existing $home, and locks $home to exclude other runs of this script. The kernel
# frees the lock when this process ends.
enter_home() {
    root=$(cd -P -- "$prefix/" && pwd) || fail 77 "cannot enter $prefix"
    root=${root%/}
    [ -r "$home" ] || fail 77 "cannot read $home: Permission denied"
    command -v flock >/dev/null || fail 74 'the program flock of util-linux is missing'
    exec 9<"$home"
    flock -n 9 || fail 75 "another install.sh runs in $prefix"
    [ -w "$home" ] || attempt "write to $home" touch "$home/directories"
    scratch=$(mktemp -d) || fail 74 'cannot create a temporary directory'
    for left in "$home"/.new.*; do
        [ ! -d "$left" ] || attempt "delete $left" rm -rf -- "$left"
    done
}

# is_whole DIRECTORY: succeeds if every file of the copy in DIRECTORY has the contents that SHA256SUMS states.
is_whole() {
    (cd -- "$1" && sha256sum -c SHA256SUMS >/dev/null 2>&1)
}

# copy_package: copies the package to $home/$version.
copy_package() {
    free=$(df -Pk "$home" | awk 'NR == 2 { print $4 }')
    needed=$(du -sk . | cut -f 1)
    case $free in
    '' | *[!0-9]*) free=$needed ;;
    esac
    [ "$free" -ge "$needed" ] ||
        fail 74 "no space left in $home: $((needed / 1024)) MiB are needed, and $((free / 1024)) MiB are free"
    copy=$home/.new.$$
    attempt "create $copy" mkdir -- "$copy"
    attempt "copy the package to $home" cp -RP -- $(cut -c 67- SHA256SUMS | cut -d / -f 1 | sort -u) SHA256SUMS "$copy"
    attempt "set permissions in $home" chmod -R u=rwX,go=rX -- "$copy"
    is_whole "$copy" || fail 65 'the package is damaged: a file does not have the checksum of SHA256SUMS'
    attempt "create $home/$version" mv -- "$copy" "$home/$version"
    copy=$home/$version
}

install_package() {
    here=$(cd -P -- "$(dirname -- "$0")" && pwd) && cd -- "$here" && [ -f SHA256SUMS ] && [ -f VERSION ] ||
        fail 65 'run install.sh in the directory of an unpacked package'
    for path in . lib lib/ipckit; do
        make_directory "$path"
    done
    enter_home

    wanted=$(list_links .)
    for path in $wanted; do
        [ ! -e "$prefix/$path" ] && [ ! -L "$prefix/$path" ] || is_ours "$path" ||
            fail 73 "$prefix/$path exists, and install.sh has not installed it; nothing is changed"
    done
    # If an undamaged copy of this package exists, the loop finds its name. Otherwise the loop finds
    # a free name for a new copy: the names of damaged copies are skipped.
    base_name=$(cat VERSION)-$(sha256sum SHA256SUMS | cut -c 1-8)
    version=$base_name
    number=1
    while [ -e "$home/$version" ] && ! { cmp -s SHA256SUMS "$home/$version/SHA256SUMS" && is_whole "$home/$version"; }; do
        number=$((number + 1))
        version=$base_name-$number
    done
    [ -e "$home/$version" ] || copy_package

    for path in $(find bin share -type d); do
        make_directory "$path"
    done
    for path in $wanted; do
        find_base "$path"
        find_new_link "$path"
        rm -f -- "$new_link"
        links="$links $path"
        attempt "create $prefix/$path" ln -s -- "${base}lib/ipckit/$version/$path" "$new_link"
    done
    # From now on, links may lead into the copy. If a later step fails, the EXIT trap must not delete the copy.
    copy=
    created=
    for path in $wanted; do
        find_new_link "$path"
        attempt "create $prefix/$path" mv -f -- "$new_link" "$prefix/$path"
    done
    links=
    for old in $(list_versions); do
        for path in $(list_links "$home/$old"); do
            [ -e "$path" ] || ! is_ours "$path" || attempt "delete $prefix/$path" rm -f -- "$prefix/$path"
        done
    done
    prune
    echo "installed ipckit $(cat VERSION) in $prefix"
    case :$PATH: in
    *:"$prefix/bin":*) ;;
    *) echo "add $prefix/bin to PATH to call its programs by their names" ;;
    esac
}

uninstall_package() {
    versions=$(list_versions)
    # If an earlier install.sh was killed, $home may contain the file `directories`, but no version.
    [ -n "$versions" ] || [ -f "$home/directories" ] || fail 69 "ipckit is not installed in $prefix"
    for path in $(for version in $versions; do list_links "$home/$version"; done | sort -u); do
        find_new_link "$path"
        rm -f -- "$new_link"
        if is_ours "$path"; then
            attempt "delete $prefix/$path" rm -f -- "$prefix/$path"
        elif [ -e "$prefix/$path" ] || [ -L "$prefix/$path" ]; then
            note "kept $prefix/$path: install.sh has not installed it"
        fi
    done
    code=0
    for version in $versions; do
        find_users "$version"
        if [ -z "$users" ]; then
            remove_version "$version"
        else
            note "kept $home/$version: it is in use by process $users; run this command again when the process has ended"
            code=75
        fi
    done
    [ $code = 0 ] || exit $code
    # In this reverse order, each directory comes after its entries, and the prefix, which is recorded as `.`, comes
    # last.
    directories=$(sort -ru "$home/directories" 2>/dev/null)
    rm -f -- "$home/directories"
    for path in $directories; do
        remove_directory "$path"
    done
    echo "uninstalled ipckit from $prefix"
}

case $action in
install) install_package ;;
*)
    [ -d "$home" ] || fail 69 "ipckit is not installed in $prefix"
    enter_home
    if [ $action = prune ]; then prune; else uninstall_package; fi
    ;;
esac
