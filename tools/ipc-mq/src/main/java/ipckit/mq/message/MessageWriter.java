package ipckit.mq.message;

import ipckit.common.cli.output.Console;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.RunWriter;

import java.lang.foreign.MemorySegment;

/** Bytes to standard output, at once. */
public final class MessageWriter {
    private final Console console;

    public MessageWriter(Console console) {
        this.console = console;
    }

    /** As they are. */
    public void write(byte[] bytes) {
        write(bytes, Framing.WHOLE);
    }

    /** With what ends a message in a stream. */
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
