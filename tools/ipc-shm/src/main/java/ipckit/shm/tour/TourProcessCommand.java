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
import ipckit.shm.scheme.User;
import ipckit.shm.trace.Trace;
import ipckit.shm.trace.Trace.Step;
import ipckit.shm.trace.TracedSegments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One process of the {@linkplain SegmentTourCommand tour}: takes an {@link Order} a line from
 * stdin, and answers with the steps that it has taken, a line each, and then a line that begins
 * with {@link #DONE}. When there are no more orders the visit ends, however the tour came to its
 * end; and who has created the segment does not leave it behind.
 */
public final class TourProcessCommand implements Command {
    /** The verb of such a process. */
    public static final String VERB = "visit";

    /** Begins the last line of an answer; what comes after it is the order's result. */
    static final char DONE = '=';

    /** What is written into the segment. */
    static final String TEXT = "Hello";

    private static final int MODE = 0600;

    /** What such a process can be told to do. */
    enum Order {
        /** Results in the name by which others find it. */
        CREATE,
        /** Results in the address. */
        ATTACH,
        WRITE,
        READ,
        /** Reads at an address, as a pointer of C does, attached or not. */
        POINTER,
        DETACH,
        REMOVE,
        LOOK
    }

    private final Argument<String> name;
    private final Argument<Long> size;
    private TextOutput out;
    private TracedSegments segments;
    private Segment segment;
    private AttachedSegment attached;
    private Trace trace;

    /** Whether it is there, and made by this process. */
    private boolean mine;

    private boolean left;

    public TourProcessCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        size = arguments.size("--size", "what it is made with").orElse(1L);
    }

    /** How such a process is started. */
    static List<String> words(String name, long size) {
        return List.of(VERB, name, "--size", Long.toString(size));
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        out = console.text();
        trace = Trace.to(out::println);
        segments = new TracedSegments(trace);
        segment = segments.named(given.get(name));
        Shutdown.before(this::leave);
        try {
            obeyAll(console, given.get(size));
        } finally {
            leave(); // nobody may read the answers any more
        }
        return ExitCode.OK.code();
    }

    private void obeyAll(Console console, long wanted) throws IOException {
        BufferedReader orders =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(console.stdin()), StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ");
            String result = obey(Order.valueOf(words[0]), words, wanted);
            out.println(DONE + result).flush();
        }
    }

    private synchronized String obey(Order order, String[] words, long wanted) {
        if (left) {
            return "";
        }
        try {
            switch (order) {
                case CREATE -> {
                    return create(wanted);
                }
                case ATTACH -> {
                    attached = segment.attach(Segment.Access.WRITE, User.Role.ACCESS);
                    return Long.toString(attached.memory().segment().address());
                }
                case WRITE -> write();
                case READ -> read();
                case POINTER -> follow(Long.parseLong(words[1]));
                case DETACH -> detach();
                case REMOVE -> {
                    mine = false;
                    segment.remove();
                }
                case LOOK -> segment.facts();
            }
        } catch (IpcException e) {
            trace.tell(Step.CONTROL, e.getMessage());
        }
        return "";
    }

    /** The kernel chooses the id of one without a key, and that is its name then. */
    private String create(long wanted) {
        long id = segment.create(wanted, MODE);
        if (SegmentName.parse(segment.toString()) instanceof SegmentName.SystemVPrivate) {
            segment = segments.named(new SegmentName.SystemVId((int) id).toString());
        }
        mine = true;
        return segment.toString();
    }

    private void write() {
        byte[] text = TEXT.getBytes(StandardCharsets.US_ASCII);
        attached.bytes(0, text.length).copyFrom(MemorySegment.ofArray(text));
        attached.moved("written", 0, text.length);
    }

    private void read() {
        MemorySegment bytes = attached.memory().segment();
        attached.moved("read", 0, ByteScan.indexOf(bytes, 0, bytes.byteSize(), (byte) 0));
    }

    private void follow(long address) {
        String pointer = "pointer 0x" + Long.toHexString(address) + ": ";
        trace.tell(Step.ACCESS, pointer + "reading " + TEXT.length() + " bytes");
        out.flush();
        byte[] bytes = AddressSpace.read(address, TEXT.length());
        trace.tell(
                Step.ACCESS,
                pointer + "read \"" + new String(bytes, StandardCharsets.US_ASCII) + "\"");
    }

    /** Takes back what this process has done, between two orders if a signal ends it. */
    private synchronized void leave() {
        left = true;
        detach();
        if (mine) {
            mine = false;
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
