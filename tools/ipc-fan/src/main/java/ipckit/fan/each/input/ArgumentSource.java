package ipckit.fan.each.input;

/** Provides the arguments of one job after the other. Only one thread may call {@link #next}. */
public interface ArgumentSource {
    /**
     * Returns the arguments of the next job, or null if there are no more jobs.
     *
     * @throws ipckit.common.IpcException UNUSABLE if a record is too long or incomplete; IO if the
     *     input cannot be read. Thrown after the arguments of all jobs before the failure have been
     *     returned.
     */
    JobArguments next();
}
