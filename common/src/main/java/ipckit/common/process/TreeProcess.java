package ipckit.common.process;

/**
 * A process of a {@link ProcessTree}, found by {@link TreeScan}.
 *
 * @param pid the process ID
 * @param environment environment variables, with a NUL character before the first variable and
 *     after each variable. For a process with the {@linkplain TreeTag tag} of the tree, these are
 *     the variables with which the process was started. A process without the tag may have cleared
 *     other variables, too. Its variables are therefore taken from the {@link ChildRegistry} or, if
 *     the process is not registered, from its parent process
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
