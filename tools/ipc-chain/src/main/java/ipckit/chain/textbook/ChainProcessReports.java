package ipckit.chain.textbook;

import ipckit.common.cli.output.ProcessTreeView;
import ipckit.common.cli.output.ProcessTreeView.Node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the reports of the chain processes. Each report is one line in the format of {@link
 * ChainProcessScript}. Thread-safe.
 */
final class ChainProcessReports {
    private static final int SIGNALLED = 128;

    /**
     * The highest signal number. An exit status above the sum of {@link #SIGNALLED} and this number
     * does not stand for a signal.
     */
    private static final int LAST_SIGNAL = 64;

    private final Map<Integer, Node> nodes = new HashMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private int notStarted;

    private int firstKilled = Integer.MAX_VALUE;

    /**
     * The numbers of the processes that ended after a process with a lower number was killed. This
     * program ends such processes on purpose, so they count as successful.
     */
    private final Set<Integer> excused = new HashSet<>();

    /** An event that a report describes. Some events require an action of this program. */
    enum Event {
        /** The event requires no action of this program. */
        NONE,
        /**
         * A signal ended a chain process or its command, so this program must end the later chain
         * processes.
         */
        KILLED,
        /** A process could not be started. */
        NOT_STARTED
    }

    /** Records a report, which is one line, and returns the event that the line reports. */
    synchronized Event accept(String line) {
        String[] words = line.split(" ");
        int i = Integer.parseInt(words[1]);
        switch (words[0]) {
            case "process" -> {
                long parent = Long.parseLong(words[3]);
                long adopter = Long.parseLong(words[5]);
                recordProcess(
                        new Node(
                                i,
                                Long.parseLong(words[2]),
                                parent,
                                Long.parseLong(words[4]),
                                adopter == parent ? ProcessTreeView.UNKNOWN : adopter,
                                ProcessTreeView.UNKNOWN));
                return Event.NONE;
            }
            case "ended" -> {
                return recordExit(i, Integer.parseInt(words[2]));
            }
            default -> {
                recordNotStarted(i);
                return Event.NOT_STARTED;
            }
        }
    }

    synchronized void recordProcess(Node node) {
        nodes.put(node.i(), node);
    }

    /**
     * Records the exit of a process. Returns {@code KILLED} for a status from 129 to 192, which
     * means that a signal ended the process or its command. Otherwise returns {@code NONE}.
     *
     * @param i the number of the process, from 1
     * @param status the exit status as in a shell: 128 + n after signal n
     */
    synchronized Event recordExit(int i, int status) {
        statuses.put(i, status);
        if (i > firstKilled) {
            excused.add(i);
        }
        if (status <= SIGNALLED || status > SIGNALLED + LAST_SIGNAL) {
            return Event.NONE;
        }
        firstKilled = Math.min(firstKilled, i);
        return Event.KILLED;
    }

    /** Records that process i could not be started. */
    synchronized void recordNotStarted(int i) {
        notStarted = i;
    }

    /**
     * Returns the number of the first chain process that was killed by a signal, or whose command
     * was killed by a signal. Returns {@link Integer#MAX_VALUE} when no signal has killed any of
     * them.
     */
    synchronized int firstKilled() {
        return firstKilled;
    }

    /**
     * Returns the number of the process that could not be started; 0 when every process was
     * started.
     */
    synchronized int notStarted() {
        return notStarted;
    }

    /**
     * Returns all processes that were recorded. A process without a reported exit status has the
     * status {@link ProcessTreeView#UNKNOWN}.
     */
    synchronized List<Node> nodes() {
        return nodes.values().stream()
                .map(one -> one.withStatus(statuses.getOrDefault(one.i(), ProcessTreeView.UNKNOWN)))
                .toList();
    }

    /**
     * Returns the recorded processes that have no reported exit status. When all reports have been
     * read, these are the processes whose parents ended before they could report the status.
     */
    synchronized List<Node> withoutStatus() {
        return nodes.values().stream().filter(node -> !statuses.containsKey(node.i())).toList();
    }

    /**
     * Returns the reported exit statuses in the order of the chain. If a chain process was killed,
     * this program ends the later chain processes, and the result contains 0 as their status.
     */
    synchronized List<Integer> statuses() {
        return statuses.entrySet().stream()
                .map(entry -> excused.contains(entry.getKey()) ? 0 : entry.getValue())
                .toList();
    }
}
