package ipckit.common.process;

/**
 * A process of a tree, as it was found.
 *
 * @param pid its number
 * @param environment the variables that it was started with, each between two zero characters
 */
public record TreeProcess(long pid, String environment) {

    /** The value of a variable that it was started with; empty if it has none. */
    public String variable(String name) {
        int at = environment.indexOf("\0" + name + "=");
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 2;
        return environment.substring(from, environment.indexOf('\0', from));
    }
}
