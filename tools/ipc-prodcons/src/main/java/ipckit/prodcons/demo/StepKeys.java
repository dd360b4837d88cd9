package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The keys by which one goes on step by step: Enter, c, q, as in a debugger. */
final class StepKeys {
    /** What is told before the first. */
    static final String LEGEND =
            "Enter takes the next step; c and Enter goes on to the end; q and Enter ends it.";

    /** What was asked for. */
    enum Wish {
        STEP,
        GO_ON,
        QUIT
    }

    private final Console console;

    /**
     * @throws IpcException USAGE when stdin is no terminal
     */
    StepKeys(Console console) {
        if (!console.isTerminal(Console.Stream.IN)) {
            throw new IpcException(
                    Category.USAGE, "--step goes on at a key: stdin must be a terminal");
        }
        this.console = console;
    }

    /** Waits for a line; its end counts as a wish to go on. */
    Wish next() {
        ByteBuffer line = ByteBuffer.allocate(256);
        int read;
        try {
            read = console.stdin().read(line);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read keys: " + e.getMessage(), e);
        }
        if (read <= 0) {
            return Wish.GO_ON;
        }
        return switch (line.get(0)) {
            case 'c' -> Wish.GO_ON;
            case 'q' -> Wish.QUIT;
            default -> Wish.STEP;
        };
    }
}
