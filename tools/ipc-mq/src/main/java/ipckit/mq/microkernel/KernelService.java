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
     * Reads and writes the blocks of the disk, each of which has 4096 bytes. Its process gets one
     * request at a time. If the process got several, it could write a block twice and die before it
     * answers. The next process would then repeat the older write after the newer one.
     */
    DISK("disk", 1),
    /**
     * Stores files on the disk. Its process gets one request at a time. If the process got several,
     * it could perform two requests and die before it answers. The next process would then repeat
     * the first request after the second one. For example, a repeated removal would remove a file
     * that the second request has created.
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
     * Further requests wait in the port. The number is 1 for each service that makes system calls.
     * A system call is a message that asks the kernel, for example, to send a request to another
     * port.
     */
    int window() {
        return window;
    }

    /** Returns whether any task can get the right to send requests to the service. */
    boolean isPublic() {
        return this != DISK && this != SCHEDULER;
    }
}
