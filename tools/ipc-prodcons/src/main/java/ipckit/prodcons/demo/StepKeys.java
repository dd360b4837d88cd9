package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the keys of {@code --step} from the terminal: Enter, c and q, as in a debugger. */
final class StepKeys {
    /** The explanation that is printed before the first step. */
    static final String LEGEND =
            "Enter: next step; c and Enter: continue to the end; q and Enter: quit.";

    /** The user's choice. */
    enum Choice {
        STEP,
        CONTINUE,
        QUIT
    }

    private final Console console;

    /**
     * @throws IpcException USAGE when stdin is no terminal
     */
    StepKeys(Console console) {
        if (!console.isTerminal(Console.Stream.IN)) {
            throw new IpcException(
                    Category.USAGE, "--step waits for keys: stdin must be a terminal");
        }
        this.console = console;
    }

    /**
     * Waits for a line and returns the user's choice; the end of the input means {@code CONTINUE}.
     */
    Choice next() {
        ByteBuffer line = ByteBuffer.allocate(256);
        int read;
        try {
            read = console.stdin().read(line);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read keys: " + e.getMessage(), e);
        }
        if (read <= 0) {
            return Choice.CONTINUE;
        }
        return switch (line.get(0)) {
            case 'c' -> Choice.CONTINUE;
            case 'q' -> Choice.QUIT;
            default -> Choice.STEP;
        };
    }
}
