package ipckit.dist.completion;

import ipckit.common.cli.runner.Program;
import ipckit.dist.training.ImageProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of the directory {@code completions}, which has one file for each program and shell,
 * and one file for {@code ipckit} and each shell.
 */
public final class CompletionFiles {
    private CompletionFiles() {}

    /** Writes the files into the directory {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<Path, String> file : all().entrySet()) {
            Path path = Path.of(args[0]).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /**
     * Returns the text of each file; the key is the file's path, relative to the directory {@code
     * completions}.
     */
    static Map<Path, String> all() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        for (ImageProgram shipped : ImageProgram.values()) {
            Program program = shipped.declaration();
            String name = program.name();
            files.put(Path.of("bash", name), new BashCompletionWriter(program).write());
            files.put(Path.of("zsh", "_" + name), new ZshCompletionWriter(program).write());
            files.put(Path.of("fish", name + ".fish"), new FishCompletionWriter(program).write());
        }
        files.put(Path.of("bash", "ipckit"), KitCompletion.bash());
        files.put(Path.of("zsh", "_ipckit"), KitCompletion.zsh());
        files.put(Path.of("fish", "ipckit.fish"), KitCompletion.fish());
        return files;
    }
}
