package ipckit.common.process;

import ipckit.common.os.ProcessStat;
import ipckit.common.os.ProcessState;
import ipckit.common.os.Signals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who belongs to a {@link ProcessTree}: those that bear its {@linkplain TreeTag mark}, those that
 * we have started, and the children of all these, with the mark or without it. Who has taken it
 * out, and has lost his parent before we have ever looked, is not found. Safe for several threads.
 */
final class TreeScan {
    private static final Path PROC = Path.of("/proc");
    private static final String DIGIT = "[0-9]*";

    private final TreeTag mark;
    private final long us = ProcessHandle.current().pid();

    /** Those that do not bear the mark and were there when we last looked. */
    private Map<Long, Stray> strays = new HashMap<>();

    TreeScan(TreeTag mark) {
        this.mark = mark;
    }

    /**
     * One without the mark.
     *
     * @param started when, lest it be taken for a later one with its number
     * @param environment the variables of whom we know it by
     */
    private record Stray(long started, String environment) {}

    /**
     * Those that are there now, have not ended, and may be sent a signal by us. Parents come before
     * their children, as far as numbers tell: a shell that is ended first says nothing of its
     * command's end, and a supervisor starts nobody anew.
     */
    synchronized List<TreeProcess> members() {
        Map<Long, TreeProcess> found = new TreeMap<>();
        Map<Long, ProcessStat> others = new TreeMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, DIGIT)) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != us) {
                    sort(pid, environmentOf(process), found, others);
                }
            }
        } catch (IOException e) {
            // without /proc nobody is found
        }
        addStrays(found, others);
        return new ArrayList<>(found.values());
    }

    private void sort(
            long pid,
            String environment,
            Map<Long, TreeProcess> found,
            Map<Long, ProcessStat> others) {
        if (mark.isIn(environment)) {
            found.put(pid, new TreeProcess(pid, environment));
        } else if (!TreeTag.isApart(environment)) {
            try {
                ProcessStat stat = ProcessStat.of(pid);
                if (stat.state() != ProcessState.ZOMBIE && Signals.maySend(pid)) {
                    others.put(pid, stat);
                }
            } catch (IOException e) {
                // it has just ended
            }
        }
    }

    private void addStrays(Map<Long, TreeProcess> found, Map<Long, ProcessStat> others) {
        Map<Long, Stray> now = new HashMap<>();
        boolean more = true;
        while (more) { // a child may come before its parent
            more = false;
            for (Iterator<Map.Entry<Long, ProcessStat>> i = others.entrySet().iterator();
                    i.hasNext(); ) {
                Map.Entry<Long, ProcessStat> other = i.next();
                long pid = other.getKey();
                String environment = environmentOf(pid, other.getValue(), found);
                if (environment != null) {
                    found.put(pid, new TreeProcess(pid, environment));
                    now.put(pid, new Stray(other.getValue().started(), environment));
                    i.remove();
                    more = true;
                }
            }
        }
        strays = now;
    }

    /** The variables of whom we know one by that bears no mark; null if it is none of us. */
    private String environmentOf(long pid, ProcessStat stat, Map<Long, TreeProcess> found) {
        String given = stat.parent() == us ? ChildRegistry.environment(pid) : null;
        if (given != null) { // others may have been our children before we became this program
            return given;
        }
        Stray before = strays.get(pid);
        if (before != null && before.started() == stat.started()) {
            return before.environment();
        }
        TreeProcess parent = found.get(stat.parent());
        return parent == null ? null : parent.environment();
    }

    /** Each variable between two zero characters; nothing of one that has ended, or is not ours. */
    private static String environmentOf(Path process) {
        try {
            byte[] bytes = Files.readAllBytes(process.resolve("environ"));
            return "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
