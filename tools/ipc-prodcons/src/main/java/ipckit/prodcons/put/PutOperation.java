package ipckit.prodcons.put;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Progress;
import ipckit.common.cli.value.Rate;
import ipckit.common.memory.RunFormat;
import ipckit.common.naming.IoErrorCategory;
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

/**
 * Executes one {@code put} command: splits each input into groups of complete items and puts one
 * group after the other. Only one thread may use an instance.
 */
final class PutOperation {
    static final Path STDIN = Path.of("-");

    /**
     * The validated options.
     *
     * @param files the inputs; the path {@code -} is stdin
     * @param rate the maximum number of items in a span of time; null for no limit
     * @param create whether an absent buffer is created
     */
    record Settings(
            ObjectName buffer,
            List<Path> files,
            Framing framing,
            OnFull onFull,
            WaitOptions.Limit limit,
            Rate rate,
            boolean create) {}

    private final Settings settings;
    private final Console console;
    private final StreamProgress progress = new StreamProgress();
    private Producer producer;
    private RatePacer pacer;

    PutOperation(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * Puts all items.
     *
     * @throws IpcException when some items were not put; the message contains the number of items
     *     that were put
     */
    void run() {
        Ring ring = new BufferNamespace().open(settings.buffer(), settings.create());
        pacer = PacerFactory.of(settings.rate());
        try (Producer attached =
                        ring.producer(settings.onFull(), settings.limit().next(), () -> false);
                Progress _ = readsTypedItems() ? null : console.progress(progress::line)) {
            producer = attached;
            long maxItem = ring.spec().maxItem();
            for (Path file : settings.files()) {
                if (file.equals(STDIN)) {
                    putAll(console.stdin(), maxItem);
                } else {
                    putFile(file, maxItem);
                }
            }
        } catch (IpcException e) {
            throw withCount(BufferNamespace.named(settings.buffer(), e));
        }
        if (producer.itemsDropped() > 0) {
            console.message("dropped " + CountedNoun.of(producer.itemsDropped(), "item"));
        }
    }

    /** Returns whether the user types items. A progress line would mix with the typed text. */
    private boolean readsTypedItems() {
        return settings.files().contains(STDIN) && console.isTerminal(Console.Stream.IN);
    }

    private void putFile(Path file, long maxItem) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            putAll(channel, maxItem);
        } catch (NoSuchFileException e) {
            throw new IpcException(Category.IO, "no such file: " + file, e);
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot read " + file + ": " + IoErrorCategory.reason(e), e);
        }
    }

    private void putAll(FileChannel in, long maxItem) {
        try (RunReader reader = new RunReader(in, settings.framing(), maxItem)) {
            while (reader.next()) {
                if (pacer == null) {
                    put(reader, reader.from(), reader.length(), reader.count());
                } else {
                    putPaced(reader);
                }
                progress.moved(reader.count(), reader.length());
            }
        }
    }

    private void putPaced(RunReader reader) {
        RunFormat format = settings.framing().format();
        long from = reader.from();
        long end = from + reader.length();
        for (int left = reader.count(); left > 0; ) {
            pacer.await(Deadline.NEVER);
            int now = (int) Math.min(left, Math.max(1, pacer.allowedNow()));
            long to = format.endOfNth(reader.bytes(), from, end, now);
            put(reader, from, to - from, now);
            pacer.passed(now);
            from = to;
            left -= now;
        }
    }

    private void put(RunReader reader, long from, long length, int count) {
        progress.setWaiting(true);
        Result result =
                producer.put(
                        settings.framing().format(),
                        reader.bytes(),
                        from,
                        length,
                        count,
                        settings.limit().next());
        switch (result) {
            case DONE -> progress.setWaiting(false);
            case FULL ->
                    throw LockHolderMessages.waitFailed(
                            settings.limit(), producer.heldUpBy(), "it is full");
            case REMOVED, GIVEN_UP -> throw new IpcException(Category.REMOVED, "it was removed");
        }
    }

    private IpcException withCount(IpcException e) {
        if (producer == null || e.category() == Category.USAGE) {
            return e;
        }
        return new IpcException(
                e.category(),
                e.getMessage() + "; " + CountedNoun.of(producer.itemsPut(), "item") + " put",
                e);
    }
}
