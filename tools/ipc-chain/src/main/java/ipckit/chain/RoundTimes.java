package ipckit.chain;

import ipckit.common.cli.Console;

import java.util.Locale;

/** How long the rounds of a token take. Safe for several threads. */
final class RoundTimes {
    private static final double MICROS = 1e3;

    private long since;
    private long rounds;
    private long total;
    private long least = Long.MAX_VALUE;
    private long most;

    /** The token goes in. */
    synchronized void begin() {
        since = System.nanoTime();
    }

    /** It has come round. */
    synchronized void round() {
        long now = System.nanoTime();
        long took = now - since;
        since = now;
        rounds++;
        total += took;
        least = Math.min(least, took);
        most = Math.max(most, took);
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
                    .field("leastMicros", rounds == 0 ? 0 : least / MICROS)
                    .field("mostMicros", most / MICROS)
                    .field("hopMicros", mean / members)
                    .end()
                    .endLine();
            return;
        }
        console.message(
                String.format(
                        Locale.ROOT,
                        "%d rounds of %d members: %.1f us a round (%.1f to %.1f), %.1f us a hop",
                        rounds,
                        members,
                        mean,
                        rounds == 0 ? 0 : least / MICROS,
                        most / MICROS,
                        mean / members));
    }
}
