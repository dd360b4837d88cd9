package ipckit.shm.content;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.Segment;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** {@code dump}: prints bytes in hexadecimal and as text, in the format of {@code hexdump -C}. */
public final class DumpSegmentCommand implements Command {
    private static final int WIDTH = 16;
    private static final int HALF = WIDTH / 2;
    private static final int OFFSET_DIGITS = 8;
    private static final String HEX = "0123456789abcdef";

    private final RangeArguments target;

    public DumpSegmentCommand(Arguments arguments) {
        target = new RangeArguments(arguments);
        arguments.mayExit(ExitCode.IO, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        return target.use(
                given,
                console,
                Segment.Access.READ,
                range -> {
                    dump(range.bytes(), range.offset(), console.text());
                    range.traceTransfer("read", range.length());
                });
    }

    /**
     * Prints the bytes. If several consecutive lines are equal, prints the first of them, and one
     * asterisk for all others.
     */
    private static void dump(MemorySegment bytes, long offset, TextOutput out) {
        byte[] line = {};
        boolean starred = false;
        for (long at = 0; at < bytes.byteSize(); at += WIDTH) {
            byte[] before = line;
            long length = Math.min(WIDTH, bytes.byteSize() - at);
            line = bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
            if (at == 0 || !Arrays.equals(line, before)) {
                out.println(format(offset + at, line));
                starred = false;
            } else if (!starred) {
                out.println("*");
                starred = true;
            }
        }
        if (bytes.byteSize() > 0) {
            out.println(offsetDigits(offset + bytes.byteSize()));
        }
    }

    private static StringBuilder format(long offset, byte[] line) {
        StringBuilder shown = offsetDigits(offset).append(' ');
        for (int i = 0; i < WIDTH; i++) {
            shown.append(i == HALF ? "  " : " ");
            if (i < line.length) {
                shown.append(HEX.charAt(line[i] >> 4 & 0xf)).append(HEX.charAt(line[i] & 0xf));
            } else {
                shown.append("  ");
            }
        }
        shown.append("  |");
        for (byte one : line) {
            shown.append(one >= ' ' && one <= '~' ? (char) one : '.');
        }
        return shown.append('|');
    }

    private static StringBuilder offsetDigits(long offset) {
        String digits = Long.toHexString(offset);
        return new StringBuilder("0".repeat(Math.max(0, OFFSET_DIGITS - digits.length())))
                .append(digits);
    }
}
