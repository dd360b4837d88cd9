package ipckit.common.mailbox;

/**
 * The numbers of failed deliveries of a message. A delivery counts as a failed try if a command ran
 * for the message and failed. A delivery counts as lost if the receiver died, or if the lease of
 * its claim ended by time. A delivery counts as neither if the receiver gave the message back and
 * no command had failed.
 *
 * @param tries the number of failed tries
 * @param lost the number of lost deliveries
 * @param result the result of the last failed try: the exit status of the command, or −n if signal
 *     n ended the command; has no meaning if {@code tries} is 0
 * @param at the time of the last failed try in milliseconds since 1970; has no meaning if {@code
 *     tries} is 0
 */
public record FailedDeliveries(int tries, int lost, int result, long at) {
    /** No failed deliveries. */
    public static final FailedDeliveries NONE = new FailedDeliveries(0, 0, 0, 0);

    /**
     * Returns a copy of this record that counts one more failed try.
     *
     * @param result the exit status of the command, or −n if signal n ended the command
     * @param at the time of the failed try in milliseconds since 1970
     */
    public FailedDeliveries andTry(int result, long at) {
        return new FailedDeliveries(tries + 1, lost, result, at);
    }
}
