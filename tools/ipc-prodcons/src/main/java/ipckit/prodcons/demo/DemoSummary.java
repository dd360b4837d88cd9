package ipckit.prodcons.demo;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.Quantities;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;
import ipckit.prodcons.demo.WorkerDeath.Continuation;

import java.util.List;
import java.util.function.Predicate;

/**
 * Prints the result of a demonstration: the workers, the deaths, and the comparison of the consumed
 * items with the produced items.
 */
final class DemoSummary {
    private static final int MAX_NAMES = 20;
    private static final String MISTAKE =
            """
            Without lock: buffer[in] = item; in = (in + 1) % BUFFER_SIZE;
            A second producer that runs between the two statements uses the same slot, and `in`
            moves past a slot without an item. Consumers do the same to `out`.

            """;

    private final DemoPlan plan;
    private final Demonstration.Outcome outcome;
    private final AuditResult audit;

    DemoSummary(DemoPlan plan, Demonstration.Outcome outcome) {
        this.plan = plan;
        this.outcome = outcome;
        this.audit = outcome.audit();
    }

    /**
     * Returns false if a worker that was to be killed did not reach its crash step; otherwise
     * returns true.
     */
    boolean reachedCrashPoint() {
        Predicate<DemoWorker> diedAtStep = one -> one.crash() != null && one.wasKilled();
        long killed = outcome.workers().stream().filter(diedAtStep).count();
        return plan.crash() == null || killed >= plan.crash().deaths().size();
    }

    void print(Console console) {
        if (plan.json()) {
            printJson(console.json());
        } else {
            printText(console.text());
        }
    }

    private void printText(TextOutput out) {
        TextTable table = new TextTable().left("PROCESS").right("PID").right("ITEMS");
        table.right("WAITS").right("WAITED").left("END");
        for (DemoWorker worker : outcome.workers()) {
            table.row(
                    worker.title(),
                    Long.toString(worker.pid()),
                    Long.toString(worker.items()),
                    Long.toString(worker.waits()),
                    Quantities.duration(worker.waitedNanos()),
                    worker.isSubstitute()
                            ? worker.end() + " (started in place of a dead one)"
                            : worker.end());
        }
        table.print(out);
        out.println("");
        for (WorkerDeath death : outcome.deaths()) {
            printDeath(death, out);
        }
        if (plan.withoutLock()) {
            out.print(MISTAKE);
        }
        out.println(
                "produced "
                        + CountedNoun.of(audit.produced(), "item")
                        + ", checksum "
                        + produced());
        out.println(
                "consumed "
                        + CountedNoun.of(audit.consumed(), "item")
                        + ", checksum "
                        + consumed());
        printFaults(out);
    }

    private void printDeath(WorkerDeath death, TextOutput out) {
        DemoWorker victim = death.victim();
        out.print(victim.title() + " (pid " + victim.pid() + ") was killed");
        if (victim.crash() == null) {
            out.println("");
        } else {
            out.println(" at step " + victim.crash());
            out.println("  it left " + plan.crash().deaths().get(victim.number() - 1).left());
        }
        Continuation next = death.nextStep();
        if (next != null) {
            out.print("  " + next.by().title() + " took the next step ");
            out.println(Quantities.duration(next.nanos()) + " later");
        }
        Continuation again = death.takenAgain();
        if (again != null) {
            out.print("  " + again.by().title() + " took item " + again.item());
            out.print(" again, marked as redelivered, after ");
            out.println(Quantities.duration(again.nanos()));
        }
        out.println("");
    }

    private void printFaults(TextOutput out) {
        count(out, "put by a producer that was killed before its report", audit.unreported());
        count(out, "claims of dead consumers that were returned", outcome.recoveries());
        count(out, "items taken again after a consumer's death", audit.redelivered());
        list(out, "lost", audit.lost());
        list(out, "consumed more than once", audit.twice());
        times(out, "read something that no producer had made", audit.invalid());
        times(out, "taken out of the producer's order", audit.outOfOrder());
        out.println(
                audit.isCorrect()
                        ? "each item once, whole, and in its producer's order"
                        : "the consumed items are NOT the produced ones");
    }

    private static void count(TextOutput out, String what, long count) {
        if (count > 0) {
            out.println(what + ": " + count);
        }
    }

    private static void times(TextOutput out, String what, long count) {
        if (count > 0) {
            out.println(what + ": " + (count == 1 ? "once" : count + " times"));
        }
    }

    private static void list(TextOutput out, String what, List<String> names) {
        if (!names.isEmpty()) {
            String shown = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
            String end = names.size() > MAX_NAMES ? ", …)" : ")";
            out.println(what + ": " + names.size() + " (" + shown + end);
        }
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
            if (death.nextStep() != null) {
                json.field("next_step_ms", millis(death.nextStep().nanos()));
            }
            if (death.takenAgain() != null) {
                json.field("taken_again_ms", millis(death.takenAgain().nanos()));
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
