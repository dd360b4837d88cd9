package ipckit.common.daemon;

import ipckit.common.process.RunningProcess;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The content of the file {@code state} of a daemon. The supervisor replaces the file in one atomic
 * step whenever the phase changes. The file also contains the {@link
 * ipckit.common.process.PidSpace} in which the processes have their pids. If the file was written
 * before a reboot or in another container, the pids have no meaning here. The fields {@code
 * supervisor} and {@code main} are then null.
 *
 * @param phase what the daemon does
 * @param supervisor the supervisor; null if it was not started yet
 * @param main the main process that was started last; null if there was none
 * @param restarts the number of restarts since the daemon was started
 * @param status the exit status of the main process that ended last, 128 + n for signal n; −1 if
 *     none has ended
 * @param since the time of the last change of the phase, in seconds since 1970; 0 if it is unknown
 */
public record DaemonState(
        DaemonPhase phase,
        RunningProcess supervisor,
        RunningProcess main,
        long restarts,
        int status,
        long since) {
    private static final String PID_SPACE = "pid_space";

    /**
     * Returns the first state of a daemon. The process that starts the daemon records this state
     * before it starts the supervisor.
     */
    static DaemonState starting() {
        return new DaemonState(
                DaemonPhase.STARTING, null, null, 0, -1, System.currentTimeMillis() / 1000);
    }

    /**
     * Returns the state of this daemon after a process other than the supervisor, for example
     * {@code daemon stop}, has ended the daemon. That other process records the state, because the
     * supervisor is dead.
     */
    DaemonState stoppedBy(int status) {
        return new DaemonState(
                DaemonPhase.STOPPED,
                supervisor,
                main,
                restarts,
                status,
                System.currentTimeMillis() / 1000);
    }

    /**
     * Returns the state that the file {@code state} describes.
     *
     * @param file the content of the file
     * @param space the text that identifies the boot and the PID namespace of this process, as
     *     {@link ipckit.common.process.PidSpace#current} returns it
     */
    static DaemonState parse(byte[] file, String space) {
        Map<String, String> values = new HashMap<>();
        for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (!space.equals(values.get(PID_SPACE))) {
            // The pids were recorded before a reboot or in another container. Here they may belong
            // to other processes, which must not be signalled.
            values.remove("supervisor");
            values.remove("main");
        }
        return new DaemonState(
                DaemonPhase.of(values.get("phase")),
                RunningProcess.parse(values.getOrDefault("supervisor", "")),
                RunningProcess.parse(values.getOrDefault("main", "")),
                number(values.get("restarts"), 0),
                (int) number(values.get("status"), -1),
                number(values.get("since"), 0));
    }

    private static long number(String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /**
     * Returns the content of the file {@code state}.
     *
     * @param space the text that identifies the boot and the PID namespace of the process that
     *     writes the file, as {@link ipckit.common.process.PidSpace#current} returns it
     */
    byte[] bytes(String space) {
        StringBuilder text = new StringBuilder();
        line(text, PID_SPACE, space);
        line(text, "phase", phase.word());
        line(text, "supervisor", supervisor);
        line(text, "main", main);
        line(text, "restarts", restarts);
        line(text, "status", status < 0 ? null : status);
        line(text, "since", since);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append('=').append(value == null ? "" : value).append('\n');
    }
}
