package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.WorkerReport;

/** Puts what the processes report into the order in which it happened. Belongs to one thread. */
sealed interface Timeline permits RingTimeline, TextbookTimeline {
    /** Hears a report; those of one process come in its order. */
    void hear(DemoWorker who, WorkerReport report);

    /** Hears that a process was killed; it will report no more. */
    void died(DemoWorker who);

    /**
     * The next moment.
     *
     * @param until reports from after this instant wait: something may have come before them
     * @return null when nothing is known to be next
     */
    TimelineEvent next(long until);
}
