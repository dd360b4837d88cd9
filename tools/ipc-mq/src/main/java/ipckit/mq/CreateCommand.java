package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.Counts;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Sizes;
import ipckit.mq.box.BoxSpec;
import ipckit.mq.box.Sharing;

/** {@code create}: makes a mailbox. */
final class CreateCommand implements Command {
    private final Arg<String> name;
    private final Arg<Long> capacity;
    private final Arg<Long> maxSize;
    private final Arg<Long> fixedSize;
    private final Arg<Sharing> sharing;
    private final Arg<Integer> mode;
    private final Arg<Boolean> ifAbsent;

    CreateCommand(Arguments arguments) {
        Sizes sizes = new Sizes(0, BoxSpec.MOST_BYTES);
        name = arguments.operand("NAME", "what to call the mailbox");
        capacity =
                arguments
                        .option(
                                "--capacity",
                                "N",
                                "how many messages it holds; 0: from hand to hand",
                                new Counts(0, BoxSpec.MOST_MESSAGES))
                        .orElse((long) BoxSpec.STANDARD_CAPACITY);
        maxSize = arguments.option("--max-size", "SIZE", "of a message (default: 8K)", sizes);
        fixedSize = arguments.option("--fixed-size", "SIZE", "of each message", sizes);
        sharing =
                arguments
                        .choice("--sharing", Sharing.values(), "who may be there")
                        .orElse(Sharing.ANY);
        mode =
                arguments
                        .mode("--mode", "permissions, whatever the umask")
                        .orElse(Mailboxes.DEFAULT_MODE);
        ifAbsent = arguments.flag("--if-absent", "it is well if the mailbox is there already");
        arguments.exclusive(maxSize, fixedSize);
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.DENIED);
    }

    @Override
    public int run(Parsed given, Console console) {
        boolean fixed = given.has(fixedSize);
        long size =
                (fixed ? given.find(fixedSize) : given.find(maxSize))
                        .orElse((long) BoxSpec.STANDARD_SIZE);
        BoxSpec spec =
                new BoxSpec(
                        Math.toIntExact(given.get(capacity)),
                        Math.toIntExact(size),
                        fixed,
                        given.get(sharing));
        try {
            new Mailboxes().create(Mailboxes.name(given.get(name)), spec, given.get(mode));
        } catch (IpcException e) {
            if (e.category() != Category.EXISTS || !given.get(ifAbsent)) {
                throw e;
            }
        }
        return ExitCode.OK.code();
    }
}
