package ipckit.mq.port.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.mq.space.PortGraph;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Right;
import ipckit.mq.space.Tasks;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

/** Tests the three forms in which {@code ipc-mq graph} shows tasks, ports and rights. */
final class PortGraphTest {
    /**
     * Task A receives from port 1 and may send to port 2. The receive right of port 2 is in a
     * message in port 1. Task B, which has a process, has a send-once right to port 1, and a name
     * for a port that is dead.
     */
    private static final PortGraph GRAPH =
            new PortGraph(
                    List.of(new Tasks.Status("A", false, 2), new Tasks.Status("B", true, 2)),
                    List.of(
                            new Ports.Status(1, "A", "inbox", 8, 3, 1),
                            new Ports.Status(2, "", "", 4, 0, 2)),
                    List.of(
                            new Ports.Held("A", "inbox", 1, true, 1, false, false, false, "all"),
                            new Ports.Held("A", "post", 2, false, 2, false, false, false, ""),
                            new Ports.Held("B", "gone", 0, false, 1, false, true, false, ""),
                            new Ports.Held("B", "reply", 1, false, 0, true, false, false, "")),
                    List.of(
                            new PortGraph.CarriedRight(1, Right.RECEIVE, 2),
                            new PortGraph.CarriedRight(1, Right.SEND, 0)));

    @Test
    void textHasALineForEachName() {
        assertEquals(
                """
                task A, no process
                  inbox: receive, send 1, port 1, in set all
                    queue: 3 messages, limit 8
                      a message carries: receive, port 2
                      a message carries: send, dead
                  post: send 2, port 2
                task B, running
                  gone: dead 1
                  reply: send-once, port 1
                port 2: 0 messages, limit 4
                """,
                GraphText.of(GRAPH));
    }

    @Test
    void dotHasAnArrowForEachDirection() {
        assertEquals(
                """
                digraph ports {
                  rankdir=LR;
                  "task A" [label="A", shape="box"];
                  "task B" [label="B\\nrunning", shape="box"];
                  "port 1" [label="1\\n3 of 8", shape="ellipse"];
                  "port 2" [label="2\\n0 of 4", shape="ellipse"];
                  "port 1" -> "task A" [label="inbox"];
                  "task A" -> "port 1" [label="inbox"];
                  "task A" -> "port 2" [label="post (2)"];
                  "task B" -> "port 1" [label="reply (once)"];
                  "port 1" -> "port 2" [label="receive", style="dashed"];
                }
                """,
                DotGraph.of(GRAPH));
    }

    @Test
    void svgIsWellFormedAndHasABoxForEachTaskAndPort() throws Exception {
        byte[] bytes = SvgGraph.of(GRAPH).getBytes(StandardCharsets.UTF_8);
        Document drawing =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(bytes));
        // One rectangle is the page. The other rectangles are two tasks and two ports.
        assertEquals(5, drawing.getElementsByTagName("rect").getLength());
        // One path is the shape of all arrowheads, four paths are arrows, and one path is a dashed
        // curve.
        assertEquals(6, drawing.getElementsByTagName("path").getLength());
    }

    @Test
    void emptySpaceHasAnEmptyGraph() {
        PortGraph empty = new PortGraph(List.of(), List.of(), List.of(), List.of());
        assertEquals("", GraphText.of(empty));
        assertEquals("digraph ports {\n  rankdir=LR;\n}\n", DotGraph.of(empty));
    }
}
