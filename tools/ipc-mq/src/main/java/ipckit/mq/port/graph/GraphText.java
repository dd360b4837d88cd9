package ipckit.mq.port.graph;

import ipckit.common.CountedNoun;
import ipckit.mq.space.PortGraph;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Tasks;

/** Writes a {@link PortGraph} as text: one paragraph for each task, and one line for each name. */
final class GraphText {
    private final StringBuilder text = new StringBuilder();

    private GraphText() {}

    static String of(PortGraph graph) {
        GraphText written = new GraphText();
        for (Tasks.Status task : graph.tasks()) {
            written.task(graph, task);
        }
        for (Ports.Status port : graph.ports()) {
            if (port.owner().isEmpty()) {
                written.port(graph, port, "port " + port.port());
            }
        }
        return written.text.toString();
    }

    private void task(PortGraph graph, Tasks.Status task) {
        text.append("task ").append(task.name());
        text.append(task.hasProcess() ? ", running\n" : ", no process\n");
        for (Ports.Held name : graph.names()) {
            if (name.task().equals(task.name())) {
                name(graph, name);
            }
        }
    }

    private void name(PortGraph graph, Ports.Held name) {
        text.append("  ").append(name.name()).append(": ").append(name.description());
        if (name.port() != 0) {
            text.append(", port ").append(name.port());
        }
        if (!name.set().isEmpty()) {
            text.append(", in set ").append(name.set());
        }
        text.append('\n');
        if (name.receive()) {
            for (Ports.Status port : graph.ports()) {
                if (port.port() == name.port()) {
                    port(graph, port, "    queue");
                }
            }
        }
    }

    /** Writes the queue of a port if it contains messages, or if no task receives from the port. */
    private void port(PortGraph graph, Ports.Status port, String title) {
        if (port.messages() > 0 || port.owner().isEmpty()) {
            text.append(title).append(": ").append(CountedNoun.of(port.messages(), "message"));
            text.append(", limit ").append(port.limit()).append('\n');
        }
        for (PortGraph.CarriedRight carried : graph.carried()) {
            if (carried.queue() == port.port()) {
                text.append("      a message carries: ").append(carried.right().word());
                text.append(carried.port() == 0 ? ", dead" : ", port " + carried.port());
                text.append('\n');
            }
        }
    }
}
