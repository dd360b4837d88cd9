package ipckit.fan.each.output;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;
import ipckit.fan.output.OrderedOutput;
import ipckit.fan.output.SharedStdout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Decides how the output of jobs is written. This class is safe for several threads. */
public final class JobOutputPolicy {
    /**
     * The maximum number of outputs that wait to be written, if outputs are written in the order of
     * the records. To keep this limit, the job of record n begins only when the output of record
     * {@code n - AHEAD} has been written.
     */
    private static final int AHEAD = 512;

    /**
     * The approximate limit in bytes for the memory that jobs keep while their outputs wait to be
     * written. The limit does not count the outputs themselves.
     */
    private static final long HELD = 8 << 20;

    private final SharedStdout out;
    private final Console console;
    private final OutputMode mode;
    private final boolean tagged;
    private final Consumer<IpcException> onFullDisk;
    private final boolean readsStdout;
    private final boolean readsStderr;

    /** Orders the outputs of jobs; null unless outputs are written in the order of the records. */
    private final OrderedOutput order;

    /**
     * @param tagged whether each line begins with the text of its job and a tab
     * @param onFullDisk receives the failure if the output of a job cannot be stored in a file, for
     *     example because the disk is full
     */
    public JobOutputPolicy(
            OutputMode mode, boolean tagged, Console console, Consumer<IpcException> onFullDisk) {
        this.out = new SharedStdout(console);
        this.console = console;
        this.mode = mode;
        this.tagged = tagged;
        this.onFullDisk = onFullDisk;
        boolean direct = mode == OutputMode.DIRECT;
        readsStdout = !direct && !isDiscarded(JobStream.STDOUT);
        readsStderr = !direct && !isDiscarded(JobStream.STDERR);
        // OrderedOutput is given no bytes, only one action for each job. The action writes the
        // output of the job, which the GroupedOutput of the job holds.
        order =
                mode == OutputMode.ORDERED && (readsStdout || readsStderr)
                        ? new OrderedOutput(1, AHEAD, HELD, out::write)
                        : null;
    }

    private static boolean isDiscarded(int descriptor) {
        try {
            return Path.of("/proc/self/fd/" + descriptor).toRealPath().equals(Path.of("/dev/null"));
        } catch (IOException e) {
            // toRealPath fails for a pipe or a socket, which has no path.
            return false;
        }
    }

    /**
     * Waits until a job may begin, and returns the object that receives the output of the job.
     *
     * @param number the position of the job's record in this run of {@code each}, from 1
     * @param text the content of the job's record; if the user wants tags, this text and a tab
     *     stand before each line of the job's output
     * @param memory the approximate memory in bytes that the job keeps until its output is written
     * @param buffer receives the bytes that are read from the job's pipes; all jobs of a job slot
     *     use the same buffer
     */
    public JobOutput open(long number, byte[] text, long memory, ByteBuffer buffer) {
        List<JobStream> streams = streams(text);
        if (streams.isEmpty()) {
            return new JobOutput();
        }
        if (mode == OutputMode.LINES) {
            return new LineOutput(streams, buffer);
        }
        if (order != null) {
            order.awaitWindow(number);
        }
        OutputTurn turn = new OutputTurn(out, order, number, memory);
        return new GroupedOutput(streams, buffer, turn, onFullDisk);
    }

    /**
     * Returns the streams of a job that this process reads. If the user has redirected a stream of
     * this program to {@code /dev/null}, this process does not read that stream: the job writes to
     * {@code /dev/null} directly.
     */
    private List<JobStream> streams(byte[] text) {
        List<JobStream> streams = new ArrayList<>(2);
        byte[] tag = tagged ? tag(text) : new byte[0];
        if (readsStdout) {
            streams.add(stream(JobStream.STDOUT, out::write, tag));
        }
        if (readsStderr) {
            streams.add(stream(JobStream.STDERR, console::copyToStderr, tag));
        }
        return streams;
    }

    private JobStream stream(int descriptor, Consumer<ByteBuffer> sink, byte[] tag) {
        boolean byLines = tagged || mode == OutputMode.LINES;
        return new JobStream(descriptor, sink, byLines ? new LineMerger(out, sink, tag) : null);
    }

    /**
     * Returns the tag of a job: its text and a tab. The tag stands before a line of output and must
     * not contain a newline, so each newline of the text becomes a blank. Each zero byte also
     * becomes a blank; zero bytes separate the records of a batch.
     */
    private static byte[] tag(byte[] text) {
        byte[] tag = Arrays.copyOf(text, text.length + 1);
        for (int i = 0; i < text.length; i++) {
            tag[i] = text[i] == '\n' || text[i] == 0 ? (byte) ' ' : text[i];
        }
        tag[text.length] = '\t';
        return tag;
    }
}
