package ipckit.common.process;

/**
 * A function for shell scripts: {@code await_adoption PARENT <&LIFELINE} waits until the parent of
 * the shell has ended and another process has adopted the shell. Afterwards, the variable {@code
 * adopter} contains the process ID of that process.
 *
 * <p>The shell sleeps in a read from the lifeline, which is the reading end of a pipe. Only the
 * parent may have the writing end, so the shell reads the end of file when the parent ends, even if
 * SIGKILL ends it. The kernel closes the pipes of a dying process shortly before another process
 * adopts the children. Therefore the function may have to look several times for the adopter.
 */
public final class AdoptionScript {
    /** The text of the script that defines the function {@code await_adoption}. */
    public static final String TEXT =
            """
            await_adoption() {
                while read -r _; do :; done
                nap=0.01
                until read -r _ _ _ adopter _ <"/proc/$$/stat" && [ "$adopter" != "$1" ]; do
                    sleep $nap
                    case $nap in 0.01) nap=0.1 ;; *) nap=1 ;; esac
                done
            }
            """;

    private AdoptionScript() {}
}
