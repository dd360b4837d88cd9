package ipckit.prodcons.bench;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.Quantities;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;

import java.util.List;
import java.util.Locale;

/** Prints the results of {@code bench} as a table or as JSON. */
final class BenchReport {
    private BenchReport() {}

    static void table(TextOutput out, List<BenchMeasurements> results, double cacheLineNanos) {
        TextTable table = new TextTable().right("bytes").left("mechanism");
        table.right("items/s").right("GB/s").right("calls/item");
        table.right("round trip").right("99 %").right("calls/trip");
        for (BenchMeasurements result : results) {
            BenchSample items = result.throughput();
            BenchSample trip = result.roundTrip();
            table.row(
                    Integer.toString(result.size()),
                    result.mechanism().title(),
                    Quantities.count((long) items.main()),
                    decimal(result.gigabytesPerSecond()),
                    decimal(items.calls()),
                    Quantities.duration(trip.main()),
                    Quantities.duration(trip.high()),
                    decimal(trip.calls()));
        }
        table.print(out);
        if (!Double.isNaN(cacheLineNanos)) {
            out.println(
                    "A cache line between two processors and back: "
                            + Quantities.duration(cacheLineNanos));
        }
    }

    /**
     * Prints one JSON object per line: an object for each result, then an object with the time in
     * which a cache line travels from one processor of this machine to another and back.
     */
    static void json(JsonWriter json, List<BenchMeasurements> results, double cacheLineNanos) {
        for (BenchMeasurements result : results) {
            BenchSample items = result.throughput();
            BenchSample trip = result.roundTrip();
            json.object().field("mechanism", result.mechanism().typed());
            json.field("bytes", result.size()).field("items_per_second", items.main());
            json.field("least_items_per_second", result.minThroughput());
            json.field("most_items_per_second", result.maxThroughput());
            json.field("gigabytes_per_second", result.gigabytesPerSecond());
            json.field("calls_per_item", items.calls()).field("round_trip_ns", trip.main());
            json.field("round_trip_p99_ns", trip.high());
            json.field("calls_per_round_trip", trip.calls()).end().endLine();
        }
        json.object().field("cache_line_ns", cacheLineNanos).end().endLine();
    }

    /**
     * Formats a number with three decimals if it is below 10, with one decimal if it is below 100,
     * and otherwise without decimals.
     */
    private static String decimal(double number) {
        String format = number < 10 ? "%.3f" : number < 100 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, number);
    }
}
