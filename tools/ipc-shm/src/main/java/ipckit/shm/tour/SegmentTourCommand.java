package ipckit.shm.tour;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.SegmentScheme;

/**
 * {@code tour}: shows the life of a segment with real processes. One of the processes does not
 * attach the segment, but reads memory at the address at which another process has attached the
 * segment. SIGSEGV ends the reading process.
 */
public final class SegmentTourCommand implements Command {
    private final Class<?> main;
    private final Argument<SegmentScheme> scheme;

    /**
     * @param main the main class of this program; the processes of the tour run this class
     */
    public SegmentTourCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        scheme =
                arguments
                        .choice("--scheme", SegmentScheme.values(), "the kind of segment")
                        .orElse(SegmentScheme.LOCAL);
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        TextOutput out = console.text();
        String tour = "tour-" + ProcessHandle.current().pid();
        String segment =
                switch (given.get(scheme)) {
                    case LOCAL -> tour;
                    case POSIX -> "posix:/" + tour;
                    case SYSV -> "sysv:private";
                };
        try (TourProcess creator = process("P", segment, out)) {
            chapter(out, "1. P creates a segment. No process has it in its memory yet.");
            String name = creator.take(TourStep.CREATE);
            try (TourProcess a = process("A", name, out);
                    TourProcess b = process("B", name, out)) {
                chapter(out, "2. A and B attach it, each at an address of its own.");
                String address = a.take(TourStep.ATTACH);
                b.take(TourStep.ATTACH);
                chapter(out, "3. A writes and B reads. Neither needs a system call for that.");
                a.take(TourStep.WRITE);
                b.take(TourStep.READ);
                chapter(
                        out,
                        "4. C has not attached it. C reads at the address where A has attached"
                                + " it.");
                try (TourProcess c = process("C", name, out)) {
                    c.take(TourStep.POINTER, address);
                }
                chapter(out, "5. D attaches it first, and reads at the address that D got.");
                try (TourProcess d = process("D", name, out)) {
                    d.take(TourStep.POINTER, d.take(TourStep.ATTACH));
                    d.take(TourStep.DETACH);
                }
                chapter(out, "6. A detaches it. B still has it.");
                a.take(TourStep.DETACH);
                b.take(TourStep.READ);
                chapter(out, "7. P removes it. B keeps the memory until B detaches.");
                creator.take(TourStep.REMOVE);
                b.take(TourStep.READ);
                b.take(TourStep.DETACH);
                creator.take(TourStep.STATUS);
            }
        }
        return ExitCode.OK.code();
    }

    private TourProcess process(String letter, String name, TextOutput out) {
        return new TourProcess(main, letter, name, out);
    }

    private static void chapter(TextOutput out, String title) {
        out.println(title).flush();
    }
}
