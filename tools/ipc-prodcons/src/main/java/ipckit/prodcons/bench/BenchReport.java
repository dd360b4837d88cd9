package ipckit.prodcons.bench;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.Quantities;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;

import java.util.List;

/** What was measured, for people and for programs. */
final class BenchReport {
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;

    private BenchReport() {}

    static void table(TextOutput out, List<BenchMeasurements> cells, double cacheLine) {
        TextTable table =
                new TextTable()
                        .right("bytes")
                        .left("mechanism")
                        .right("items/s")
                        .right("GB/s")
                        .right("calls/item")
                        .right("round trip")
                        .right("99 %")
                        .right("calls/trip");
        for (BenchMeasurements cell : cells) {
            BenchSample items = cell.throughput();
            BenchSample trip = cell.roundTrip();
            table.row(
                    Integer.toString(cell.size()),
                    cell.mechanism().title(),
                    Quantities.count((long) items.main()),
                    decimal(cell.gigabytesPerSecond()),
                    decimal(items.calls()),
                    time(trip.main()),
                    time(trip.high()),
                    decimal(trip.calls()));
        }
        table.print(out);
        if (!Double.isNaN(cacheLine)) {
            out.println("A cache line between two processors and back: " + time(cacheLine));
        }
    }

    /** An object a line: one for each cell, then one for the machine. */
    static void json(JsonWriter json, List<BenchMeasurements> cells, double cacheLine) {
        for (BenchMeasurements cell : cells) {
            json.object()
                    .field("mechanism", cell.mechanism().typed())
                    .field("bytes", cell.size())
                    .field("items_per_second", cell.throughput().main())
                    .field("least_items_per_second", cell.leastThroughput())
                    .field("most_items_per_second", cell.mostThroughput())
                    .field("gigabytes_per_second", cell.gigabytesPerSecond())
                    .field("calls_per_item", cell.throughput().calls())
                    .field("round_trip_ns", cell.roundTrip().main())
                    .field("round_trip_p99_ns", cell.roundTrip().high())
                    .field("calls_per_round_trip", cell.roundTrip().calls())
                    .end()
                    .endLine();
        }
        json.object().field("cache_line_ns", cacheLine).end().endLine();
    }

    /** {@code 12.3}, {@code 0.004}: three digits that count, or what is left below a thousandth. */
    private static String decimal(double number) {
        long places = number < 10 ? 1000 : number < 100 ? 10 : 1;
        if (places == 1) {
            return Long.toString(Math.round(number));
        }
        long scaled = Math.round(number * places);
        String rest = Long.toString(places + scaled % places).substring(1);
        return scaled / places + "." + rest;
    }

    private static String time(double nanos) {
        if (nanos < MICRO) {
            return Math.round(nanos) + " ns";
        }
        return nanos < MILLI ? decimal(nanos / MICRO) + " us" : decimal(nanos / MILLI) + " ms";
    }
}
