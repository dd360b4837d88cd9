package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.cli.value.ChoiceConverter;
import ipckit.common.pipe.Fifo;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingSpec;
import ipckit.common.queue.RingSpec.FullRule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The mechanisms that {@code bench} compares: two kinds of ring in shared memory, and five
 * mechanisms by which the kernel passes an item.
 */
enum BenchMechanism {
    /** A ring without locks, for one producer and one consumer. */
    RING("ring, one-to-one"),
    /** A ring with locks, for any number of producers and consumers. */
    SHARED("ring, shared"),
    /** A named pipe. Each item needs one call of write(2) and at least one call of read(2). */
    FIFO("named pipe"),
    /** An anonymous pipe. Each item needs one call of write(2) and at least one call of read(2). */
    PIPE("anonymous pipe"),
    /** A stream socket of unix(7), with the same calls for an item as a pipe. */
    SOCKET("UNIX socket"),
    /** A POSIX message queue of the kernel. */
    POSIX("POSIX queue"),
    /** A System V message queue of the kernel. */
    SYSV("System V queue");

    /** Converts the name of a mechanism on the command line to the mechanism, and back. */
    static final ChoiceConverter<BenchMechanism> CHOICES = new ChoiceConverter<>(values());

    /** The name of the file or directory through which the client sends items to the server. */
    static final String TO_SERVER = "to-server";

    /** The name of the file or directory through which the server sends items to the client. */
    static final String TO_CLIENT = "to-client";

    private final String title;

    BenchMechanism(String title) {
        this.title = title;
    }

    /** Returns the name of the mechanism in tables. */
    String title() {
        return title;
    }

    /** Returns the name of the mechanism on the command line. */
    String typed() {
        return CHOICES.show(this);
    }

    /** Returns whether the mechanism is a message queue of the kernel. */
    boolean isQueue() {
        return this == POSIX || this == SYSV;
    }

    /** Returns the size of the largest item, in bytes. */
    int maxBytes() {
        return isQueue() ? QueueBenchChannel.MAX_MESSAGE : BenchChannel.MAX_BYTES;
    }

    /**
     * Creates the rings or named pipes that the client and the server open. The other mechanisms
     * need no preparation.
     *
     * @throws IpcException when a ring or a pipe cannot be created, or when the kernel allows no
     *     queues
     */
    void prepare(Path directory) throws IOException {
        for (String name : List.of(TO_SERVER, TO_CLIENT)) {
            Path path = directory.resolve(name);
            switch (this) {
                case RING, SHARED -> makeRing(path);
                case FIFO -> Fifo.make(path);
                case PIPE, SOCKET, POSIX, SYSV -> {
                    // The client or the server creates the channel.
                }
            }
        }
        if (isQueue()) {
            // The server creates the queues. This trial shows whether the kernel allows them.
            QueueBenchChannel.create(this).close();
        }
    }

    private void makeRing(Path directory) throws IOException {
        Files.createDirectory(directory);
        boolean oneToOne = this == RING;
        RingSpec spec =
                new RingSpec(
                        0, FullRule.TEXTBOOK, RingSpec.DEFAULT_BYTES, 0, oneToOne, false, false, 0);
        Ring.create(directory, spec);
    }
}
