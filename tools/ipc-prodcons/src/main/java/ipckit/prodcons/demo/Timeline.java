package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.WorkerReport;

/**
 * Sorts the workers' reports into the order in which the events happened. Belongs to one thread.
 */
sealed interface Timeline permits RingTimeline, TextbookTimeline {
    /** Adds a report. The reports of one worker must be added in their order. */
    void add(DemoWorker worker, WorkerReport report);

    /** Adds the death of a worker. Must be called after the last report of the worker was added. */
    void addDeath(DemoWorker worker);

    /**
     * Returns the next event; null while the next event is unknown.
     *
     * @param until the latest instant of the event, by {@link System#nanoTime()}; reports of events
     *     up to this instant must have arrived
     */
    TimelineEvent next(long until);
}
