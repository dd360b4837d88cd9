package ipckit.common.mailbox;

/**
 * The deliveries of a message that did not succeed. A delivery does not count if the receiver gave
 * the message back although no command failed.
 *
 * @param tries the number of failed tries: deliveries after which a command ran for the message and
 *     failed
 * @param lost the number of lost deliveries: the receiver died, or the lease ended by time
 * @param result the result of the last failed try: the exit status of the command, or −n if signal
 *     n ended the command; has no meaning if {@code tries} is 0
 * @param at the time of the last failed try in milliseconds since 1970; has no meaning if {@code
 *     tries} is 0
 */
public record FailedDeliveries(int tries, int lost, int result, long at) {
    /** No failed deliveries. */
    public static final FailedDeliveries NONE = new FailedDeliveries(0, 0, 0, 0);

    /** Returns these deliveries and one more failed try. */
    public FailedDeliveries andTry(int result, long at) {
        return new FailedDeliveries(tries + 1, lost, result, at);
    }
}
