package ipckit.chain.token;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Quantities;

/**
 * Counts the rounds of a token in a ring of processes, and measures the total time of the rounds.
 * Thread-safe.
 */
final class RoundTimes {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private long startNanos;
    private long rounds;
    private long totalNanos;

    /** Starts the measurement. Must be called when the token enters the ring. */
    synchronized void start() {
        startNanos = System.nanoTime();
    }

    /**
     * Counts a completed round and updates the total time. The duration of a single round is not
     * measured, because this process may learn late that a round is complete.
     */
    synchronized void countRound() {
        rounds++;
        totalNanos = System.nanoTime() - startNanos;
    }

    /**
     * Prints the number of rounds, the mean time of a round, and the mean time of a hop. A hop is
     * the passing of the token from one process to the next. If {@code json} is true, prints a JSON
     * object on standard output; the object has the mean times in microseconds, and the total time
     * in seconds. Otherwise prints a message on standard error.
     *
     * @param processes the number of processes in the ring
     */
    synchronized void print(int processes, boolean json, Console console) {
        double mean = (double) totalNanos / Math.max(1, rounds);
        if (json) {
            console.json()
                    .object()
                    .field("processes", processes)
                    .field("rounds", rounds)
                    .field("seconds", totalNanos / NANOS_PER_SECOND)
                    .field("round_micros", mean / NANOS_PER_MICRO)
                    .field("hop_micros", mean / NANOS_PER_MICRO / processes)
                    .end()
                    .endLine();
            return;
        }
        console.message(
                CountedNoun.of(rounds, "round")
                        + " of "
                        + CountedNoun.of(processes, "process")
                        + ": "
                        + Quantities.duration(mean)
                        + " a round, "
                        + Quantities.duration(mean / processes)
                        + " a hop");
    }
}
