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

/** What is compared: two rings in shared memory, and two ways through the kernel. */
enum BenchMechanism {
    /** A ring without locks, for one producer and one consumer. */
    RING("ring, one-to-one"),
    /** A ring that any number could share, with its locks. */
    SHARED("ring, shared"),
    /** A pipe with a name, one write and one read an item. */
    FIFO("named pipe"),
    /** A pipe from parent to child, one write and one read an item. */
    PIPE("anonymous pipe");

    /** How users type them. */
    static final ChoiceConverter<BenchMechanism> CHOICES = new ChoiceConverter<>(values());

    /** The two files or directories of a two-way channel. */
    static final String THERE = "there";

    static final String BACK = "back";

    private final String title;

    BenchMechanism(String title) {
        this.title = title;
    }

    /** How tables call it. */
    String title() {
        return title;
    }

    /** How users type it. */
    String typed() {
        return CHOICES.show(this);
    }

    /**
     * Makes what both ends open.
     *
     * @throws IpcException NO_SPACE, or whatever keeps rings and pipes from being made
     */
    void prepare(Path directory) throws IOException {
        switch (this) {
            case RING, SHARED -> {
                makeRing(directory.resolve(THERE));
                makeRing(directory.resolve(BACK));
            }
            case FIFO -> {
                Fifo.make(directory.resolve(THERE));
                Fifo.make(directory.resolve(BACK));
            }
            case PIPE -> {
                // the client's standard streams towards the server
            }
        }
    }

    private void makeRing(Path directory) throws IOException {
        Files.createDirectory(directory);
        boolean oneToOne = this == RING;
        RingSpec spec =
                new RingSpec(
                        0, FullRule.TEXTBOOK, RingSpec.DEFAULT_BYTES, 0, oneToOne, false, false, 0);
        Ring.create(directory, spec, null);
    }
}
