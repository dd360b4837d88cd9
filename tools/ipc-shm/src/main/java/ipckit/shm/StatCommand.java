package ipckit.shm;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.JsonWriter;
import ipckit.common.cli.Parsed;

/** {@code stat}: what is known of a segment and who is attached. */
final class StatCommand implements Command {
    private final Arg<String> name;
    private final Tracing tracing;
    private final Arg<Boolean> json;

    StatCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        json = arguments.json();
        tracing = new Tracing(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(Parsed given, Console console) {
        Facts facts = tracing.segments(given, console).named(given.get(name)).facts();
        if (given.get(json)) {
            JsonWriter line = console.json();
            FactsJson.write(line, facts);
            line.endLine();
        } else {
            FactsText.print(console.text(), facts);
        }
        return ExitCode.OK.code();
    }
}
