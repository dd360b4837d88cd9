package ipckit.prodcons.put;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Progress;
import ipckit.common.cli.value.Rate;
import ipckit.common.memory.RunFormat;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RatePacer;
import ipckit.common.pipe.RunReader;
import ipckit.common.queue.Producer;
import ipckit.common.queue.Producer.OnFull;
import ipckit.common.queue.Producer.Result;
import ipckit.common.queue.Ring;
import ipckit.prodcons.BufferNamespace;
import ipckit.prodcons.LockHolderMessages;
import ipckit.prodcons.PacerFactory;
import ipckit.prodcons.StreamProgress;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** One run of {@code put}: streams cut into runs of whole items, and put one after the other. */
final class PutOperation {
    private static final Path STDIN = Path.of("-");

    /**
     * What is asked for.
     *
     * @param files none for stdin
     * @param rate null for no limit
     */
    record Plan(
            ObjectName buffer,
            List<Path> files,
            Framing framing,
            OnFull onFull,
            WaitOptions.Limit patience,
            Rate rate,
            boolean create) {}

    private final Plan plan;
    private final Console console;
    private final StreamProgress flow = new StreamProgress();
    private Producer producer;
    private RatePacer pace;

    PutOperation(Plan plan, Console console) {
        this.plan = plan;
        this.console = console;
    }

    /**
     * @throws IpcException for whatever ended it early; its message says how many items are in
     */
    void run() {
        BufferNamespace buffers = new BufferNamespace();
        Ring ring =
                plan.create() ? buffers.openOrCreate(plan.buffer()) : buffers.open(plan.buffer());
        pace = PacerFactory.of(plan.rate());
        try (Producer attached = ring.producer(plan.onFull(), () -> false);
                Progress _ = console.progress(flow::line)) {
            producer = attached;
            long maxItem = ring.spec().maxItem();
            if (plan.files().isEmpty()) {
                putAll(console.stdin(), maxItem);
            }
            for (Path file : plan.files()) {
                if (file.equals(STDIN)) {
                    putAll(console.stdin(), maxItem);
                } else {
                    putFile(file, maxItem);
                }
            }
        } catch (IpcException e) {
            throw withCount(BufferNamespace.named(plan.buffer(), e));
        }
        if (producer.itemsDropped() > 0) {
            console.message("dropped " + items(producer.itemsDropped()));
        }
    }

    private void putFile(Path file, long maxItem) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            putAll(channel, maxItem);
        } catch (NoSuchFileException e) {
            throw new IpcException(Category.IO, "no such file: " + file, e);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void putAll(FileChannel in, long maxItem) {
        try (RunReader reader = new RunReader(in, plan.framing(), maxItem)) {
            while (reader.next()) {
                if (pace == null) {
                    put(reader, reader.from(), reader.length(), reader.count());
                } else {
                    putPaced(reader);
                }
                flow.moved(reader.count(), reader.length());
            }
        }
    }

    private void putPaced(RunReader reader) {
        RunFormat format = plan.framing().format();
        long from = reader.from();
        long end = from + reader.length();
        for (int left = reader.count(); left > 0; ) {
            pace.await(Deadline.NEVER);
            int now = (int) Math.min(left, Math.max(1, pace.allowedNow()));
            long to = format.endOfNth(reader.bytes(), from, end, now);
            put(reader, from, to - from, now);
            pace.passed(now);
            from = to;
            left -= now;
        }
    }

    private void put(RunReader reader, long from, long length, int count) {
        flow.waits();
        Result result =
                producer.put(
                        plan.framing().format(),
                        reader.bytes(),
                        from,
                        length,
                        count,
                        plan.patience().next());
        switch (result) {
            case DONE -> flow.goesOn();
            case FULL -> {
                String reason = LockHolderMessages.reason(producer.heldUpBy(), "it is full");
                throw plan.patience().timed()
                        ? new IpcException(Category.TIMED_OUT, "timed out: " + reason)
                        : new IpcException(Category.WOULD_BLOCK, reason);
            }
            case REMOVED, GIVEN_UP -> throw new IpcException(Category.REMOVED, "it was removed");
        }
    }

    private IpcException withCount(IpcException e) {
        if (producer == null || e.category() == Category.USAGE) {
            return e;
        }
        return new IpcException(
                e.category(), e.getMessage() + "; " + items(producer.itemsPut()) + " in", e);
    }

    private static String items(long count) {
        return count == 1 ? "1 item" : count + " items";
    }
}
