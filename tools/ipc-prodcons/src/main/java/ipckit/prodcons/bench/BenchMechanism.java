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
 * The mechanisms that {@code bench} compares: two kinds of ring in shared memory, and two kinds of
 * pipe.
 */
enum BenchMechanism {
    /** A ring without locks, for one producer and one consumer. */
    RING("ring, one-to-one"),
    /** A ring with locks, for any number of producers and consumers. */
    SHARED("ring, shared"),
    /** A named pipe. Each item needs one call of write(2) and at least one call of read(2). */
    FIFO("named pipe"),
    /** An anonymous pipe. Each item needs one call of write(2) and at least one call of read(2). */
    PIPE("anonymous pipe");

    /** Converts the name of a mechanism on the command line to the mechanism, and back. */
    static final ChoiceConverter<BenchMechanism> CHOICES = new ChoiceConverter<>(values());

    /** The name of the ring or named pipe that carries items from the client to the server. */
    static final String TO_SERVER = "to-server";

    /** The name of the ring or named pipe that carries items from the server to the client. */
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

    /**
     * Creates the rings or named pipes that the client and the server open. An anonymous pipe needs
     * no preparation.
     *
     * @throws IpcException when a ring or a pipe cannot be created
     */
    void prepare(Path directory) throws IOException {
        for (String name : List.of(TO_SERVER, TO_CLIENT)) {
            Path path = directory.resolve(name);
            switch (this) {
                case RING, SHARED -> makeRing(path);
                case FIFO -> Fifo.make(path);
                case PIPE -> {
                    // The server's standard streams are the pipes, so no files are needed.
                }
            }
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
