package ipckit.mq.service;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Receiver;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.Shutdown;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.mailbox.MailboxRegistry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One run of {@code serve}: workers that receive, have a command answer, and answer. */
final class ServiceRun {
    private final ObjectName name;
    private final List<String> words;
    private final RequestReplyProtocol kept;
    private final boolean whole;
    private final Consumer<byte[]> errors;

    ServiceRun(
            ObjectName name,
            List<String> words,
            RequestReplyProtocol kept,
            boolean whole,
            Consumer<byte[]> errors) {
        this.name = name;
        this.words = words;
        this.kept = kept;
        this.whole = whole;
        this.errors = errors;
    }

    /** Each worker in a thread with a seat of its own; the first that fails ends all. */
    int run(int workers) {
        Mailbox box = new MailboxRegistry().openOrCreate(name, MailboxSpec.standard());
        List<Receiver> seats = new ArrayList<>();
        try {
            seats.add(box.service(Deadline.NEVER));
            while (seats.size() < workers) {
                seats.add(box.serviceBeside(seats.getFirst()));
            }
        } catch (IpcException e) {
            seats.forEach(Receiver::close);
            throw MailboxRegistry.named(name, e);
        }
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(1);
        for (Receiver seat : seats) {
            Thread.ofPlatform()
                    .daemon()
                    .start(
                            () -> {
                                try {
                                    serve(seat);
                                } catch (Throwable e) {
                                    failure.compareAndSet(null, e);
                                }
                                over.countDown();
                            });
        }
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw failure(failure.get());
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

    private void serve(Receiver seat) {
        try (RequestHandler worker =
                kept == null
                        ? new CommandPerRequestHandler(words, whole)
                        : new PersistentCommandHandler(words, kept, errors)) {
            for (; ; ) {
                if (seat.receive(1, 0, Deadline.NEVER) != MailboxOutcome.DONE) {
                    throw WaitFailure.removed();
                }
                answerOne(seat, worker);
            }
        } finally {
            seat.close();
        }
    }

    private void answerOne(Receiver seat, RequestHandler worker) {
        RequestHandler.Result result;
        try {
            result = worker.answer(name, seat.message(0));
        } catch (IpcException e) {
            int status = e.category() == Category.NOT_FOUND ? 127 : 126;
            seat.answer(status, utf8("ipc-mq: " + e.getMessage() + "\n"), new byte[0]);
            throw e;
        }
        if (Shutdown.isMeant(result.status())) {
            Shutdown.with(
                    result.status()); // the question goes back, or its caller hears of our end
        }
        errors.accept(result.error());
        try {
            seat.answer(result.status(), result.error(), result.body());
        } catch (IpcException e) {
            if (e.category() != Category.UNUSABLE) {
                throw e;
            }
            byte[] why = told(e.getMessage());
            errors.accept(why);
            seat.answer(ExitCode.UNUSABLE.code(), why, new byte[0]);
        }
    }

    /** One line, as of all failures. */
    private byte[] told(String what) {
        return utf8("ipc-mq: mailbox " + name + ": " + what + "\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
