package ipckit.common.process;

/**
 * A process of a {@link ProcessTree}, found by {@link TreeScan}.
 *
 * @param pid the process ID
 * @param environment the text of environment variables, with a NUL character before the first
 *     variable and after each variable. If the process has the {@linkplain TreeTag tag} of the
 *     tree, the variables are those with which the process was started. If the process has cleared
 *     the tag, but is in the {@link ChildRegistry}, the variables are those in the registry.
 *     Otherwise the variables are those of its parent process
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
