package ipckit.common.cli;

import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in place of the standard streams, and what a run left in them. */
public final class Streams {
    private final Path out;
    private final Path err;

    public Streams(Path directory) {
        out = directory.resolve("out");
        err = directory.resolve("err");
    }

    public int run(Program program, String... args) throws IOException {
        try (FileInputStream in = new FileInputStream("/dev/null");
                FileOutputStream toOut = new FileOutputStream(out.toFile());
                FileOutputStream toErr = new FileOutputStream(err.toFile())) {
            return Runner.run(program, args, Console.of(in, toOut, toErr));
        }
    }

    public String out() throws IOException {
        return Files.readString(out);
    }

    public String err() throws IOException {
        return Files.readString(err);
    }
}
