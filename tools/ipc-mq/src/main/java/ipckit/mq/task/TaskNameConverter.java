package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.Converter;
import ipckit.common.naming.ObjectName;

/**
 * Checks the name under which a process sends or receives messages, and returns the name unchanged.
 * The name has the form {@code TASK}, or {@code TASK/THREAD} for one thread of a task.
 */
public enum TaskNameConverter implements Converter<String> {
    /** The only instance. */
    ANY;

    private static final String VARIABLE = "IPC_TASK";

    @Override
    public String convert(String text) {
        for (String part : text.split("/", 2)) {
            if (!ObjectName.isLegal(part)) {
                throw new IpcException(
                        Category.USAGE,
                        "'" + text + "' is not the name of a task, such as worker or worker/2");
            }
        }
        return text;
    }

    /** Declares {@code --as TASK}. */
    public static Argument<String> option(Arguments arguments, String help) {
        return arguments.option("--as", "TASK", help, ANY).completes(Completion.TASK);
    }

    /**
     * Returns the name that the user gave as {@code --as}. By default, returns the name in {@code
     * $IPC_TASK}, or the empty string when the variable is unset or empty.
     *
     * @throws IpcException USAGE when the name in the variable is illegal
     */
    public static String name(ParsedArguments given, Argument<String> as) {
        return given.find(as).orElseGet(TaskNameConverter::ofEnvironment);
    }

    private static String ofEnvironment() {
        String text = System.getenv(VARIABLE);
        return text == null || text.isEmpty() ? "" : ANY.convert(text);
    }
}
