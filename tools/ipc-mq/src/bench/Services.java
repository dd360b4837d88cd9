import ipckit.common.cli.option.WaitOptions;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.port.message.PortCall;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Measures what the microkernel approach costs, with three operations. The first operation reads a
 * block of 4096 bytes directly, by pread(2). The second operation reads such a block by a message
 * to the file server of a running {@code ipc-mq kernel}, which is a microkernel. The block passes
 * from the disk driver to the file server, and from there to this program. The third operation is a
 * request to the clock, which involves only one service.
 *
 * <pre>
 * java -cp common.jar:ipc-mq.jar Services.java FILE SECONDS
 * </pre>
 *
 * FILE is an ordinary file for the direct reads. The program writes the file, and a file of the
 * same size to the file server. It measures the three operations in turn, for SECONDS each, in
 * several rounds. It prints a line with two tab-separated fields for each operation. The first
 * field is {@code read} for the direct read, {@code file} for the read from the file server, or
 * {@code clock}. The second field is the median of the operation's times in nanoseconds.
 */
final class Services {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 64;
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 2;
    private static final int MOST_TIMES = 1 << 22;
    private static final String TASK = "bench";

    private final PortSpace space = new PortSpaces().open();

    private Services() {}

    public static void main(String[] args) throws IOException {
        new Services().measure(Path.of(args[0]), Double.parseDouble(args[1]));
    }

    private void measure(Path path, double seconds) throws IOException {
        space.tasks().create(TASK);
        String bootstrap = space.ports().copy("kernel", "names", TASK, "bootstrap");
        PortCall names = calls(bootstrap);
        PortCall clock = calls(lookUp(names, "clock"));
        PortCall files = calls(lookUp(names, "files"));
        byte[] block = new byte[BLOCK];
        Files.write(path, new byte[BLOCK * BLOCKS]);
        for (int i = 0; i < BLOCKS; i++) {
            call(files, new ServiceMessage(words("write", "bench", offset(i)), block));
        }
        try (FileChannel direct = FileChannel.open(path)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
            Times read = new Times("read", i -> direct.read(buffer.clear(), (long) i * BLOCK));
            Times now = new Times("clock", _ -> call(clock, ServiceMessage.of("now")));
            Times file =
                    new Times(
                            "file",
                            i ->
                                    call(
                                            files,
                                            ServiceMessage.of("read", "bench", offset(i), "4096")));
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                for (Times times : List.of(read, now, file)) {
                    times.measure(seconds, round >= 0);
                }
            }
            for (Times times : List.of(read, now, file)) {
                System.out.println(times.name + "\t" + times.median());
            }
        }
        space.tasks().remove(TASK);
    }

    private static List<String> words(String... words) {
        return List.of(words);
    }

    private static String offset(int block) {
        return Long.toString((long) block * BLOCK);
    }

    private PortCall calls(String right) {
        return PortCall.open(space, TASK, right, WaitOptions.Limit.NONE, UnaryOperator.identity());
    }

    private static String lookUp(PortCall names, String service) {
        names.call(ServiceMessage.of("look-up", service).bytes(), List.of());
        String right = names.rights().stream().map(AcceptedRight::name).findFirst().orElseThrow();
        names.acknowledge();
        return right;
    }

    private static void call(PortCall service, ServiceMessage request) {
        service.call(request.bytes(), List.of());
        service.acknowledge();
    }

    /** A measured operation. If it reads a block, {@code block} is the number of this block. */
    private interface Operation {
        void run(int block) throws IOException;
    }

    /** The times of one of the three operations that {@link Services} measures. */
    private static final class Times {
        private final String name;
        private final Operation operation;
        private final long[] nanos = new long[MOST_TIMES];
        private int count;

        Times(String name, Operation operation) {
            this.name = name;
            this.operation = operation;
        }

        void measure(double seconds, boolean isCounted) throws IOException {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            int block = 0;
            for (long now = System.nanoTime(); now < end; ) {
                operation.run(block++ % BLOCKS);
                long after = System.nanoTime();
                if (isCounted && count < nanos.length) {
                    nanos[count++] = after - now;
                }
                now = after;
            }
        }

        long median() {
            Arrays.sort(nanos, 0, count);
            return nanos[count / 2];
        }
    }
}
