package ipckit.chain;

import ipckit.common.cli.output.ProcessTreeView;
import ipckit.common.cli.output.ProcessTreeView.Node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the links have told of themselves: see {@link LinkScript}. Safe for several threads. */
final class Report {
    private static final int SIGNALLED = 128;

    private final Map<Integer, Node> left = new HashMap<>();
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private int failed;

    /** The first that a signal ended. */
    private int killed = Integer.MAX_VALUE;

    /** Those that have ended after that, and stood behind it. */
    private final Set<Integer> excused = new HashSet<>();

    /** What a line says. */
    enum News {
        /** Nothing that has to be acted on. */
        NONE,
        /** A link has ended by a signal: those behind it are orphans. */
        KILLED,
        /** A link could not be started. */
        NOT_STARTED
    }

    /** Takes in a line. */
    synchronized News take(String line) {
        String[] words = line.split(" ");
        int i = Integer.parseInt(words[1]);
        switch (words[0]) {
            case "link" -> {
                long parent = Long.parseLong(words[3]);
                long adopter = Long.parseLong(words[5]);
                left(
                        new Node(
                                i,
                                Long.parseLong(words[2]),
                                parent,
                                Long.parseLong(words[4]),
                                adopter == parent ? ProcessTreeView.UNKNOWN : adopter,
                                ProcessTreeView.UNKNOWN));
                return News.NONE;
            }
            case "ended" -> {
                return ended(i, Integer.parseInt(words[2]));
            }
            default -> {
                notStarted(i);
                return News.NOT_STARTED;
            }
        }
    }

    /** A process has left the loop. */
    synchronized void left(Node node) {
        left.put(node.i(), node);
    }

    /** A link has ended. */
    synchronized News ended(int i, int status) {
        statuses.put(i, status);
        if (i > killed) {
            excused.add(i);
        }
        if (status <= SIGNALLED) {
            return News.NONE;
        }
        killed = Math.min(killed, i);
        return News.KILLED;
    }

    /** A link could not be started. */
    synchronized void notStarted(int i) {
        failed = i;
    }

    /** The first that a signal ended. */
    synchronized int killed() {
        return killed;
    }

    /** The link that could not be started; 0 if all could. */
    synchronized int failed() {
        return failed;
    }

    /** What is known of all. */
    synchronized List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (Node node : left.values()) {
            nodes.add(node.withStatus(statuses.getOrDefault(node.i(), ProcessTreeView.UNKNOWN)));
        }
        return nodes;
    }

    /** The links of which nobody has told how they ended: their parents were gone by then. */
    synchronized List<Node> unknown() {
        return left.values().stream().filter(node -> !statuses.containsKey(node.i())).toList();
    }

    /**
     * The statuses of the links, in their order. Those that stood behind one that a signal ended,
     * and ended later, were ended for that, and have done nothing wrong.
     */
    synchronized List<Integer> statuses() {
        List<Integer> all = new ArrayList<>();
        for (Map.Entry<Integer, Integer> one : new TreeMap<>(statuses).entrySet()) {
            all.add(excused.contains(one.getKey()) ? 0 : one.getValue());
        }
        return all;
    }
}
