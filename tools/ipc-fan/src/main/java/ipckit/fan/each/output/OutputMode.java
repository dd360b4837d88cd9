package ipckit.fan.each.output;

/** The way in which the output of jobs reaches the standard streams of this program. */
public enum OutputMode {
    /** The output of a job is written when the job is done, not mixed with output of other jobs. */
    GROUPED,
    /** The output of a job is written when the job is done, in the order of the records. */
    ORDERED,
    /** Each line is written as soon as it is complete, between lines of other jobs. */
    LINES,
    /** Jobs write to the inherited streams themselves. */
    DIRECT
}
