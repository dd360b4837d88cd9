package ipckit.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies manual pages, completions, examples, systemd units and the licence into the directory tree
 * that users install. The manual pages, the completions and the units go to the directories in
 * which {@code man}, the shells and systemd search.
 */
final class SharedFiles {
    /** The files and directories that are copied, as paths from the root of the repository. */
    static final List<String> SOURCES =
            List.of(
                    "LICENSE",
                    "man",
                    "completions",
                    "tools/dist/src/main/examples",
                    "tools/dist/src/main/systemd");

    private SharedFiles() {}

    /** Creates the directory {@code share}, and copies the files of {@link #SOURCES} into it. */
    static void copy(Path repository, Path share) throws IOException {
        Files.createDirectories(share.resolve("doc/ipckit"));
        Files.copy(repository.resolve("LICENSE"), share.resolve("doc/ipckit/LICENSE"));
        Trees.copy(
                repository.resolve("tools/dist/src/main/examples"),
                share.resolve("doc/ipckit/examples"));
        Trees.copy(
                repository.resolve("tools/dist/src/main/systemd"), share.resolve("systemd/user"));
        for (String section : List.of("1", "7")) {
            pages(section, repository.resolve("man"), share.resolve("man/man" + section));
        }
        Path completions = repository.resolve("completions");
        Trees.copy(completions.resolve("bash"), share.resolve("bash-completion/completions"));
        Trees.copy(completions.resolve("zsh"), share.resolve("zsh/site-functions"));
        Trees.copy(completions.resolve("fish"), share.resolve("fish/vendor_completions.d"));
    }

    /**
     * Copies the manual pages of a section, for example all files with the extension {@code .1}.
     */
    private static void pages(String section, Path source, Path target) throws IOException {
        Files.createDirectories(target);
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(source, "*." + section)) {
            for (Path page : pages) {
                Files.copy(page, target.resolve(page.getFileName()));
            }
        }
    }
}
