package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.Converter;
import ipckit.common.naming.ObjectName;

/** The name under which a process sends: a task's, or {@code TASK/THREAD}. */
public enum TaskNameConverter implements Converter<String> {
    /** The only one. */
    ANY;

    private static final String VARIABLE = "IPC_TASK";

    @Override
    public String convert(String text) {
        for (String part : text.split("/", 2)) {
            if (!ObjectName.isLegal(part)) {
                throw new IpcException(
                        Category.USAGE,
                        "'" + text + "' is no name of a task, such as worker or worker/2");
            }
        }
        return text;
    }

    /** What the environment says; empty if nothing. */
    public static String ofEnvironment() {
        String text = System.getenv(VARIABLE);
        return text == null || text.isEmpty() ? "" : ANY.convert(text);
    }
}
