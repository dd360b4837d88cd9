package ipckit.mq.port.graph;

import ipckit.mq.space.PortGraph;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Tasks;

/**
 * Writes a {@link PortGraph} in the language of dot(1). Tasks are boxes, and ports are ellipses. An
 * arrow shows the direction in which messages pass: from a task to a port to which it may send, and
 * from a port to the task that receives. If a message in the queue of port A carries a right to
 * port B, a dashed arrow leads from A to B.
 */
final class DotGraph {
    private final StringBuilder text = new StringBuilder();

    private DotGraph() {}

    static String of(PortGraph graph) {
        DotGraph written = new DotGraph();
        written.text.append("digraph ports {\n  rankdir=LR;\n");
        for (Tasks.Status task : graph.tasks()) {
            written.node(
                    "task " + task.name(),
                    task.name() + (task.hasProcess() ? "\\nrunning" : ""),
                    "box");
        }
        for (Ports.Status port : graph.ports()) {
            written.node(
                    "port " + port.port(),
                    port.port() + "\\n" + port.messages() + " of " + port.limit(),
                    "ellipse");
        }
        for (Ports.Held name : graph.names()) {
            written.name(name);
        }
        for (PortGraph.CarriedRight carried : graph.carried()) {
            if (carried.port() != 0) {
                written.arrow(
                        "port " + carried.queue(),
                        "port " + carried.port(),
                        carried.right().word() + "\", style=\"dashed");
            }
        }
        return written.text.append("}\n").toString();
    }

    private void node(String name, String label, String shape) {
        text.append("  \"").append(name).append("\" [label=\"").append(label);
        text.append("\", shape=\"").append(shape).append("\"];\n");
    }

    private void name(Ports.Held name) {
        if (name.port() == 0) {
            return;
        }
        String task = "task " + name.task();
        String port = "port " + name.port();
        if (name.receive()) {
            arrow(port, task, name.name());
        }
        if (name.sends() > 0) {
            arrow(task, port, name.name() + (name.sends() > 1 ? " (" + name.sends() + ")" : ""));
        }
        if (name.sendOnce()) {
            arrow(task, port, name.name() + " (once)");
        }
    }

    private void arrow(String from, String to, String label) {
        text.append("  \"").append(from).append("\" -> \"").append(to);
        text.append("\" [label=\"").append(label).append("\"];\n");
    }
}
