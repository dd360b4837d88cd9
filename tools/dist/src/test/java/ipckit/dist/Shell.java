package ipckit.dist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** A shell that has completions. */
enum Shell {
    BASH("complete.bash", "bash/%s", "bash"),
    ZSH("complete.zsh", "zsh/_%s", "zsh", "-f"),
    FISH("complete.fish", "fish/%s.fish", "fish", "--no-config");

    private final String driver;
    private final String file;
    private final List<String> start;

    Shell(String driver, String file, String... start) {
        this.driver = driver;
        this.file = file;
        this.start = List.of(start);
    }

    boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, start.getFirst())));
    }

    /**
     * Returns the words that the shell offers for the last word of a command line, sorted.
     *
     * @param directory a directory with the subdirectories {@code objects} (the home of all
     *     objects), {@code home} (for files of the shell) and {@code work} (the working directory)
     * @param words the program's name and the words after it
     */
    List<String> offers(Path directory, String... words) {
        List<String> line = new ArrayList<>(start.subList(1, start.size()));
        line.add(Path.of("src/test/completion", driver).toAbsolutePath().toString());
        line.add(
                Example.REPOSITORY
                        .resolve("completions")
                        .resolve(file.formatted(words[0]))
                        .toString());
        line.addAll(List.of(words));
        LaunchedCommand shell =
                LaunchedCommand.at(start.getFirst(), line.toArray(String[]::new))
                        .with("IPC_DIR", directory.resolve("objects").toString())
                        .with("HOME", directory.resolve("home").toString())
                        .with("XDG_CONFIG_HOME", directory.resolve("home").toString())
                        .with("XDG_DATA_HOME", directory.resolve("home").toString())
                        .in(directory.resolve("work"));
        return List.copyOf(new TreeSet<>(shell.run().expect(0).text().lines().toList()));
    }
}
