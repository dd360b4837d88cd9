package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.Converter;
import ipckit.common.naming.ObjectName;

/** Checks the name of a task, a port or a port set, and returns the name unchanged. */
public enum PortName implements Converter<String> {
    /** The only instance. */
    ANY;

    private static final String SCHEME = "port:";

    /** Declares the operand NAME, which is the name of a port in the task that acts. */
    public static Argument<String> operand(Arguments arguments) {
        return arguments
                .operand("NAME", "the name of the port in the task", ANY)
                .completes(Completion.PORT);
    }

    @Override
    public String convert(String text) {
        return new ObjectName(text).text();
    }

    /**
     * Returns whether an argument of a verb for mailboxes names a port, as in {@code port:inbox}.
     */
    public static boolean isMeantBy(String argument) {
        return argument.startsWith(SCHEME);
    }

    /**
     * Parses an argument such as {@code port:inbox}. Returns the part after the colon, which is the
     * name that the acting task has for the port.
     *
     * @throws IpcException USAGE if the name is illegal
     */
    public static String parse(String argument) {
        return ANY.convert(argument.substring(SCHEME.length()));
    }

    /**
     * Refuses options that ports do not support.
     *
     * @throws IpcException USAGE if the user gave one of the options
     */
    public static void refuse(ParsedArguments given, Argument<?>... options) {
        for (Argument<?> option : options) {
            if (given.has(option)) {
                throw new IpcException(
                        Category.USAGE, "a port does not support " + option.names().getLast());
            }
        }
    }

    /**
     * Returns the name of the task that acts.
     *
     * @param name the value of {@code --as} or {@code $IPC_TASK}; may be empty
     * @throws IpcException USAGE if the name is empty
     */
    public static String requireTask(String name) {
        if (name.isEmpty()) {
            throw new IpcException(Category.USAGE, "a port needs --as or $IPC_TASK");
        }
        return name;
    }
}
