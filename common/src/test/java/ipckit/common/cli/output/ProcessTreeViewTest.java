package ipckit.common.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.output.ProcessTreeView.Node;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class ProcessTreeViewTest {
    private static final int UNKNOWN = ProcessTreeView.UNKNOWN;

    /** A tree of four processes: process 10 has two children, and one of these has a child. */
    private static final ProcessTreeView TREE =
            new ProcessTreeView(
                    List.of(
                            new Node(3, 12, 10, 0, UNKNOWN, 137),
                            new Node(1, 10, 5, 12, UNKNOWN, UNKNOWN),
                            new Node(2, 11, 10, 13, UNKNOWN, 0),
                            new Node(4, 13, 11, 0, 1, 0)));

    private static String printed(Form form) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = Console.of(InputStream.nullInputStream(), out, out);
        TREE.print(form, console);
        console.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsTheTextbooksLinesInTheOrderOfI() {
        assertEquals(
                """
                i:1  process ID:10  parent ID:5  child ID:12
                i:2  process ID:11  parent ID:10  child ID:13
                i:3  process ID:12  parent ID:10  child ID:0
                i:4  process ID:13  parent ID:1  child ID:0
                """,
                printed(Form.TEXT));
    }

    @Test
    void printsParentsAboveTheirChildren() {
        assertEquals(
                """
                1 (10)
                |- 2 (11)
                |  `- 4 (13)
                `- 3 (12, status 137)
                """,
                printed(Form.TREE));
    }

    @Test
    void leavesUnknownValuesOutOfJson() {
        assertEquals(
                """
                {"i":1,"pid":10,"parent":5,"child":12}
                {"i":2,"pid":11,"parent":10,"child":13,"status":0}
                {"i":3,"pid":12,"parent":10,"child":0,"status":137}
                {"i":4,"pid":13,"parent":11,"child":0,"adopter":1,"status":0}
                """,
                printed(Form.JSON));
    }

    @Test
    void printsAnEdgeFromEachParentInTheTree() {
        assertEquals(
                """
                digraph processes {
                    10 [label="1\\n10"];
                    11 [label="2\\n11"];
                    12 [label="3\\n12"];
                    13 [label="4\\n13"];
                    10 -> 11;
                    10 -> 12;
                    11 -> 13;
                }
                """,
                printed(Form.DOT));
    }
}
