package ipckit.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
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
        copyManuals(repository.resolve("man"), share.resolve("man"));
        Path completions = repository.resolve("completions");
        into(share.resolve("bash-completion/completions"), completions.resolve("bash"));
        into(share.resolve("zsh/site-functions"), completions.resolve("zsh"));
        into(share.resolve("fish/vendor_completions.d"), completions.resolve("fish"));
    }

    /** Each page into the directory of its section: {@code ipckit.7} into {@code man7}. */
    private static void copyManuals(Path pages, Path target) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pages, "*.[1-9]")) {
            for (Path page : files) {
                String name = page.getFileName().toString();
                Path section = target.resolve("man" + name.charAt(name.length() - 1));
                Files.createDirectories(section);
                Files.copy(page, section.resolve(name));
            }
        }
    }

    private static void into(Path target, Path source) throws IOException {
        if (Files.isDirectory(source)) {
            Trees.copy(source, target);
        }
    }
}
