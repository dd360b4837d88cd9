package ipckit.mq.tour;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.ChoiceConverter;
import ipckit.common.naming.ScratchDirectory;
import ipckit.common.process.Shutdown;

/**
 * {@code tour}: tells a story about messages, with real processes.
 *
 * <p>Each command line that the tour prints runs this program as a process. The processes have a
 * temporary {@code $IPC_DIR}, so that they do not touch the user's tasks and mailboxes.
 */
public final class TourCommand implements Command {
    private final Class<?> program;
    private final Argument<Story> story;

    /**
     * Declares the operand {@code STORY}.
     *
     * @param program the main class of this program
     */
    public TourCommand(Arguments arguments, Class<?> program) {
        this.program = program;
        ChoiceConverter<Story> stories = new ChoiceConverter<>(Story.values());
        story =
                arguments
                        .operand("STORY", stories.label() + " (default: naming)", stories)
                        .orElse(Story.NAMING);
        arguments.mayExit(
                ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ScratchDirectory home = ScratchDirectory.create("tour");
        Runnable cleanUp = home::close;
        Shutdown.addCleanUp(cleanUp);
        try (Stage stage = new Stage(program, home.path(), console.text())) {
            given.get(story).tell(stage);
        } finally {
            home.close();
            Shutdown.removeCleanUp(cleanUp);
        }
        return ExitCode.OK.code();
    }
}
