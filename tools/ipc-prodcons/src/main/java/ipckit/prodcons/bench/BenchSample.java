package ipckit.prodcons.bench;

/**
 * One measurement.
 *
 * @param main items a second, or the median round trip in nanoseconds
 * @param calls system calls an item or a round trip, both ends together
 * @param high the 99th percentile of the round trips in nanoseconds; 0 for items one way
 */
record BenchSample(double main, double calls, double high) {
    /** One line, from a client to the one that gives the orders. */
    String line() {
        return main + " " + calls + " " + high;
    }

    static BenchSample parse(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        return new BenchSample(
                Double.parseDouble(line.substring(0, first)),
                Double.parseDouble(line.substring(first + 1, second)),
                Double.parseDouble(line.substring(second + 1)));
    }
}
