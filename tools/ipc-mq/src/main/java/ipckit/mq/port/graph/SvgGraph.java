package ipckit.mq.port.graph;

import ipckit.mq.space.PortGraph;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Tasks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws a {@link PortGraph} as SVG. The tasks are in the left column, and the ports in the right
 * column. An arrow shows the direction in which messages pass, as in {@link DotGraph}. If a message
 * in the queue of port A carries a right to port B, a dashed curve leads from A to B.
 *
 * <p>All lengths are in the units of the drawing, which browsers show as pixels.
 */
final class SvgGraph {
    private static final int ROW = 56;
    private static final int TOP = 60;
    private static final int HEIGHT = 36;
    private static final int TASK_X = 20;
    private static final int TASK_WIDTH = 150;
    private static final int PORT_X = 480;
    private static final int PORT_WIDTH = 190;
    private static final int WIDTH = 800;
    private static final int CURVE = 90;

    /**
     * The vertical distance between an end of an arrow and the middle of the box at this end, in
     * units of the drawing. An arrow to a port is above the middle of the boxes, and an arrow from
     * a port is below it.
     */
    private static final int APART = 8;

    private static final String STYLE =
            """
            <style>
            text { font: 13px sans-serif; fill: #222 }
            .page { fill: #fff }
            .task { fill: #dfeaf7; stroke: #35618f }
            .port { fill: #f7efdc; stroke: #8f6f35 }
            .arrow { stroke: #555; fill: none; marker-end: url(#head) }
            .carried { stroke: #b03030; fill: none; stroke-dasharray: 5 4; marker-end: url(#head) }
            .label { font-size: 11px; fill: #555 }
            .name { font-size: 11px; fill: #555; text-anchor: middle }
            </style>
            <defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"
              markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#555"/></marker></defs>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final Map<String, Integer> taskY = new HashMap<>();
    private final Map<Long, Integer> portY = new HashMap<>();

    private SvgGraph() {}

    static String of(PortGraph graph) {
        SvgGraph drawn = new SvgGraph();
        int y = TOP;
        for (Ports.Status port : inOrderOfOwners(graph.ports())) {
            drawn.portY.put(port.port(), y);
            drawn.box("port", PORT_X, y, PORT_WIDTH, label(port));
            y += ROW;
        }
        int height = y;
        y = TOP;
        for (Tasks.Status task : graph.tasks()) {
            y = Math.max(y, drawn.besidePortsOf(task.name(), graph));
            drawn.taskY.put(task.name(), y);
            String state = task.hasProcess() ? ", running" : "";
            drawn.box("task", TASK_X, y, TASK_WIDTH, task.name() + state);
            y += ROW;
        }
        Map<String, List<Ports.Held>> together = new LinkedHashMap<>();
        for (Ports.Held name : graph.names()) {
            together.computeIfAbsent(name.task() + ":" + name.port(), _ -> new ArrayList<>())
                    .add(name);
        }
        together.values().forEach(drawn::names);
        graph.carried().forEach(drawn::carried);
        return head(Math.max(height, y)) + drawn.svg.append("</svg>\n");
    }

    /**
     * Returns the ports in the order of the tasks that receive from them. Ports without such a task
     * come last.
     */
    private static List<Ports.Status> inOrderOfOwners(List<Ports.Status> ports) {
        List<Ports.Status> sorted = new ArrayList<>(ports);
        sorted.sort(
                Comparator.comparing((Ports.Status port) -> port.owner().isEmpty())
                        .thenComparing(Ports.Status::owner)
                        .thenComparing(Ports.Status::port));
        return sorted;
    }

    /** Returns the mean vertical position of the ports from which a task receives. */
    private int besidePortsOf(String task, PortGraph graph) {
        return (int)
                graph.ports().stream()
                        .filter(port -> port.owner().equals(task))
                        .mapToInt(port -> portY.get(port.port()))
                        .average()
                        .orElse(TOP);
    }

    private static String label(Ports.Status port) {
        return "port " + port.port() + ": " + port.messages() + " of " + port.limit();
    }

    /** Returns the first lines of the drawing. */
    private static String head(int height) {
        SvgGraph head = new SvgGraph();
        String size = "width=\"" + WIDTH + "\" height=\"" + height + "\"";
        head.svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        head.svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" ").append(size);
        head.svg.append(" viewBox=\"0 0 ").append(WIDTH).append(' ');
        head.svg.append(height).append("\">\n");
        head.svg.append(STYLE).append("<rect class=\"page\" ").append(size).append("/>\n");
        head.text("", TASK_X, TOP / 2, "tasks");
        head.text("", PORT_X, TOP / 2, "ports: messages of limit");
        return head.svg.toString();
    }

    private void box(String style, int x, int y, int width, String label) {
        svg.append("<rect class=\"").append(style).append("\" x=\"").append(x);
        svg.append("\" y=\"").append(y).append("\" width=\"").append(width);
        svg.append("\" height=\"").append(HEIGHT).append("\" rx=\"5\"/>\n");
        text("", x + 10, y + HEIGHT * 2 / 3, label);
    }

    private void text(String style, int x, int y, String text) {
        svg.append("<text class=\"").append(style).append("\" x=\"").append(x);
        svg.append("\" y=\"").append(y).append("\">").append(text).append("</text>\n");
    }

    /** Draws the arrows for all names that one task has for one port. */
    private void names(List<Ports.Held> names) {
        Integer port = portY.get(names.getFirst().port());
        if (port == null) {
            return;
        }
        int right = TASK_X + TASK_WIDTH;
        int from = taskY.get(names.getFirst().task()) + HEIGHT / 2;
        int to = port + HEIGHT / 2;
        boolean receives = false;
        boolean sends = false;
        List<String> labels = new ArrayList<>();
        for (Ports.Held name : names) {
            receives |= name.receive();
            sends |= name.sends() > 0 || name.sendOnce();
            String count = name.sends() > 1 ? " (" + name.sends() + ")" : "";
            labels.add(name.name() + (name.sendOnce() ? " (once)" : count));
        }
        if (receives) {
            line(PORT_X, to + APART, right, from + APART);
        }
        if (sends) {
            line(right, from - APART, PORT_X, to - APART);
        }
        // The labels are near the ports, because the arrows of a task begin close together.
        int x = right + (PORT_X - right) * 3 / 4;
        text("name", x, from + (to - from) * 3 / 4 - APART, String.join(", ", labels));
    }

    private void line(int fromX, int fromY, int toX, int toY) {
        svg.append("<path class=\"arrow\" d=\"M").append(fromX).append(' ').append(fromY);
        svg.append(" L").append(toX).append(' ').append(toY).append("\"/>\n");
    }

    private void carried(PortGraph.CarriedRight carried) {
        Integer queue = portY.get(carried.queue());
        Integer port = portY.get(carried.port());
        if (queue == null || port == null) {
            return;
        }
        int x = PORT_X + PORT_WIDTH;
        int from = queue + HEIGHT / 2;
        int to = port + HEIGHT / 2;
        svg.append("<path class=\"carried\" d=\"M").append(x).append(' ').append(from);
        svg.append(" C").append(x + CURVE).append(' ').append(from).append(", ");
        svg.append(x + CURVE).append(' ').append(to).append(", ");
        svg.append(x).append(' ').append(to).append("\"/>\n");
        text("label", x + APART, (from + to) / 2, carried.right().word());
    }
}
