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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the processes of a {@link ProcessTree} in /proc. These are the processes that have the
 * {@linkplain TreeTag tag} of the tree, the children in the {@link ChildRegistry}, and the
 * descendants of all these processes. A descendant belongs to the tree even if it has cleared the
 * tag, unless it is {@linkplain TreeTag#isDetached detached}. The scan misses a process that
 * cleared the tag and became an orphan before any scan found it. This class is safe for several
 * threads.
 */
final class TreeScan {
    private static final Path PROC = Path.of("/proc");
    private static final String DIGIT = "[0-9]*";

    private final TreeTag tag;
    private final long us = ProcessHandle.current().pid();

    /**
     * The processes that the last scan found in the tree although they do not have the tag. The
     * keys are pids.
     */
    private Map<Long, Untagged> untagged = new HashMap<>();

    TreeScan(TreeTag tag) {
        this.tag = tag;
    }

    /**
     * A process that belongs to the tree but does not have the tree's {@linkplain TreeTag tag}.
     *
     * @param started the start time of the process, to detect a reused pid
     * @param environment the variables of the process, in the form that {@link
     *     TreeProcess#environment} describes
     */
    private record Untagged(long started, String environment) {}

    /**
     * Returns the living processes of the tree, except processes to which this process has no
     * permission to send signals. The result is in ascending order of pids, so that callers signal
     * most parents before their children. Therefore a shell usually ends before it can report the
     * death of its command, and a supervisor ends before it can restart its child.
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
            // Without /proc, the scan finds no process.
        }
        addUntagged(found, others);
        return new ArrayList<>(found.values());
    }

    private void sort(
            long pid,
            String environment,
            Map<Long, TreeProcess> found,
            Map<Long, ProcessStat> others) {
        if (tag.isIn(environment)) {
            found.put(pid, new TreeProcess(pid, environment));
        } else if (!TreeTag.isDetached(environment)) {
            try {
                ProcessStat stat = ProcessStat.of(pid);
                if (stat.state() != ProcessState.ZOMBIE && Signals.maySend(pid)) {
                    others.put(pid, stat);
                }
            } catch (IOException e) {
                // The process has ended meanwhile.
            }
        }
    }

    private void addUntagged(Map<Long, TreeProcess> found, Map<Long, ProcessStat> others) {
        Map<Long, Untagged> now = new HashMap<>();
        boolean more = true;
        // A pass over the processes may reach a child before it reaches the parent of the child.
        // Then the next pass adds the child. So passes are repeated until a pass adds no process.
        while (more) {
            more = false;
            for (long pid : List.copyOf(others.keySet())) {
                ProcessStat stat = others.get(pid);
                String environment = environmentOf(pid, stat, found);
                if (environment != null) {
                    found.put(pid, new TreeProcess(pid, environment));
                    now.put(pid, new Untagged(stat.started(), environment));
                    others.remove(pid);
                    more = true;
                }
            }
        }
        untagged = now;
    }

    /**
     * Returns the variables of a process that does not have the tag, in the form that {@link
     * TreeProcess#environment} describes. Returns null if the process is not in the tree.
     */
    private String environmentOf(long pid, ProcessStat stat, Map<Long, TreeProcess> found) {
        String given = stat.parent() == us ? ChildRegistry.environment(pid) : null;
        // If the ChildRegistry has variables for a child, the child belongs to the tree. A program
        // that ran in this process before exec(3) may have started other children. The registry
        // does not contain these children, and they do not belong to the tree.
        if (given != null) {
            return given;
        }
        Untagged before = untagged.get(pid);
        if (before != null && before.started() == stat.started()) {
            return before.environment();
        }
        TreeProcess parent = found.get(stat.parent());
        return parent == null ? null : parent.environment();
    }

    /**
     * Returns a process's environment. Returns "" if the process has ended or belongs to another
     * user.
     */
    private static String environmentOf(Path process) {
        try {
            byte[] bytes = Files.readAllBytes(process.resolve("environ"));
            return "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
