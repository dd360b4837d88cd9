package ipckit.shm;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.runner.Command;

/** {@code stat}: what is known of a segment and who is attached. */
final class StatCommand implements Command {
    private final Argument<String> name;
    private final Tracing tracing;
    private final Argument<Boolean> json;

    StatCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        json = arguments.json();
        tracing = new Tracing(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
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
