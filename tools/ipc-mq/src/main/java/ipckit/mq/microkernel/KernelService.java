package ipckit.mq.microkernel;

import ipckit.mq.microkernel.clock.ClockService;
import ipckit.mq.microkernel.wire.KernelNames;

import java.util.List;
import java.util.Optional;

/** The services that the kernel starts, in the order of their start. */
enum KernelService {
    /** Finds services by their names. */
    NAMES(KernelNames.NAMES, 1),
    /**
     * Reads and writes the blocks of the disk, each of which has 4096 bytes. Gets one request at a
     * time. If it got several, a process that is started after a death could repeat an older write
     * of a block after a later one.
     */
    DISK("disk", 1),
    /**
     * Stores files on the disk. Gets one request at a time. If it got several, a process that is
     * started after a death could repeat a request after a later one. For example, a repeated
     * removal would remove a file that was created after the first removal.
     */
    FILES("files", 1),
    /** Tells the time, and wakes clients at the instants that they have asked for. */
    CLOCK("clock", ClockService.MOST_REQUESTS),
    /** Assigns priorities to the tasks that the kernel schedules. */
    SCHEDULER("scheduler", 1);

    private final String word;
    private final int window;

    KernelService(String word, int window) {
        this.word = word;
        this.window = window;
    }

    /** Returns the service with a name; an empty result if there is none. */
    static Optional<KernelService> named(String word) {
        return List.of(values()).stream().filter(service -> service.word.equals(word)).findFirst();
    }

    /** Returns the name of the service, which is also the name of its port. */
    String word() {
        return word;
    }

    /** Returns the name of the service's task. */
    String task() {
        return KernelNames.KERNEL + "." + word;
    }

    /**
     * Returns the largest number of requests that the service may have received and not answered.
     * Further requests wait in the port. The number is 1 for each service that itself asks the
     * kernel for something, for example to send a request to another port.
     */
    int window() {
        return window;
    }

    /** Returns whether any task can get the right to send requests to the service. */
    boolean isPublic() {
        return this != DISK && this != SCHEDULER;
    }
}
