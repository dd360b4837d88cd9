package ipckit.mq.service;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.mailbox.Message;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.CommandWork;
import ipckit.common.process.UserCommand;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * Passes every request to one process of a command, which handles many requests. Before each
 * request, this handler checks the process. If the process has ended, or has written output without
 * a request, this handler starts a new process of the command.
 */
final class PersistentCommandHandler implements RequestHandler {
    /**
     * The time in milliseconds for which this handler waits for the command to end. If a command
     * has closed its stdout and still runs after this time, it receives TERM. If it still runs when
     * this time has passed after TERM, it receives KILL.
     */
    private static final long EXIT_MILLIS = 150;

    private final List<String> words;
    private final RequestReplyProtocol protocol;
    private final Consumer<byte[]> errors;
    private ChildProcess child;
    private InputStream replies;

    /**
     * Prepares to handle requests. Does not start the command yet.
     *
     * @param errors receives lines about restarts of the command
     */
    PersistentCommandHandler(
            List<String> words, RequestReplyProtocol protocol, Consumer<byte[]> errors) {
        this.words = words;
        this.protocol = protocol;
        this.errors = errors;
    }

    @Override
    public Reply handle(CommandWork work, ObjectName mailbox, Message request) {
        String refusal = protocol.refusal(request);
        if (refusal != null) {
            return failure(ExitCode.UNUSABLE.code(), mailbox, refusal);
        }
        if (child != null) {
            String defect = defect();
            if (defect != null) {
                end();
                errors.accept(line(mailbox, words.getFirst() + defect + ": restarted"));
            }
        }
        if (child == null) {
            child = work.start(new UserCommand(words).pipingStdin().pipingStdout());
            replies = child.stdout();
        } else {
            work.resume(child);
        }
        try {
            protocol.writeRequest(mailbox.text(), request, child.stdin());
            byte[] reply = protocol.readReply(replies);
            if (reply != null) {
                return new Reply(0, new byte[0], reply);
            }
        } catch (IpcException e) {
            // The reply may be malformed because the command ends. The kernel closes the stdout of
            // an ending process first, and reports the end of the process shortly afterwards, so
            // this method waits for the end.
            if (!child.awaitEnd(EXIT_MILLIS)) {
                end();
                return failure(ExitCode.CORRUPT.code(), mailbox, "no reply: " + e.getMessage());
            }
        } catch (IOException e) {
            // The command has ended. The code after this block reports the end.
        }
        int status = statusIfEnded();
        end();
        return failure(
                status == 0 ? ExitCode.UNAVAILABLE.code() : status,
                mailbox,
                words.getFirst() + " ended before it replied");
    }

    /**
     * Returns the reason why the command cannot take the next request, or null when it can take the
     * request. The reason is worded so that it can follow the name of the command.
     */
    private String defect() {
        try {
            if (replies.available() > 0) {
                return " wrote something without a request";
            }
        } catch (IOException e) {
            // The command has ended.
        }
        return child.isAlive() ? null : " has ended";
    }

    /**
     * Waits at most {@link #EXIT_MILLIS} for the command to end. Returns the command's exit status,
     * or 0 when the command still runs.
     */
    private int statusIfEnded() {
        return child.awaitEnd(EXIT_MILLIS) ? child.await().status() : 0;
    }

    private void end() {
        child.signal("TERM");
        statusIfEnded();
        child.signal("KILL");
        child.await();
        child.closePipes();
        child = null;
    }

    private static Reply failure(int status, ObjectName mailbox, String why) {
        return new Reply(status, line(mailbox, why), new byte[0]);
    }

    private static byte[] line(ObjectName mailbox, String what) {
        return RequestHandler.errorLine("mailbox " + mailbox + ": " + what);
    }

    /**
     * Closes the command's stdin, so that the command ends, and waits without a time limit until
     * the command has ended.
     */
    @Override
    public void close() {
        if (child != null) {
            try {
                child.stdin().close();
            } catch (IOException e) {
                // The command has ended already.
            }
            child.await();
        }
    }
}
