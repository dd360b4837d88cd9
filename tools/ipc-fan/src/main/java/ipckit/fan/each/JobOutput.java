package ipckit.fan.each;

import ipckit.common.process.ProcessLaunch;

/** The destination of the output of one job. Belongs to the thread that runs the job. */
interface JobOutput {
    /** Connects a process that is about to start to this output. */
    ProcessLaunch connect(ProcessLaunch launch);

    /** Reads the output of the started process until every writer has closed the output. */
    void read();

    /** Discards the output of a try that failed or did not start. Call this before the next try. */
    void discard();

    /**
     * Completes the output of a job that is done.
     *
     * @param whenWritten runs when all output has been written, possibly in another thread
     */
    void deliver(Runnable whenWritten);

    /** Releases all resources of this output, even after a failure. */
    default void close() {}
}
