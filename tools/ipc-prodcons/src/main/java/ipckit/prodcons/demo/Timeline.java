package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.WorkerReport;

/**
 * Sorts the workers' reports into the order in which the events happened. Belongs to one thread.
 */
sealed interface Timeline permits RingTimeline, TextbookTimeline {
    /** Adds a report. The reports of one worker must be added in their order. */
    void add(DemoWorker worker, WorkerReport report);

    /** Adds the death of a worker, after its last report. */
    void addDeath(DemoWorker worker);

    /**
     * Returns the next event, or null when it is not known yet which one is next.
     *
     * @param until the latest instant of the event, by {@link System#nanoTime()}; reports of events
     *     before it may still be on their way
     */
    TimelineEvent next(long until);
}
