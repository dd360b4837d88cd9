package ipckit.common.process;

/**
 * A process of a {@link ProcessTree}, found by {@link TreeScan}.
 *
 * <p>A process that has cleared the {@linkplain TreeTag tag} of the tree may have cleared other
 * variables, too. For such a process, {@code environment} contains the variables that the {@link
 * ChildRegistry} has recorded. If the process is not registered, {@code environment} contains the
 * variables of its parent process.
 *
 * @param pid the process ID
 * @param environment the variables with which the process was started, with a NUL character before
 *     the first variable and after each variable
 */
public record TreeProcess(long pid, String environment) {

    /** Returns the value of a variable of the process, or "" if the variable is not set. */
    public String variable(String name) {
        int at = environment.indexOf("\0" + name + "=");
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 2;
        return environment.substring(from, environment.indexOf('\0', from));
    }
}
