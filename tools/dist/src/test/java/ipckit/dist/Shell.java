package ipckit.dist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A shell for which ipckit has completions. */
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
     * Returns the command that starts this shell with its driver and the completions of a program.
     * The driver is a script that reads command lines and prints the words that the shell offers.
     */
    List<String> command(String program) {
        List<String> command = new ArrayList<>(start);
        command.add(Path.of("src/test/completion", driver).toAbsolutePath().toString());
        Path completions = Example.REPOSITORY.resolve("completions");
        command.add(completions.resolve(file.formatted(program)).toString());
        return command;
    }
}
