#!/usr/bin/env bash
# stage.sh IMAGE OUTPUT VERSION ARCHITECTURE DATE: makes the directory trees from which Maven makes the packages.
#
#   OUTPUT/archive   the contents of the tar.gz: the image, with install.sh and checksums
#   OUTPUT/root      the files of the Debian package, with / as the root
#   OUTPUT/control   the control files of the Debian package
#
# IMAGE is the directory with bin, lib and share that the build makes. ARCHITECTURE is Debian's name, for example amd64.
# DATE is an ISO 8601 time, the same for each build of the same sources.
set -euo pipefail
umask 022
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../../../../.." && pwd)
image=$1 output=$2 version=$3 architecture=$4 date=$5
# For dpkg, a snapshot such as 1.0~snapshot is older than the release 1.0, because a tilde sorts even before the end of
# a version.
debian_version=${version/-SNAPSHOT/"~snapshot"}
maintainer=$(sed -n 's/^Maintainer: //p' "$here/debian/control")

# debian_changelog: prints the changelog of the README in the format of a Debian changelog.
debian_changelog() {
    printf 'ipckit (%s) unstable; urgency=medium\n' "$debian_version"
    awk '
        # Prints the changelog item in `text` in lines of at most 78 characters, and then empties `text`.
        function flush(line, words, i, count) {
            count = split(text, words, " ")
            line = count ? "  *" : ""
            for (i = 1; i <= count; i++) {
                if (length(line) + length(words[i]) > 77) { print line; line = "   " }
                line = line " " words[i]
            }
            if (count) print line
            text = ""
        }
        /^## Changelog/ { inside = 1; next }
        !inside || /^###/ { next }
        /^- / { flush(); text = substr($0, 3); next }
        /^  / { text = text " " substr($0, 3); next }
        /:$/ { flush(); print "\n  [ " substr($0, 1, length($0) - 1) " ]" }
        END { flush() }
    ' "$repository/README.md"
    printf '\n -- %s  %s\n' "$maintainer" "$(date --utc --rfc-email --date "$date")"
}

rm -rf "$output"
mkdir -p "$output"

# Makes the contents of the archive. SHA256SUMS lists all files, and also symbolic links. The permissions in the archive
# do not depend on the umask of the build.
archive=$output/archive
mkdir "$archive"
for part in bin lib share; do
    [[ ! -d $image/$part ]] || cp -RP "$image/$part" "$archive"
done
rm -f "$archive/lib/fingerprint"
# If the programs are native binaries, lib contained only the file fingerprint, so lib is empty now. The next command
# deletes lib.
find "$archive" -maxdepth 1 -empty -delete
cp "$here/install.sh" "$archive/install.sh"
cp "$repository/README.md" "$archive/share/doc/ipckit/README.md"
echo "$version" >"$archive/VERSION"
chmod -R u=rwX,go=rX "$archive"
chmod 755 "$archive/install.sh"
(cd "$archive" && find . ! -type d -printf '%P\n' | sort | xargs -d '\n' sha256sum >../SHA256SUMS)
mv "$output/SHA256SUMS" "$archive/SHA256SUMS"

# Makes the files of the Debian package. The programs are in /usr/lib/ipckit/bin, because a launcher looks for the
# directory lib beside bin. /usr/bin contains links to the programs.
root=$output/root
share=$root/usr/share
mkdir -p "$root/usr/bin" "$root/usr/lib/ipckit" "$share/doc"
cp -al "$archive/bin" "$root/usr/lib/ipckit"
[[ ! -d $archive/lib ]] || cp -al "$archive/lib" "$root/usr/lib/ipckit"
for program in "$archive"/bin/*; do
    ln -s "../lib/ipckit/bin/${program##*/}" "$root/usr/bin/${program##*/}"
done
for directory in "$archive"/share/*; do
    case ${directory##*/} in
    zsh) mkdir "$share/zsh" && cp -R "$directory/site-functions" "$share/zsh/vendor-completions" ;;
    systemd)
        cp -R "$directory" "$root/usr/lib"
        # In the Debian package, the programs have fixed paths in /usr/bin. So the units of the package do not need the
        # specifier %Y, which older versions of systemd do not know.
        sed -i -e '/^# %Y /d' -e 's|%Y/../../../bin/|/usr/bin/|' "$root/usr/lib/systemd/user/"*.service
        ;;
    *) cp -R "$directory" "$share" ;;
    esac
done
gzip -9n "$share"/man/man?/*
rm "$share/doc/ipckit/LICENSE"
cp "$here/debian/copyright" "$share/doc/ipckit"
debian_changelog | gzip -9n >"$share/doc/ipckit/changelog.gz"
mkdir -p "$share/lintian/overrides"
if [[ -d $archive/lib/runtime ]]; then
    cp "$here/debian/lintian-overrides" "$share/lintian/overrides/ipckit"
fi

# Writes the control file of the Debian package. The programs use symbols of several versions of glibc, so the package
# depends on the newest of these versions.
glibc=$(find "$root/usr/lib/ipckit" -type f -exec grep -haoE '\bGLIBC_2\.[0-9]+' {} + | sort -uV | tail -n 1)
depends="libc6 (>= ${glibc#GLIBC_})"
if grep -qa 'libz\.so\.1' "$archive"/bin/*; then
    depends+=", zlib1g"
fi
mkdir "$output/control"
sed -e "s/@VERSION@/$debian_version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@DEPENDS@/$depends/" \
    "$here/debian/control" >"$output/control/control"
