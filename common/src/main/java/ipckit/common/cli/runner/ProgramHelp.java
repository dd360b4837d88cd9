package ipckit.common.cli.runner;

import ipckit.common.cli.output.TextOutput;

import java.util.ArrayList;
import java.util.List;

/** The help page of a program: its purpose and its verbs (subcommands). */
final class ProgramHelp {
    private ProgramHelp() {}

    static void print(Program program, TextOutput out) {
        List<String[]> rows = new ArrayList<>();
        program.textbook()
                .ifPresent(form -> rows.add(new String[] {Program.TEXTBOOK, form.purpose()}));
        for (Verb verb : program.shownVerbs()) {
            rows.add(new String[] {verb.name(), verb.purpose()});
        }
        int widest = 0;
        for (String[] row : rows) {
            widest = Math.max(widest, row[0].length());
        }
        out.println("Usage: " + program.name() + " VERB [OPTION]... [ARGUMENT]...");
        if (program.textbook().isPresent()) {
            out.println("       " + program.name() + " " + Program.TEXTBOOK + " [OPTION]...");
        }
        out.println(program.purpose() + ".").println("");
        out.println("Verbs:");
        for (String[] row : rows) {
            out.println("  " + row[0] + " ".repeat(widest - row[0].length() + 3) + row[1]);
        }
        out.println("");
        out.println(
                "'" + program.name() + " VERB --help' tells more; --version shows the version.");
    }
}
