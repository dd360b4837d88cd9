package ipckit.chain;

import ipckit.common.cli.output.Console;

import java.util.Locale;

/** How long the rounds of a token take. Safe for several threads. */
final class RoundTimes {
    private static final double MICROS = 1e3;

    private long begun;
    private long rounds;
    private long total;

    /** The token goes in. */
    synchronized void begin() {
        begun = System.nanoTime();
    }

    /** It has come round. */
    synchronized void round() {
        rounds++;
        total = System.nanoTime() - begun; // of one round it would tell when we heard of it
    }

    /** Prints them, in microseconds. */
    synchronized void print(int members, boolean json, Console console) {
        double mean = total / MICROS / Math.max(1, rounds);
        if (json) {
            console.json()
                    .object()
                    .field("members", members)
                    .field("rounds", rounds)
                    .field("seconds", total / 1e9)
                    .field("roundMicros", mean)
                    .field("hopMicros", mean / members)
                    .end()
                    .endLine();
            return;
        }
        console.message(
                String.format(
                        Locale.ROOT,
                        "%d rounds of %d members: %.1f us a round, %.1f us a hop",
                        rounds,
                        members,
                        mean,
                        mean / members));
    }
}
