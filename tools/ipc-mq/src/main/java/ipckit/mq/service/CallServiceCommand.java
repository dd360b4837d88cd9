package ipckit.mq.service;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.mailbox.CallAnswer;
import ipckit.common.mailbox.Caller;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.process.OwnCommandLine;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.message.MessageWriter;
import ipckit.mq.message.MetadataOptions;

import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** {@code call}: asks a service, and ends as that did. */
public final class CallServiceCommand implements Command {
    private static final String STDIN = "-";

    /** Nobody wakes who waits for a mailbox that is not there. */
    private static final long PAUSE_NANOS = 50_000_000;

    private final Argument<String> name;
    private final Argument<String> message;
    private final MetadataOptions envelope;
    private final Argument<Boolean> whole;
    private final Argument<Duration> timeout;
    private final Argument<Duration> waitServer;

    public CallServiceCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the service's mailbox");
        message = arguments.operand("MESSAGE", "the question; - for all of stdin");
        envelope = new MetadataOptions(arguments);
        whole = arguments.flag("--whole", "the answer as it is, without a newline at its end");
        timeout = arguments.duration("--timeout", "how long to wait for the answer");
        waitServer =
                arguments.option(
                        "--wait-server",
                        "DURATION",
                        "how long to wait for a service to come (default: not at all)",
                        DurationConverter.ANY);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName mailbox = MailboxRegistry.name(given.get(name), "calls");
        CallAnswer answer;
        try {
            answer = ask(mailbox, given, console);
        } catch (InternalError e) {
            throw MailboxRegistry.named(mailbox, MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw MailboxRegistry.named(mailbox, e);
        }
        if (answer.body().length > 0 || answer.status() == 0) {
            new MessageWriter(console)
                    .write(answer.body(), given.get(whole) ? Framing.WHOLE : Framing.LINES);
        }
        console.said(answer.error());
        return answer.status();
    }

    private CallAnswer ask(ObjectName mailbox, ParsedArguments given, Console console) {
        Deadline service = given.find(waitServer).map(Deadline::after).orElse(Deadline.NOW);
        Mailbox box = open(mailbox, service);
        byte[] body =
                given.get(message).equals(STDIN)
                        ? readAll(console, box.spec())
                        : OwnCommandLine.bytesOf(given.get(message));
        try (Caller caller = box.caller(Deadline.NEVER, HangUp::ofStdout)) {
            MailboxOutcome there =
                    given.has(waitServer) ? caller.awaitService(service) : MailboxOutcome.DONE;
            if (there == MailboxOutcome.GIVEN_UP) {
                throw unread();
            }
            if (there != MailboxOutcome.DONE) {
                throw new IpcException(Category.REMOVED, "nobody serves it");
            }
            CallAnswer answer =
                    caller.call(
                            OutgoingMessage.of(
                                    envelope.priority(given), envelope.meta(given, ""), body),
                            given.find(timeout).map(Deadline::after).orElse(Deadline.NEVER));
            return switch (answer.outcome()) {
                case DONE -> answered(answer);
                case TIMED_OUT -> throw new IpcException(Category.TIMED_OUT, "timed out");
                case NO_SERVICE -> throw new IpcException(Category.REMOVED, "nobody serves it");
                case GIVEN_UP -> throw unread();
                default -> throw WaitFailure.removed();
            };
        }
    }

    private static IpcException unread() {
        return new IpcException(Category.OUTPUT_CLOSED, "nobody reads any more");
    }

    private static CallAnswer answered(CallAnswer answer) {
        return switch (answer.status()) {
            case CallAnswer.DIED ->
                    throw new IpcException(
                            Category.REMOVED, "the service died before it had answered");
            case CallAnswer.UNANSWERED ->
                    throw new IpcException(
                            Category.REMOVED, "the question was received, but not by a service");
            default -> answer;
        };
    }

    /** The service makes the mailbox, and may come later than we. */
    private static Mailbox open(ObjectName mailbox, Deadline deadline) {
        for (; ; ) {
            try {
                return new MailboxRegistry().open(mailbox);
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT || deadline.expired()) {
                    throw e;
                }
            }
            if (HangUp.ofStdout()) {
                throw unread();
            }
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.remainingNanos()));
        }
    }

    /** All of stdin; of what is too long one byte too many, so that it is refused. */
    private static byte[] readAll(Console console, MailboxSpec spec) {
        try {
            return Channels.newInputStream(console.stdin()).readNBytes(spec.maxSize() + 1);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read the input: " + e.getMessage(), e);
        }
    }
}
