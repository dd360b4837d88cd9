package ipckit.common.cli.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints a tree of processes in one of several forms. */
public final class ProcessTreeView {
    /** The form in which the tree is printed. */
    public enum Form {
        /** One line for each process, in the form that {@link Node#line} returns. */
        TEXT,
        /** A table with one row for each process. */
        TABLE,
        /** An indented tree. */
        TREE,
        /** JSON, one object on each line. */
        JSON,
        /** A graph in the language of dot(1), a program of Graphviz. */
        DOT,
        /** Nothing is printed. */
        NONE
    }

    /**
     * An unknown value. In {@code Node.status}, it stands for an unknown exit status. In {@code
     * Node.adopter}, it means that the process has kept its first parent, or that its new parent is
     * unknown.
     */
    public static final int UNKNOWN = -1;

    /**
     * A process of the tree. In a textbook on operating systems, a C program creates such a tree: a
     * loop over {@code i} calls fork(2), and each process leaves the loop at a different value of
     * {@code i}. This value is the number of the process.
     *
     * @param i the number of this process
     * @param pid the process ID
     * @param parent the process ID of the process that started this process
     * @param child the process ID of the last process that this process started; 0 if it started
     *     none; −1 if it tried to start another process and the start failed
     * @param adopter the process ID of the process that adopted this process after its parent had
     *     ended; UNKNOWN if this process was not adopted or its adopter is not known
     * @param status the exit status in the form of the shell's {@code $?}, or UNKNOWN
     */
    public record Node(int i, long pid, long parent, long child, long adopter, int status) {
        /** Returns a copy of this node with another exit status. */
        public Node withStatus(int other) {
            return new Node(i, pid, parent, child, adopter, other);
        }

        /**
         * Returns a line about this process. The line has the form of the output of a C program in
         * a textbook on operating systems. It contains the number {@code i} of this process, and
         * the process IDs of this process, of its parent and of its last child. If another process
         * has adopted this process after the end of its parent, the line shows the adopting process
         * as the parent. If the adopting process is unknown, the line shows the first parent.
         */
        public String line() {
            long parentNow = adopter == UNKNOWN ? parent : adopter;
            String ids = "  process ID:" + pid + "  parent ID:" + parentNow;
            return "i:" + i + ids + "  child ID:" + child;
        }
    }

    private final List<Node> nodes;
    private final Set<Long> pids = new HashSet<>();

    /** Creates a view of the given processes. The list may be in any order. */
    public ProcessTreeView(List<Node> nodes) {
        this.nodes = new ArrayList<>(nodes);
        this.nodes.sort(Comparator.comparingInt(Node::i));
        nodes.forEach(node -> pids.add(node.pid));
    }

    /** Prints the tree to standard output. */
    public void print(Form form, Console console) {
        switch (form) {
            case TEXT -> nodes.forEach(node -> console.text().println(node.line()));
            case TABLE -> table(console.text());
            case TREE -> tree(console.text());
            case JSON -> json(console);
            case DOT -> dot(console.text());
            case NONE -> {}
        }
    }

    private void table(TextOutput out) {
        TextTable table = new TextTable().right("I", "PID", "PARENT", "CHILD", "ADOPTER", "STATUS");
        for (Node node : nodes) {
            table.row(
                    Integer.toString(node.i),
                    Long.toString(node.pid),
                    Long.toString(node.parent),
                    Long.toString(node.child),
                    known(node.adopter),
                    known(node.status));
        }
        table.print(out);
    }

    private static String known(long number) {
        return number == UNKNOWN ? "" : Long.toString(number);
    }

    private void tree(TextOutput out) {
        Map<Long, List<Node>> children = new HashMap<>();
        nodes.forEach(
                node -> children.computeIfAbsent(node.parent, _ -> new ArrayList<>()).add(node));
        for (Node node : nodes) {
            if (!pids.contains(node.parent)) {
                branch(node, "", "", children, out);
            }
        }
    }

    private static void branch(
            Node node, String before, String below, Map<Long, List<Node>> all, TextOutput out) {
        String status = node.status <= 0 ? "" : ", status " + node.status;
        out.println(before + node.i + " (" + node.pid + status + ")");
        List<Node> children = all.getOrDefault(node.pid, List.of());
        for (Node child : children) {
            boolean last = child == children.getLast();
            branch(child, below + (last ? "`- " : "|- "), below + (last ? "   " : "|  "), all, out);
        }
    }

    private void json(Console console) {
        for (Node node : nodes) {
            JsonWriter line = console.json().object().field("i", node.i).field("pid", node.pid);
            line.field("parent", node.parent).field("child", node.child);
            if (node.adopter != UNKNOWN) {
                line.field("adopter", node.adopter);
            }
            if (node.status != UNKNOWN) {
                line.field("status", node.status);
            }
            line.end().endLine();
        }
    }

    private void dot(TextOutput out) {
        out.println("digraph processes {");
        for (Node node : nodes) {
            out.println("    " + node.pid + " [label=\"" + node.i + "\\n" + node.pid + "\"];");
        }
        for (Node node : nodes) {
            if (pids.contains(node.parent)) {
                out.println("    " + node.parent + " -> " + node.pid + ";");
            }
        }
        out.println("}");
    }
}
