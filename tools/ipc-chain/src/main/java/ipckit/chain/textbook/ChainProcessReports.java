package ipckit.chain.textbook;

import ipckit.common.cli.output.ProcessTreeView;
import ipckit.common.cli.output.ProcessTreeView.Node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects what the chain processes report about themselves, in the format of {@link
 * ChainProcessScript}. Thread-safe.
 */
final class ChainProcessReports {
    private static final int SIGNALLED = 128;

    private final Map<Integer, Node> nodes = new HashMap<>();
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private int notStarted;

    /** The lowest number of a process that a signal ended. */
    private int firstKilled = Integer.MAX_VALUE;

    /** Processes behind the first killed process that ended later than it. */
    private final Set<Integer> excused = new HashSet<>();

    /** An event that the head of the chain may have to act on. */
    enum Event {
        /** Nothing to do. */
        NONE,
        /** A signal ended a process; the processes behind it are orphans. */
        KILLED,
        /** A process could not be started. */
        NOT_STARTED
    }

    /** Records one line of a report and returns the event that the line stands for. */
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

    /** Records a process that has left the loop. */
    synchronized void recordProcess(Node node) {
        nodes.put(node.i(), node);
    }

    /**
     * Records the exit of a process. Returns {@code KILLED} when a signal ended it, otherwise
     * {@code NONE}.
     *
     * @param i the number of the process, from 1
     * @param status the exit status as a shell has it: 128 + n for signal n
     */
    synchronized Event recordExit(int i, int status) {
        statuses.put(i, status);
        if (i > firstKilled) {
            excused.add(i);
        }
        if (status <= SIGNALLED) {
            return Event.NONE;
        }
        firstKilled = Math.min(firstKilled, i);
        return Event.KILLED;
    }

    /** Records that process i could not be started. */
    synchronized void recordNotStarted(int i) {
        notStarted = i;
    }

    /** Returns the lowest number of a process that a signal ended. */
    synchronized int firstKilled() {
        return firstKilled;
    }

    /** Returns the number of the process that could not be started; 0 when there is none. */
    synchronized int notStarted() {
        return notStarted;
    }

    /** Returns all processes that have left the loop, with their statuses as far as known. */
    synchronized List<Node> nodes() {
        List<Node> all = new ArrayList<>();
        for (Node node : nodes.values()) {
            all.add(node.withStatus(statuses.getOrDefault(node.i(), ProcessTreeView.UNKNOWN)));
        }
        return all;
    }

    /**
     * Returns the processes without a reported status. Their parents had ended before they could
     * report it.
     */
    synchronized List<Node> withoutStatus() {
        return nodes.values().stream().filter(node -> !statuses.containsKey(node.i())).toList();
    }

    /**
     * Returns the statuses of the processes in the order of the chain. The status is 0 for a
     * process that ended after a process before it was killed: this program ended it for that
     * reason.
     */
    synchronized List<Integer> statuses() {
        List<Integer> all = new ArrayList<>();
        for (Map.Entry<Integer, Integer> entry : new TreeMap<>(statuses).entrySet()) {
            all.add(excused.contains(entry.getKey()) ? 0 : entry.getValue());
        }
        return all;
    }
}
