package ipckit.common.daemon;

import ipckit.common.naming.ObjectName;
import ipckit.common.process.SupervisedProcess;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * This process, if it is the main process of a daemon. The supervisor, which starts the main
 * process, sets the variable {@value #VARIABLE} for the main process only. The variable contains
 * the descriptor of the daemon's lock, the descriptor to which the main process writes the
 * announcement that it is ready, the secret token in the announcement, and the pid of the
 * supervisor. Only the main thread uses this class.
 */
final class MainProcess {
    static final String VARIABLE = "IPCKIT_DAEMON_MAIN";

    private static boolean begun;

    /**
     * The descriptor to which this process writes the announcement that it is ready. The value is
     * −1 if this process is not the main process of a daemon, or if it has already written the
     * announcement.
     */
    private static int announcement = -1;

    private static String token;

    private MainProcess() {}

    /**
     * Returns whether a supervisor has started this program as the main process of a daemon. If so,
     * the first call also changes this process in three ways. Its children do not inherit the
     * descriptors of the lock and of the announcement. Its children get the recorded environment.
     * This process gets TERM when the supervisor dies, or at once if the supervisor is already
     * dead.
     *
     * @param name the name of the daemon
     */
    static boolean begin(ObjectName name) {
        String text = System.getenv(VARIABLE);
        if (text == null) {
            return false;
        }
        if (!begun) {
            begun = true;
            StringTokenizer words = new StringTokenizer(text);
            SupervisedProcess.withhold(Integer.parseInt(words.nextToken()));
            announcement = Integer.parseInt(words.nextToken());
            SupervisedProcess.withhold(announcement);
            token = words.nextToken();
            SupervisedProcess.replaceEnvironment(new Daemons().open(name).environment(), VARIABLE);
            SupervisedProcess.endWithParent(Long.parseLong(words.nextToken()));
        }
        return true;
    }

    /** Tells the supervisor that this process is ready. Only the first call has an effect. */
    static void announce() {
        if (announcement < 0) {
            return;
        }
        try (FileOutputStream out = new FileOutputStream("/proc/self/fd/" + announcement)) {
            out.write((token + " ready\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The write fails only if the supervisor and the logger were killed. This process then
            // gets TERM, so it does not handle the failure.
        }
        announcement = -1;
    }
}
