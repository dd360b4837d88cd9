package ipckit.common.daemon;

import ipckit.common.ExactText;
import ipckit.common.PathBytes;
import ipckit.common.process.NulList;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a daemon. The process that starts the daemon stores them in the file {@code
 * settings}. Therefore {@code daemon restart} uses the same settings, even if the user calls it in
 * another directory.
 *
 * @param directory the working directory of the main process
 * @param umask the umask of the main process
 * @param log the log file; null for the file in the daemon's own directory
 * @param journal whether standard error goes to the journal instead of a log file
 * @param logSize the size in bytes at which the log is rotated
 * @param logKeep the number of old log files to keep
 * @param restart when the main process is started again
 * @param restartDelay the delay before the first restart
 * @param restartLimit the largest number of restarts in succession
 * @param input the file for standard input; null for none
 * @param output the file for standard output; null for none
 */
public record DaemonSettings(
        Path directory,
        int umask,
        Path log,
        boolean journal,
        long logSize,
        long logKeep,
        RestartPolicy restart,
        Duration restartDelay,
        long restartLimit,
        Path input,
        Path output) {
    private static final int OCTAL = 8;

    /**
     * Returns a copy of these settings for a daemon that this process starts. If standard error of
     * this process is the journal, and the settings name no log file, the daemon writes to the
     * journal.
     *
     * @param stderrIsJournal whether standard error of this process is the journal
     */
    DaemonSettings in(boolean stderrIsJournal) {
        return new DaemonSettings(
                directory,
                umask,
                log,
                stderrIsJournal && log == null,
                logSize,
                logKeep,
                restart,
                restartDelay,
                restartLimit,
                input,
                output);
    }

    /**
     * Checks that the directory and the files of these settings are still usable. They were usable
     * at the first start of the daemon, but may have been removed since then.
     *
     * @throws ipckit.common.IpcException IO if the working directory, the input file, or the
     *     directory of the log or output file is missing; DENIED if permissions forbid the use of a
     *     file
     */
    public void checkFiles() {
        DaemonFiles.directory(directory);
        DaemonFiles.log(log);
        DaemonFiles.input(input);
        DaemonFiles.output(output);
    }

    byte[] bytes() {
        List<byte[]> items = new ArrayList<>();
        add(items, "directory", directory);
        add(items, "umask", Integer.toOctalString(umask));
        add(items, "log", log);
        add(items, "journal", journal ? "1" : "");
        add(items, "log_size", Long.toString(logSize));
        add(items, "log_keep", Long.toString(logKeep));
        add(items, "restart", restart.word());
        add(items, "restart_delay", Long.toString(restartDelay.toMillis()));
        add(items, "restart_limit", Long.toString(restartLimit));
        add(items, "input", input);
        add(items, "output", output);
        return NulList.bytes(items);
    }

    private static void add(List<byte[]> items, String key, Path value) {
        add(items, key, value == null ? "" : ExactText.of(PathBytes.of(value)));
    }

    private static void add(List<byte[]> items, String key, String value) {
        items.add(ExactText.bytesOf(key + "=" + value));
    }

    static DaemonSettings parse(byte[] file) {
        Map<String, String> values = new HashMap<>();
        for (String text : NulList.texts(file)) {
            int equals = text.indexOf('=');
            if (equals > 0) {
                values.put(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        Path directory = path(values.get("directory"));
        if (directory == null) {
            return null;
        }
        try {
            return new DaemonSettings(
                    directory,
                    Integer.parseInt(values.get("umask"), OCTAL),
                    path(values.get("log")),
                    "1".equals(values.get("journal")),
                    Long.parseLong(values.get("log_size")),
                    Long.parseLong(values.get("log_keep")),
                    RestartPolicy.of(values.get("restart")),
                    Duration.ofMillis(Long.parseLong(values.get("restart_delay"))),
                    Long.parseLong(values.get("restart_limit")),
                    path(values.get("input")),
                    path(values.get("output")));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Path path(String text) {
        return text == null || text.isEmpty() ? null : PathBytes.path(text);
    }
}
