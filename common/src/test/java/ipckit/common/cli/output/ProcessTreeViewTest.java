package ipckit.common.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.output.ProcessTreeView.Node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class ProcessTreeViewTest {
    private static final int UNKNOWN = ProcessTreeView.UNKNOWN;

    /** Two children of 10, one of which has a child. */
    private static final ProcessTreeView TREE =
            new ProcessTreeView(
                    List.of(
                            new Node(3, 12, 10, 0, UNKNOWN, 137),
                            new Node(1, 10, 5, 12, UNKNOWN, UNKNOWN),
                            new Node(2, 11, 10, 13, UNKNOWN, 0),
                            new Node(4, 13, 11, 0, 1, 0)));

    @TempDir private Path directory;

    private String printed(Form form) throws IOException {
        Path file = directory.resolve("out");
        try (FileOutputStream out = new FileOutputStream(file.toFile());
                FileInputStream in = new FileInputStream("/dev/null")) {
            Console console = Console.of(in, out, out);
            TREE.print(form, console);
            console.text().flush();
        }
        return Files.readString(file);
    }

    @Test
    void theTextbooksLinesAreInTheOrderOfI() throws IOException {
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
    void parentsStandAboveTheirChildren() throws IOException {
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
    void whatIsNotKnownIsNotInAnObject() throws IOException {
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
    void aGraphHasAnEdgeFromEachParentThatIsInIt() throws IOException {
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
