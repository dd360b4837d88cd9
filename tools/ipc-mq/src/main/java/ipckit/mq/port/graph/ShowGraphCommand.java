package ipckit.mq.port.graph;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.IoErrorCategory;
import ipckit.mq.space.PortGraph;
import ipckit.mq.space.PortSpaces;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code graph}: shows the tasks, their rights, the ports, and the rights that messages carry. */
public final class ShowGraphCommand implements Command {
    private final Argument<Boolean> dot;
    private final Argument<Path> svg;

    public ShowGraphCommand(Arguments arguments) {
        dot = arguments.flag("--dot", "print the graph in the language of dot(1)");
        svg = arguments.path("--svg", "FILE", "draw the graph into an SVG file");
        arguments.exclusive(dot, svg);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        PortGraph graph = graph();
        if (given.has(svg)) {
            write(given.find(svg).orElseThrow(), SvgGraph.of(graph));
        } else {
            console.text().print(given.get(dot) ? DotGraph.of(graph) : GraphText.of(graph));
        }
        return ExitCode.OK.code();
    }

    private static PortGraph graph() {
        PortGraph empty = new PortGraph(List.of(), List.of(), List.of(), List.of());
        return new PortSpaces().read(space -> space.ports().graph(), empty);
    }

    private static void write(Path file, String drawing) {
        try {
            Files.writeString(file, drawing);
        } catch (IOException e) {
            Category category = e instanceof AccessDeniedException ? Category.DENIED : Category.IO;
            throw new IpcException(
                    category, "cannot write " + file + ": " + IoErrorCategory.reason(e), e);
        }
    }
}
