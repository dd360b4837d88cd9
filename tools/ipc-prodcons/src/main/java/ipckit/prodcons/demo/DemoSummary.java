package ipckit.prodcons.demo;

import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;

import java.util.List;

/** What is told at the end: who did what, who died, and whether the books agree. */
final class DemoSummary {
    private static final int MOST_NAMES = 20;

    private final DemoPlan plan;
    private final Demonstration.Outcome outcome;
    private final AuditResult verdict;

    DemoSummary(DemoPlan plan, Demonstration.Outcome outcome) {
        this.plan = plan;
        this.outcome = outcome;
        this.verdict = outcome.verdict();
    }

    /** Whether the wanted death has happened, if one was wanted. */
    boolean hasCrashed() {
        if (plan.crash() == null) {
            return true;
        }
        int wanted = plan.crash().before() == null ? 1 : 2;
        for (DemoWorker worker : outcome.workers()) {
            if (worker.crash() != null && worker.wasKilled()) {
                wanted--;
            }
        }
        return wanted <= 0;
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
                    worker.end() + (worker.isSubstitute() ? " (came for the dead)" : ""));
        }
        table.print(out);
        out.println("");
        for (WorkerDeath aftermath : outcome.aftermaths()) {
            printDeath(aftermath, out);
        }
        if (plan.withoutLock()) {
            printMistake(out);
        }
        out.println("produced " + verdict.produced() + " items, checksum " + produced());
        out.println("consumed " + verdict.consumed() + " items, checksum " + consumed());
        printFaults(out);
    }

    private void printDeath(WorkerDeath aftermath, TextOutput out) {
        DemoWorker victim = aftermath.victim();
        out.println(
                victim.title()
                        + " (pid "
                        + victim.pid()
                        + ") was killed"
                        + (victim.crash() == null ? "" : " at step " + victim.crash()));
        CrashPoint point = plan.crash();
        if (victim.crash() != null && point != null) {
            boolean first = point.before() != null && victim.number() == 1;
            CrashPoint where = first ? point.before() : point;
            out.println("  it left " + where.left());
        }
        if (aftermath.nextBy() != null) {
            out.println(
                    "  "
                            + aftermath.nextBy().title()
                            + " took the next step "
                            + aftermath.nextMillis()
                            + " ms later");
        }
        if (aftermath.takenAgainBy() != null) {
            out.println(
                    "  "
                            + aftermath.takenAgainBy().title()
                            + " had item "
                            + aftermath.takenAgainItem()
                            + " again, marked, after "
                            + aftermath.takenAgainMillis()
                            + " ms");
        }
        out.println("");
    }

    private void printMistake(TextOutput out) {
        out.println("Without lock: buffer[in] = item; in = (in + 1) % BUFFER_SIZE;");
        out.println(
                "A second producer that comes between the two uses the same slot, and `in` moves");
        out.println("over a slot that nobody wrote. Consumers do the same to `out`.");
        out.println("");
    }

    private void printFaults(TextOutput out) {
        if (verdict.unreported() > 0) {
            out.println(
                    "put by a producer that died before it could say so: " + verdict.unreported());
        }
        if (outcome.recoveries() > 0) {
            out.println("claims of the dead that were given back: " + outcome.recoveries());
        }
        if (verdict.redelivered() > 0) {
            out.println("items taken again after a consumer's death: " + verdict.redelivered());
        }
        list(out, "lost", verdict.lost());
        list(out, "consumed more than once", verdict.twice());
        if (verdict.strange() > 0) {
            out.println("read what nobody had produced: " + times(verdict.strange()));
        }
        if (verdict.disordered() > 0) {
            out.println("out of its producer's order: " + times(verdict.disordered()));
        }
        out.println(
                verdict.isRight()
                        ? "each item once, whole, and in its producer's order"
                        : "what was consumed is NOT what was produced");
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private static void list(TextOutput out, String what, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(what).append(": ").append(names.size()).append(" (");
        for (int i = 0; i < Math.min(names.size(), MOST_NAMES); i++) {
            line.append(i == 0 ? "" : ", ").append(names.get(i));
        }
        out.println(line.append(names.size() > MOST_NAMES ? ", …)" : ")"));
    }

    private String produced() {
        return Long.toHexString(verdict.sumProduced());
    }

    private String consumed() {
        return Long.toHexString(verdict.sumConsumed());
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
            json.field("waits", worker.waits()).field("waitedMillis", millis(worker.waitedNanos()));
            json.field("end", worker.end()).field("substitute", worker.isSubstitute());
            json.end();
        }
        json.end().name("deaths").array();
        for (WorkerDeath aftermath : outcome.aftermaths()) {
            json.object().field("process", aftermath.victim().title());
            json.field("pid", aftermath.victim().pid()).field("step", aftermath.victim().crash());
            if (aftermath.nextBy() != null) {
                json.field("nextStepMillis", aftermath.nextMillis());
            }
            if (aftermath.takenAgainBy() != null) {
                json.field("takenAgainMillis", aftermath.takenAgainMillis());
            }
            json.end();
        }
        json.end();
        json.field("produced", verdict.produced()).field("consumed", verdict.consumed());
        json.field("checksumProduced", produced()).field("checksumConsumed", consumed());
        names(json, "lost", verdict.lost());
        names(json, "twice", verdict.twice());
        json.field("strange", verdict.strange()).field("disordered", verdict.disordered());
        json.field("recoveries", outcome.recoveries());
        json.field("redelivered", verdict.redelivered());
        json.field("unreported", verdict.unreported());
        json.field("right", verdict.isRight());
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
