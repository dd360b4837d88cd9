package ipckit.mq.message;

import ipckit.common.cli.output.Console;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.RunWriter;

import java.lang.foreign.MemorySegment;

/** Writes messages to standard output, and flushes standard output after each message. */
public record MessageWriter(Console console) {
    /** Writes the bytes unchanged, without a terminator. */
    public void write(byte[] bytes) {
        write(bytes, Framing.WHOLE);
    }

    /**
     * Writes the bytes of one message, with the terminator or the length that {@code framing} adds.
     */
    public void write(byte[] bytes, Framing framing) {
        try (RunWriter writer = new RunWriter(console.stdout(), framing, HangUp::ofStdout)) {
            writer.write(
                    RunFormat.ONE,
                    1,
                    new RunBytes().set(MemorySegment.ofArray(bytes), 0, bytes.length));
            writer.flush();
        }
    }
}
