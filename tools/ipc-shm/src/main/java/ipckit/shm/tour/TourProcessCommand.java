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
import ipckit.common.process.Shutdown;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentName;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.SegmentTrace.Step;
import ipckit.shm.trace.TracedSegments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One process of the {@linkplain SegmentTourCommand tour}. It reads one {@link TourStep} per line
 * from stdin, takes the step, and answers with the traced lines and a last line that begins with
 * {@link #DONE}. It ends at the end of stdin, which comes however the tour ends. A process that has
 * created the segment removes it before it ends.
 */
public final class TourProcessCommand implements Command {
    /** The internal verb. */
    public static final String VERB = "visit";

    /** Begins the last line of an answer; the result of the step follows. */
    static final char DONE = '=';

    private static final String TEXT = "Hello";
    private static final int MODE = 0600;

    private final Argument<String> name;
    private final Argument<Long> size;
    private TextOutput out;
    private TracedSegments segments;
    private Segment segment;
    private AttachedSegment attached;
    private SegmentTrace trace;

    /** Whether this process has created the segment and not yet removed it. */
    private boolean created;

    private boolean left;

    public TourProcessCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        size = arguments.size("--size", "size with which it is created").orElse(1L);
    }

    /** Returns the arguments with which such a process is started. */
    static List<String> words(String name, long size) {
        return List.of(VERB, name, "--size", Long.toString(size));
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        out = console.text();
        trace = SegmentTrace.to(out::println);
        segments = new TracedSegments(trace);
        segment = segments.named(given.get(name));
        Shutdown.addCleanUp(this::leave);
        try {
            takeAll(console, given.get(size));
        } finally {
            leave(); // also when writing an answer failed because the tour has ended
        }
        return ExitCode.OK.code();
    }

    private void takeAll(Console console, long wantedSize) throws IOException {
        BufferedReader steps =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(console.stdin()), StandardCharsets.UTF_8));
        for (String line = steps.readLine(); line != null; line = steps.readLine()) {
            String[] words = line.split(" ");
            String result = take(TourStep.valueOf(words[0]), words, wantedSize);
            out.println(DONE + result).flush();
        }
    }

    private synchronized String take(TourStep step, String[] words, long wantedSize) {
        if (left) {
            return "";
        }
        try {
            switch (step) {
                case CREATE -> {
                    return create(wantedSize);
                }
                case ATTACH -> {
                    attached = segment.attach(Segment.Access.WRITE, SegmentRole.ACCESS);
                    return Long.toString(attached.memory().segment().address());
                }
                case WRITE -> write();
                case READ -> read();
                case POINTER -> readThroughPointer(Long.parseLong(words[1]));
                case DETACH -> detach();
                case REMOVE -> {
                    created = false;
                    segment.remove();
                }
                case STATUS -> segment.status();
            }
        } catch (IpcException e) {
            trace.report(Step.CONTROL, e.getMessage());
        }
        return "";
    }

    /** A private System V segment is known by its id once it has been created. */
    private String create(long wantedSize) {
        long id = segment.create(wantedSize, MODE);
        if (SegmentName.parse(segment.toString()) instanceof SegmentName.SystemVPrivate) {
            segment = segments.named(new SegmentName.SystemVId((int) id).toString());
        }
        created = true;
        return segment.toString();
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
        out.flush(); // before the fault that is expected
        byte[] bytes = AddressSpace.read(address, TEXT.length());
        trace.report(
                Step.ACCESS,
                pointer + "read \"" + new String(bytes, StandardCharsets.US_ASCII) + "\"");
    }

    /** Detaches and removes what this process created. A signal runs it between two steps. */
    private synchronized void leave() {
        left = true;
        detach();
        if (created) {
            created = false;
            segment.remove();
        }
    }

    private void detach() {
        if (attached != null) {
            attached.close();
            attached = null;
        }
    }
}
