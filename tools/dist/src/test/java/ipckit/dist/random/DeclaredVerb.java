package ipckit.dist.random;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Verb;
import ipckit.dist.training.ImageProgram;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A verb as its program declares it.
 *
 * @param name the words of the verb; empty for the textbook form of a program, which is called
 *     without a verb, for example {@code ipc-fan -n 3}
 * @param arguments the declared options and operands
 * @param codes 0, and the exit codes on the verb's help page
 */
record DeclaredVerb(String program, String name, Arguments arguments, Set<Integer> codes) {
    private static final Set<String> SEVERAL_PROCESSES =
            Set.of("shell", "tour", "run", "token", "bench", "cell bench");
    private static final String HEADING = "\nExit codes:\n";
    private static final Pattern CODE = Pattern.compile("(?m)^ +(\\d+)(?:, (\\d+))? +\\S");

    /**
     * Returns the verbs of all programs, as one list for each program. A list contains the verbs on
     * the program's help page. If the program has a textbook form, which has options but no verb,
     * the list begins with this form.
     */
    static List<List<DeclaredVerb>> byProgram() {
        List<List<DeclaredVerb>> programs = new ArrayList<>();
        for (ImageProgram shipped : ImageProgram.values()) {
            Program program = shipped.declaration();
            List<DeclaredVerb> verbs = new ArrayList<>();
            program.textbook().ifPresent(form -> verbs.add(of(program, form)));
            program.shownVerbs().forEach(verb -> verbs.add(of(program, verb)));
            programs.add(List.copyOf(verbs));
        }
        return programs;
    }

    private static DeclaredVerb of(Program program, Verb verb) {
        Arguments arguments = new Arguments();
        verb.maker().apply(arguments);
        String page = arguments.helpPage(program.name() + " " + verb.name(), verb.purpose());
        Set<Integer> codes = new TreeSet<>(Set.of(0));
        Matcher code = CODE.matcher(page.substring(page.indexOf(HEADING) + HEADING.length()));
        while (code.find()) {
            codes.add(Integer.valueOf(code.group(1)));
            if (code.group(2) != null) {
                codes.add(Integer.valueOf(code.group(2)));
            }
        }
        return new DeclaredVerb(program.name(), verb.name(), arguments, codes);
    }

    /** Returns the words of the verb's name; an empty list for the textbook form of a program. */
    List<String> words() {
        return name.isEmpty() ? List.of() : List.of(name.split(" "));
    }

    /**
     * Returns whether the verb runs a user's command, or several processes that print lines to
     * standard error.
     */
    boolean runsPrograms() {
        return arguments.all().stream().anyMatch(arg -> arg.place() == Argument.Place.COMMAND)
                || name.isEmpty()
                || SEVERAL_PROCESSES.contains(name);
    }

    /** Returns whether the verb has an option. */
    boolean has(String option) {
        return arguments.all().stream().anyMatch(arg -> arg.names().contains(option));
    }
}
