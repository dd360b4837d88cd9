package ipckit.common.process;

/**
 * A process of a {@link ProcessTree}, found by {@link TreeScan}.
 *
 * @param pid the process ID
 * @param environment the variables with which the process was started; a NUL character precedes the
 *     first variable and follows each variable
 */
public record TreeProcess(long pid, String environment) {

    /**
     * Returns the value of a variable with which the process was started, or "" if the variable is
     * not set.
     */
    public String variable(String name) {
        int at = environment.indexOf("\0" + name + "=");
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 2;
        return environment.substring(from, environment.indexOf('\0', from));
    }
}
