package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the keys for {@code --step} from the terminal: Enter for a step, c for continue, q for
 * quit.
 */
final class StepKeys {
    /** The explanation of the keys, which the user sees before the first step. */
    static final String LEGEND =
            "Enter: next step; c and Enter: continue to the end; q and Enter: quit.";

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
     * Waits for a line of input and returns the user's choice. Returns {@code CONTINUE} at the end
     * of the input.
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
