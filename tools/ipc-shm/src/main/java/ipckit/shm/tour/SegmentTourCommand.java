package ipckit.shm.tour;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.Scheme;
import ipckit.shm.tour.TourProcessCommand.Order;

/**
 * {@code tour}: the life of a segment, told with processes that live it; and what happens to one
 * that has not attached it.
 */
public final class SegmentTourCommand implements Command {
    private static final long SIZE = 4096;

    private final Argument<Scheme> scheme;

    public SegmentTourCommand(Arguments arguments) {
        scheme =
                arguments.choice("--scheme", Scheme.values(), "whose segment").orElse(Scheme.LOCAL);
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        TextOutput out = console.text();
        String tour = "tour-" + ProcessHandle.current().pid();
        String made =
                switch (given.get(scheme)) {
                    case LOCAL -> tour;
                    case POSIX -> "posix:/" + tour;
                    case SYSV -> "sysv:private";
                };
        try (TourProcess creator = new TourProcess("P", made, SIZE, out)) {
            chapter(out, "1. One process creates a segment. No process has it in its memory yet.");
            String name = creator.tell(Order.CREATE);
            try (TourProcess a = new TourProcess("A", name, SIZE, out);
                    TourProcess b = new TourProcess("B", name, SIZE, out)) {
                chapter(out, "2. Two attach it. Each has it at an address of its own.");
                String address = a.tell(Order.ATTACH);
                b.tell(Order.ATTACH);
                chapter(out, "3. One writes, the other reads: nobody calls the system for that.");
                a.tell(Order.WRITE);
                b.tell(Order.READ);
                chapter(
                        out,
                        "4. C has not attached it, and reads at the address that A has it at.");
                outsider(name, address, out);
                chapter(out, "5. D attaches it first, and reads at the address that it got.");
                insider(name, out);
                chapter(out, "6. A detaches it. B has it still.");
                a.tell(Order.DETACH);
                b.tell(Order.READ);
                chapter(out, "7. It is removed. Its memory goes with the last who has it: with B.");
                creator.tell(Order.REMOVE);
                b.tell(Order.READ);
                b.tell(Order.DETACH);
                creator.tell(Order.LOOK);
            }
        }
        return ExitCode.OK.code();
    }

    private static void outsider(String name, String address, TextOutput out) {
        try (TourProcess c = new TourProcess("C", name, SIZE, out)) {
            c.tell(Order.POINTER, address);
        }
    }

    private static void insider(String name, TextOutput out) {
        try (TourProcess d = new TourProcess("D", name, SIZE, out)) {
            String address = d.tell(Order.ATTACH);
            d.tell(Order.POINTER, address);
            d.tell(Order.DETACH);
        }
    }

    private static void chapter(TextOutput out, String title) {
        out.println(title).flush();
    }
}
