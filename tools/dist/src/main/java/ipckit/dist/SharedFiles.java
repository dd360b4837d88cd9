package ipckit.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the image carries beside the programs, each where its reader looks for it. */
final class SharedFiles {
    /** What of the repository is copied, as paths from its root. */
    static final List<String> SOURCES = List.of("LICENSE", "man", "completions");

    private SharedFiles() {}

    /** Copies from the repository into {@code share}, which is made. */
    static void copy(Path repository, Path share) throws IOException {
        Files.createDirectories(share.resolve("doc/ipckit"));
        Files.copy(repository.resolve("LICENSE"), share.resolve("doc/ipckit/LICENSE"));
        into(share.resolve("man/man1"), repository.resolve("man"));
        Path completions = repository.resolve("completions");
        into(share.resolve("bash-completion/completions"), completions.resolve("bash"));
        into(share.resolve("zsh/site-functions"), completions.resolve("zsh"));
        into(share.resolve("fish/vendor_completions.d"), completions.resolve("fish"));
    }

    private static void into(Path target, Path source) throws IOException {
        if (Files.isDirectory(source)) {
            Trees.copy(source, target);
        }
    }
}
