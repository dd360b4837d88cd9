package ipckit.fan.each;

import ipckit.common.process.ProcessLaunch;

/**
 * The output of one job. A job of this class inherits the standard output of this program and
 * writes to it directly; subclasses read the output of the job. Belongs to the thread that runs the
 * job.
 */
class JobOutput implements AutoCloseable {
    /** Connects a process that is about to start to this output. */
    ProcessLaunch connect(ProcessLaunch launch) {
        return launch;
    }

    /** Reads the output of the started process until every writer has closed the output. */
    void read() {}

    /**
     * Discards the output of a try that failed or did not start, except output that was already
     * written. Call this before the next try.
     */
    void discard() {}

    /**
     * Completes the output of a job that is done.
     *
     * @param whenWritten runs when all output has been written, possibly in another thread
     */
    void deliver(Runnable whenWritten) {
        whenWritten.run();
    }

    /** Releases all resources of this output, even after a failure. */
    @Override
    public void close() {}
}
