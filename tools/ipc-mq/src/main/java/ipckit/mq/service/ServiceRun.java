package ipckit.mq.service;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.daemon.Readiness;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Receiver;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.process.CommandWork;
import ipckit.common.process.Shutdown;
import ipckit.common.process.UserCommand;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.mailbox.MailboxRegistry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One execution of {@code serve}, whose threads receive requests, pass them to a handler, and send
 * the replies.
 *
 * @param name the mailbox of the service
 * @param words the command and its arguments
 * @param protocol the protocol by which one command handles all requests; null to start a command
 *     for each request
 * @param framing used only when a command is started for each request. {@code WHOLE} passes
 *     requests and replies on unchanged. {@code LINES} appends a newline to each request and
 *     removes the newline at the end of each reply.
 * @param grace the longest time for which a command may continue to work after the service has
 *     received HUP, INT or TERM; null for no limit
 * @param errors receives the bytes to print on stderr
 */
record ServiceRun(
        ObjectName name,
        List<String> words,
        RequestReplyProtocol protocol,
        Framing framing,
        Duration grace,
        Consumer<byte[]> errors) {
    /**
     * Starts threads that serve requests, and waits until one of the threads fails. After that, the
     * other threads begin no further request, and this method waits until their requests in
     * progress are handled.
     *
     * @param workers the number of threads
     * @return never, because the service ends only by an exception or a signal
     * @throws IpcException the first failure of a thread
     */
    int run(int workers) {
        Mailbox mailbox = new MailboxRegistry().openOrCreate(name, MailboxSpec.standard());
        List<Receiver> receivers = new ArrayList<>();
        try {
            receivers.add(mailbox.service(Deadline.NEVER));
            while (receivers.size() < workers) {
                receivers.add(mailbox.serviceBeside(receivers.getFirst()));
            }
        } catch (IpcException e) {
            receivers.forEach(Receiver::close);
            throw MailboxRegistry.named(name, e);
        }
        checkCommand(receivers);
        Readiness.announce();
        RequestGate gate = new RequestGate();
        for (Receiver receiver : receivers) {
            Thread.ofPlatform().daemon().start(() -> serveUntilFailure(receiver, gate));
        }
        throw failure(gate.awaitEnd());
    }

    /** Checks that the command can be started, so that a wrong name is reported at once. */
    private void checkCommand(List<Receiver> receivers) {
        try {
            UserCommand.check(words.getFirst());
        } catch (IpcException e) {
            receivers.forEach(Receiver::close);
            throw e;
        }
    }

    private void serveUntilFailure(Receiver receiver, RequestGate gate) {
        try {
            serve(receiver, gate);
        } catch (Throwable e) {
            gate.fail(e);
        }
    }

    private IpcException failure(Throwable thrown) {
        return switch (thrown) {
            case IpcException e -> MailboxRegistry.named(name, e);
            case InternalError e -> MailboxRegistry.named(name, MappedFile.fault(e, "it"));
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new AssertionError(thrown);
        };
    }

    private void serve(Receiver receiver, RequestGate gate) {
        try (RequestHandler handler =
                protocol == null
                        ? new CommandPerRequestHandler(words, framing)
                        : new PersistentCommandHandler(words, protocol, errors)) {
            for (; ; ) {
                if (receiver.receive(1, 0, Deadline.NEVER) != MailboxOutcome.DONE) {
                    throw WaitFailure.removed();
                }
                if (!gate.enter()) {
                    // Another thread has failed, so this service ends soon. The request is given
                    // back, so that another service can handle it.
                    receiver.giveBackUndelivered();
                    return;
                }
                boolean handled;
                try (CommandWork work = new CommandWork(grace, receiver::giveBackUndelivered)) {
                    handled = handleOne(work, receiver, handler);
                } finally {
                    gate.leave();
                }
                if (!handled) {
                    // A signal will end this process when the commands of the other threads have
                    // ended. The request stays claimed until then.
                    Shutdown.awaitEnd();
                }
            }
        } finally {
            receiver.close();
        }
    }

    /**
     * Runs the command for the claimed request, and replies. Returns false if the request has no
     * reply, because a signal has ended the command and ends the service, too.
     */
    private boolean handleOne(CommandWork work, Receiver receiver, RequestHandler handler) {
        RequestHandler.Reply reply;
        try {
            reply = handler.handle(work, name, receiver.message(0));
        } catch (IpcException e) {
            int status = e.category() == Category.NOT_FOUND ? 127 : 126;
            receiver.answer(status, RequestHandler.errorLine(e.getMessage()), new byte[0]);
            throw e;
        }
        if (reply.status() != 0
                && (work.hasEndedCommand() || Shutdown.isEndingAfter(reply.status()))) {
            // The command was ended before it could reply, for example by Ctrl-C, and this process
            // is ending, too. The request therefore gets no reply: a waiting `call` fails, and a
            // message from `send` is redelivered.
            return false;
        }
        errors.accept(reply.error());
        try {
            receiver.answer(reply.status(), reply.error(), reply.body());
        } catch (IpcException e) {
            if (e.category() != Category.UNUSABLE) {
                throw e;
            }
            byte[] line = RequestHandler.errorLine("mailbox " + name + ": " + e.getMessage());
            errors.accept(line);
            receiver.answer(ExitCode.UNUSABLE.code(), line, new byte[0]);
        }
        return true;
    }
}
