package ipckit.mq.service;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
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
import ipckit.mq.message.MessageInput;
import ipckit.mq.message.MessageWriter;
import ipckit.mq.message.MetadataOptions;

import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code call}: sends a request to a service, prints the reply, and exits with the reply's status.
 */
public final class CallServiceCommand implements Command {
    /**
     * The time between two attempts to open the mailbox. A process that waits for the mailbox must
     * poll, because a mailbox that does not exist cannot wake the process.
     */
    private static final long POLL_NANOS = 50_000_000;

    private final Argument<String> name;
    private final Argument<String> message;
    private final MetadataOptions metadata;
    private final Argument<Boolean> whole;
    private final Argument<Duration> timeout;
    private final Argument<Duration> waitServer;

    public CallServiceCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the service's mailbox").completes(Completion.MAILBOX);
        message = arguments.operand("MESSAGE", "the request; - for all of stdin");
        metadata = new MetadataOptions(arguments);
        whole = arguments.flag("--whole", "print the reply without a newline after it");
        timeout = arguments.duration("--timeout", "how long to wait for the reply");
        waitServer =
                arguments.option(
                        "--wait-server",
                        "DURATION",
                        "how long to wait for a service (default: not at all)",
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
        ObjectName mailbox = MailboxRegistry.parse(given.get(name), "calls");
        console.requireOutput();
        CallAnswer reply;
        try {
            reply = call(mailbox, given, console);
        } catch (InternalError e) {
            throw MailboxRegistry.named(mailbox, MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw MailboxRegistry.named(mailbox, e);
        }
        if (reply.body().length > 0 || reply.status() == 0) {
            new MessageWriter(console)
                    .write(reply.body(), given.get(whole) ? Framing.WHOLE : Framing.LINES);
        }
        console.said(reply.error());
        return reply.status();
    }

    private CallAnswer call(ObjectName name, ParsedArguments given, Console console) {
        Deadline service = given.find(waitServer).map(Deadline::after).orElse(Deadline.NOW);
        Mailbox mailbox = open(name, service);
        byte[] body =
                given.get(message).equals(MessageInput.STDIN)
                        ? readStdin(console, mailbox.spec())
                        : OwnCommandLine.bytesOf(given.get(message));
        try (Caller caller = mailbox.caller(limit(given), HangUp::ofStdout)) {
            MailboxOutcome attached =
                    given.has(waitServer) ? caller.awaitService(service) : MailboxOutcome.DONE;
            if (attached == MailboxOutcome.GIVEN_UP) {
                throw WaitFailure.stdoutClosed();
            }
            if (attached != MailboxOutcome.DONE) {
                throw WaitFailure.noService();
            }
            CallAnswer reply =
                    caller.call(
                            OutgoingMessage.of(
                                    metadata.priority(given), metadata.metadata(given, ""), body),
                            limit(given));
            return switch (reply.outcome()) {
                case DONE -> checked(reply);
                case TIMED_OUT -> throw new IpcException(Category.TIMED_OUT, "timed out");
                case NO_SERVICE -> throw WaitFailure.noService();
                case GIVEN_UP -> throw WaitFailure.stdoutClosed();
                default -> throw WaitFailure.removed();
            };
        }
    }

    private Deadline limit(ParsedArguments given) {
        return given.find(timeout).map(Deadline::after).orElse(Deadline.NEVER);
    }

    /**
     * Returns the reply unchanged, or throws an exception when the request ended without a reply.
     */
    private static CallAnswer checked(CallAnswer reply) {
        return switch (reply.status()) {
            case CallAnswer.DIED ->
                    throw new IpcException(Category.REMOVED, "the service died before it replied");
            case CallAnswer.UNANSWERED ->
                    throw new IpcException(
                            Category.REMOVED, "the request was received, but not by a service");
            default -> reply;
        };
    }

    /**
     * Opens the service's mailbox. If the mailbox does not exist, waits until another process has
     * created the mailbox.
     *
     * @throws IpcException ABSENT when the mailbox does not exist at the deadline; OUTPUT_CLOSED
     *     when the reader of stdout closes it during the wait
     */
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
                throw WaitFailure.stdoutClosed();
            }
            LockSupport.parkNanos(Math.min(POLL_NANOS, deadline.remainingNanos()));
        }
    }

    /**
     * Reads the request from stdin. Reads at most one byte more than the size of the mailbox's
     * largest message. If this additional byte is present, the request is too large.
     */
    private static byte[] readStdin(Console console, MailboxSpec spec) {
        try {
            return Channels.newInputStream(console.stdin()).readNBytes(spec.maxSize() + 1);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read the input: " + e.getMessage(), e);
        }
    }
}
