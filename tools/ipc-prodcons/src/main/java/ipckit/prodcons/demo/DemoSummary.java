package ipckit.prodcons.demo;

import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;

import java.util.List;

/** Prints the result of a demonstration: the workers, the deaths, and the comparison of items. */
final class DemoSummary {
    private static final int MAX_NAMES = 20;

    private final DemoPlan plan;
    private final Demonstration.Outcome outcome;
    private final AuditResult audit;

    DemoSummary(DemoPlan plan, Demonstration.Outcome outcome) {
        this.plan = plan;
        this.outcome = outcome;
        this.audit = outcome.audit();
    }

    /**
     * Returns whether every worker that was to be killed was killed at its step; true when no
     * worker was to be killed.
     */
    boolean reachedCrashPoint() {
        if (plan.crash() == null) {
            return true;
        }
        int missing = plan.crash().earlierCrash() == null ? 1 : 2;
        for (DemoWorker worker : outcome.workers()) {
            if (worker.crash() != null && worker.wasKilled()) {
                missing--;
            }
        }
        return missing <= 0;
    }

    void print(Console console) {
        if (plan.json()) {
            printJson(console.json());
        } else {
            printText(console.text());
        }
    }

    private void printText(TextOutput out) {
        TextTable table = new TextTable();
        table.left("PROCESS")
                .right("PID")
                .right("ITEMS")
                .right("WAITS")
                .right("WAITED")
                .left("END");
        for (DemoWorker worker : outcome.workers()) {
            table.row(
                    worker.title(),
                    Long.toString(worker.pid()),
                    Long.toString(worker.items()),
                    Long.toString(worker.waits()),
                    millis(worker.waitedNanos()) + " ms",
                    worker.end()
                            + (worker.isSubstitute() ? " (started in place of a dead one)" : ""));
        }
        table.print(out);
        out.println("");
        for (WorkerDeath death : outcome.deaths()) {
            printDeath(death, out);
        }
        if (plan.withoutLock()) {
            printMistake(out);
        }
        out.println("produced " + audit.produced() + " items, checksum " + produced());
        out.println("consumed " + audit.consumed() + " items, checksum " + consumed());
        printFaults(out);
    }

    private void printDeath(WorkerDeath death, TextOutput out) {
        DemoWorker victim = death.victim();
        out.println(
                victim.title()
                        + " (pid "
                        + victim.pid()
                        + ") was killed"
                        + (victim.crash() == null ? "" : " at step " + victim.crash()));
        CrashPoint point = plan.crash();
        if (victim.crash() != null && point != null) {
            boolean first = point.earlierCrash() != null && victim.number() == 1;
            CrashPoint where = first ? point.earlierCrash() : point;
            out.println("  it left " + where.left());
        }
        if (death.nextBy() != null) {
            out.println(
                    "  "
                            + death.nextBy().title()
                            + " took the next step "
                            + death.nextMillis()
                            + " ms later");
        }
        if (death.takenAgainBy() != null) {
            out.println(
                    "  "
                            + death.takenAgainBy().title()
                            + " took item "
                            + death.takenAgainItem()
                            + " again, marked as redelivered, after "
                            + death.takenAgainMillis()
                            + " ms");
        }
        out.println("");
    }

    private void printMistake(TextOutput out) {
        out.println("Without lock: buffer[in] = item; in = (in + 1) % BUFFER_SIZE;");
        out.println(
                "A second producer that runs between the two statements uses the same slot, and"
                        + " `in`");
        out.println("moves past a slot without an item. Consumers do the same to `out`.");
        out.println("");
    }

    private void printFaults(TextOutput out) {
        if (audit.unreported() > 0) {
            out.println(
                    "put by a producer that was killed before its report: " + audit.unreported());
        }
        if (outcome.recoveries() > 0) {
            out.println("claims of dead consumers that were returned: " + outcome.recoveries());
        }
        if (audit.redelivered() > 0) {
            out.println("items taken again after a consumer's death: " + audit.redelivered());
        }
        list(out, "lost", audit.lost());
        list(out, "consumed more than once", audit.twice());
        if (audit.invalid() > 0) {
            out.println("read something that no producer had made: " + times(audit.invalid()));
        }
        if (audit.outOfOrder() > 0) {
            out.println("taken out of the producer's order: " + times(audit.outOfOrder()));
        }
        out.println(
                audit.isCorrect()
                        ? "each item once, whole, and in its producer's order"
                        : "the consumed items are NOT the produced ones");
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private static void list(TextOutput out, String what, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(what).append(": ").append(names.size()).append(" (");
        for (int i = 0; i < Math.min(names.size(), MAX_NAMES); i++) {
            line.append(i == 0 ? "" : ", ").append(names.get(i));
        }
        out.println(line.append(names.size() > MAX_NAMES ? ", …)" : ")"));
    }

    private String produced() {
        return Long.toHexString(audit.sumProduced());
    }

    private String consumed() {
        return Long.toHexString(audit.sumConsumed());
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    private void printJson(JsonWriter json) {
        json.object().field("buffer", outcome.buffer()).field("slots", plan.slots());
        json.field("locked", !plan.withoutLock());
        json.name("processes").array();
        for (DemoWorker worker : outcome.workers()) {
            json.object();
            json.field("role", worker.role().word()).field("number", worker.number());
            json.field("pid", worker.pid()).field("items", worker.items());
            json.field("waits", worker.waits()).field("waited_ms", millis(worker.waitedNanos()));
            json.field("end", worker.end()).field("substitute", worker.isSubstitute());
            json.end();
        }
        json.end().name("deaths").array();
        for (WorkerDeath death : outcome.deaths()) {
            json.object().field("process", death.victim().title());
            json.field("pid", death.victim().pid()).field("step", death.victim().crash());
            if (death.nextBy() != null) {
                json.field("next_step_ms", death.nextMillis());
            }
            if (death.takenAgainBy() != null) {
                json.field("taken_again_ms", death.takenAgainMillis());
            }
            json.end();
        }
        json.end();
        json.field("produced", audit.produced()).field("consumed", audit.consumed());
        json.field("checksum_produced", produced()).field("checksum_consumed", consumed());
        names(json, "lost", audit.lost());
        names(json, "twice", audit.twice());
        json.field("strange", audit.invalid()).field("disordered", audit.outOfOrder());
        json.field("recoveries", outcome.recoveries());
        json.field("redelivered", audit.redelivered());
        json.field("unreported", audit.unreported());
        json.field("right", audit.isCorrect());
        json.end().endLine();
    }

    private static void names(JsonWriter json, String field, List<String> names) {
        json.name(field).array();
        for (String name : names) {
            json.value(name);
        }
        json.end();
    }
}
