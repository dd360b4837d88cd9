package ipckit.shm.tour;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.common.memory.AddressSpace;
import ipckit.common.memory.ByteScan;
import ipckit.common.naming.SystemVName;
import ipckit.common.process.Shutdown;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.SegmentTrace.Step;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;

/**
 * The internal verb (a subcommand that only this program uses) for the processes of the {@linkplain
 * SegmentTourCommand tour}, which demonstrates the life of a segment. A process reads one {@link
 * TourStep} per line from stdin and takes the step. It writes to stdout the lines that {@code
 * --trace} prints for the step, and then a line that begins with {@link #DONE}. The process ends
 * when its stdin ends, which also happens when the tour is killed. A process that has created the
 * segment removes the segment before it ends.
 */
public final class TourProcessCommand implements Command {
    /** The name of this verb on the command line. */
    public static final String VERB = "visit";

    /**
     * The first character of the last line that the process writes for a step. The rest of this
     * line is the result of the step.
     */
    static final char DONE = '=';

    private static final String TEXT = "Hello";
    private static final long SIZE = 4096;
    private static final int MODE = 0600;

    private final Argument<String> name;
    private TextOutput out;
    private Segment segment;
    private AttachedSegment attached;
    private SegmentTrace trace;

    /** True if this process has created the segment and has not yet removed the segment. */
    private boolean created;

    private boolean left;

    public TourProcessCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        out = console.text();
        trace = new SegmentTrace(out::println);
        segment = trace.segment(given.get(name));
        Shutdown.addCleanUp(this::leave);
        // The process must remove its segment even if `takeAll` fails, for example because it
        // cannot write to stdout.
        try {
            takeAll(console);
        } finally {
            leave();
        }
        return ExitCode.OK.code();
    }

    private void takeAll(Console console) throws IOException {
        BufferedReader steps =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(console.stdin()), StandardCharsets.UTF_8));
        for (String line = steps.readLine(); line != null; line = steps.readLine()) {
            String[] words = line.split(" ");
            String result = take(TourStep.valueOf(words[0]), words);
            out.println(DONE + result).flush();
        }
    }

    private synchronized String take(TourStep step, String[] words) {
        if (left) {
            return "";
        }
        String result = "";
        try {
            switch (step) {
                case CREATE -> result = create();
                case ATTACH -> result = attach();
                case WRITE -> write();
                case READ -> read();
                case POINTER -> readThroughPointer(Long.parseLong(words[1]));
                case DETACH -> detach();
                case REMOVE -> remove();
                case STATUS -> segment.status();
            }
        } catch (IpcException e) {
            trace.report(Step.CONTROL, e.getMessage());
        }
        return result;
    }

    /**
     * Creates the segment and returns the name by which other processes find it. For a private
     * System V segment, this name contains the id that the kernel has chosen.
     */
    private String create() {
        long id = segment.create(SIZE, MODE);
        String name = segment.toString();
        if (SystemVName.isMeantBy(name)
                && SystemVName.parse(name).kind() == SystemVName.Kind.PRIVATE) {
            segment = trace.segment(new SystemVName(SystemVName.Kind.ID, (int) id).toString());
        }
        created = true;
        return segment.toString();
    }

    private String attach() {
        attached = segment.attach(Segment.Access.WRITE, SegmentRole.ACCESS);
        return Long.toString(attached.memory().segment().address());
    }

    private void write() {
        byte[] text = TEXT.getBytes(StandardCharsets.US_ASCII);
        attached.bytes(0, text.length).copyFrom(MemorySegment.ofArray(text));
        attached.traceTransfer("written", 0, text.length);
    }

    private void read() {
        MemorySegment bytes = attached.memory().segment();
        attached.traceTransfer("read", 0, ByteScan.indexOf(bytes, 0, bytes.byteSize(), (byte) 0));
    }

    private void readThroughPointer(long address) {
        String pointer = "pointer 0x" + Long.toHexString(address) + ": ";
        trace.report(Step.ACCESS, pointer + "reading " + TEXT.length() + " bytes");
        // The read may end this process by SIGSEGV, so all lines are written to stdout before the
        // read.
        out.flush();
        byte[] bytes = AddressSpace.read(address, TEXT.length());
        trace.report(
                Step.ACCESS,
                pointer + "read \"" + new String(bytes, StandardCharsets.US_ASCII) + "\"");
    }

    /**
     * Detaches the segment, and removes the segment if this process created it. When a signal ends
     * the process, a second thread calls this method. The second thread waits until the current
     * step is complete, because the method that takes a step is also synchronized.
     */
    private synchronized void leave() {
        left = true;
        detach();
        if (created) {
            remove();
        }
    }

    private void remove() {
        created = false;
        segment.remove();
    }

    private void detach() {
        if (attached != null) {
            attached.close();
            attached = null;
        }
    }
}
