package ipckit.dist.completion;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Verb;

import java.util.ArrayList;
import java.util.List;

/**
 * The options and operands of one verb.
 *
 * @param name one word or two words; empty for the textbook form of a program, which has no verb
 * @param purpose one line, without a final full stop
 * @param options the options in the order in which the help page shows them
 * @param operands the operands in the order of the command line; only the last may be a list
 * @param takesCommand true if the verb accepts a command of the user after {@code --}
 * @param arguments the object in which the verb has declared its options and operands; this object
 *     also knows which options exclude each other
 */
record VerbDeclaration(
        String name,
        String purpose,
        List<Argument<?>> options,
        List<Argument<?>> operands,
        boolean takesCommand,
        Arguments arguments) {

    /**
     * Returns a declaration for each verb on the help page. If the program has a textbook form (a
     * command line with options but no verb), the declaration of this form comes first.
     */
    static List<VerbDeclaration> all(Program program) {
        List<VerbDeclaration> all = new ArrayList<>();
        program.textbook().ifPresent(form -> all.add(of(form)));
        for (Verb verb : program.shownVerbs()) {
            all.add(of(verb));
        }
        return all;
    }

    private static VerbDeclaration of(Verb verb) {
        Arguments arguments = new Arguments();
        verb.maker().apply(arguments);
        List<Argument<?>> options = new ArrayList<>();
        List<Argument<?>> operands = new ArrayList<>();
        boolean takesCommand = false;
        for (Argument<?> arg : arguments.all()) {
            switch (arg.place()) {
                case FLAG, OPTION -> options.add(arg);
                case OPERAND -> operands.add(arg);
                case COMMAND -> takesCommand = true;
            }
        }
        return new VerbDeclaration(
                verb.name(), verb.purpose(), options, operands, takesCommand, arguments);
    }

    /**
     * Returns the verb's name in a form that a shell reads as one word. A name that is empty or has
     * two words is put between two {@code quote} characters.
     */
    String word(String quote) {
        return name.isEmpty() || name.contains(" ") ? quote + name + quote : name;
    }

    /** Returns the first word of the verb's name. */
    String first() {
        return name.split(" ")[0];
    }

    /** Returns the second word of the verb's name, or an empty string. */
    String second() {
        int blank = name.indexOf(' ');
        return blank < 0 ? "" : name.substring(blank + 1);
    }
}
