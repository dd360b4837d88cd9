package ipckit.common.mailbox;

import static ipckit.common.mailbox.MailboxFixture.bytes;
import static ipckit.common.mailbox.MailboxFixture.message;
import static ipckit.common.mailbox.MailboxFixture.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.stream.Collectors.toSet;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tests delayed and expiring messages. Most delays in this class last hours. A test does not wait
 * for hours: it writes a time in the past into the entry of the message.
 */
@Timeout(600)
class MessageTimingTest {
    private static final long HOUR = 3_600_000;
    private static final MessageTiming LATER = new MessageTiming(HOUR, Deadline.NEVER);
    private static final MessageTiming PERISHABLE =
            new MessageTiming(0, Deadline.after(Duration.ofHours(1)));

    @TempDir Path directory;
    private final List<AutoCloseable> attached = new ArrayList<>();
    private Mailbox box;
    private EntryTable entries;
    private Sender sender;
    private Receiver receiver;

    private void make(int capacity) throws IOException {
        make(capacity, false);
    }

    private void make(int capacity, boolean durable) throws IOException {
        Mailbox.create(
                directory,
                new MailboxSpec(capacity, 100, false, ReceiverPolicy.ANY, durable, null));
        box = Mailbox.open(directory);
        entries = new EntryTable(MailboxFile.open(directory, true));
        sender = attach(box.sender(Deadline.NOW));
        receiver = attach(MailboxFixture.receiver(box));
    }

    private <T extends AutoCloseable> T attach(T participant) {
        attached.add(participant);
        return participant;
    }

    @AfterEach
    void leave() throws Exception {
        for (AutoCloseable one : attached.reversed()) {
            one.close();
        }
    }

    private MailboxOutcome send(String text, MessageTiming timing) {
        return sender.send(message(0, text).with(timing), Deadline.NOW);
    }

    private String receive() {
        return receiver.receive(1, 0, Deadline.NOW) == MailboxOutcome.DONE
                ? text(receiver.message(0))
                : "none";
    }

    private void assertReceives(String... texts) {
        for (String text : texts) {
            assertEquals(text, receive());
        }
    }

    private MailboxSnapshot look() {
        return MailboxMonitor.open(directory).look(false);
    }

    /**
     * Replaces the earliest time in a time wheel by a time that has passed.
     *
     * @param wheel the entries of the delayed messages, or of the messages that expire
     * @param field the offset of the field of an entry that contains the time
     */
    private void pass(TimeWheel wheel, long field) {
        entries.table.set(first(wheel), field, 1);
        // The place of an entry in the time wheel depends on the time in the entry. That time has
        // changed, and the rebuild moves the entry to its new place.
        entries.rebuild();
    }

    private static int first(TimeWheel wheel) {
        int[] first = {EntryTable.NONE};
        wheel.whileEach(
                entry -> {
                    first[0] = entry;
                    return false;
                });
        return first[0];
    }

    private void endDelay() {
        pass(entries.lists.delayed, EntryLayout.DUE);
    }

    private void endLife() {
        pass(entries.lists.expiring, EntryLayout.EXPIRES);
    }

    /**
     * At each time, exactly the messages whose delay has ended are ready, even after the clock was
     * set back.
     */
    @ParameterizedTest
    @ValueSource(ints = {400, MailboxSpec.UNBOUNDED})
    void manyDelaysEndAtTheirTimes(int capacity) throws IOException {
        make(capacity);
        Random random = new Random(capacity);
        for (int i = 0; i < 400; i++) {
            long delay = random.nextLong(1, 1L << random.nextInt(1, 40));
            send("x", new MessageTiming(delay, Deadline.NEVER));
        }
        TreeMap<Long, Set<Integer>> waiting = new TreeMap<>();
        entries.lists.delayed.whileEach(
                entry -> {
                    long due = entries.table.get(entry, EntryLayout.DUE);
                    assertTrue(waiting.isEmpty() || due >= waiting.lastKey());
                    return waiting.computeIfAbsent(due, _ -> new HashSet<>()).add(entry);
                });
        long now = entries.clock.now();
        while (!waiting.isEmpty()) {
            long last = now;
            now += random.nextLong(waiting.lastKey() - now + 1);
            if (random.nextBoolean()) {
                new MessageTimes(entries).passTime(now);
                now -= random.nextLong(now - last + 1);
            } else if (random.nextBoolean()) {
                now = entries.lists.delayed.next();
            }
            new MessageTimes(entries).passTime(now);
            Map<Long, Set<Integer>> ended = waiting.headMap(now, true);
            Set<Integer> due = ended.values().stream().flatMap(Set::stream).collect(toSet());
            assertEquals(due, new HashSet<>(entries.lists.delayed.due()));
            assertEquals(due.size(), new MessageTimes(entries).endDelays());
            ended.clear();
            long next = entries.lists.delayed.next();
            assertTrue(next > now && (waiting.isEmpty() || next <= waiting.firstKey()));
        }
        List<Long> numbers = new ArrayList<>();
        entries.lists.whileEachReady(entry -> numbers.add(entries.number(entry)));
        assertEquals(400, numbers.size());
        assertEquals(numbers.stream().sorted().toList(), numbers);
    }

    /**
     * If many delays end at once, a receiver still gets the messages by priority, and in each
     * priority in the order in which they were sent.
     */
    @Test
    void delaysThatEndAtOnceEndInPortions() throws IOException {
        int messages = 2 * MessageTimes.MOST_AT_ONCE + 100;
        make(messages);
        Random random = new Random(5);
        List<String> expected = new ArrayList<>();
        for (int priority = 0; priority < 3; priority++) {
            expected.add("");
        }
        for (int i = 0; i < messages; i++) {
            int priority = random.nextInt(3);
            MessageTiming timing = random.nextInt(4) == 0 ? MessageTiming.NONE : LATER;
            sender.send(message(priority, i + " ").with(timing), Deadline.NOW);
            expected.set(2 - priority, expected.get(2 - priority) + i + " ");
        }
        int delayed = entries.lists.delayed.count();
        entries.lists.delayed.whileEach(
                entry -> {
                    entries.table.set(entry, EntryLayout.DUE, 1);
                    return true;
                });
        entries.rebuild();
        StringBuilder received = new StringBuilder(receive());
        assertEquals(delayed - MessageTimes.MOST_AT_ONCE, entries.lists.delayed.count());
        assertEquals(messages, attach(box.desk()).peek(messages).size() + 1);
        for (int i = 1; i < messages; i++) {
            received.append(receive());
        }
        assertEquals(String.join("", expected), received.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, MailboxSpec.UNBOUNDED})
    void aDelayedMessageIsHiddenAndThenComesInTheOrderOfSending(int capacity) throws IOException {
        make(capacity);
        send("delayed", LATER);
        send("first", MessageTiming.NONE);
        send("second", MessageTiming.NONE);
        assertReceives("first");
        assertEquals(1, look().delayed());
        endDelay();
        assertReceives("delayed");
        assertEquals(1, receiver.message(0).times(), "it was never delivered before");
        assertReceives("second", "none");
    }

    @Test
    void delaysEndInTheOrderOfTheirTimes() throws IOException {
        make(4);
        send("last", new MessageTiming(3 * HOUR, Deadline.NEVER));
        send("first", LATER);
        send("middle", new MessageTiming(2 * HOUR, Deadline.NEVER));
        ReceiptDesk desk = attach(box.desk());
        assertEquals(
                List.of("first", "middle", "last"),
                desk.peekDelayed(9).stream().map(MailboxFixture::text).toList());
        assertEquals(0, desk.peek(9).size());
        for (String text : List.of("first", "middle", "last")) {
            assertReceives("none");
            endDelay();
            assertReceives(text);
        }
    }

    @Test
    void aDelayedMessageCountsTowardsTheCapacity() throws IOException {
        make(1);
        send("delayed", LATER);
        assertEquals(MailboxOutcome.TIMED_OUT, send("more", MessageTiming.NONE));
        assertEquals(1, attach(box.desk()).purge());
        assertEquals(MailboxOutcome.DONE, send("more", MessageTiming.NONE));
        assertReceives("more", "none");
    }

    /**
     * A receiver waits for the end of a delay. During the wait, a message with a shorter delay is
     * sent. The receiver gets this message at the end of the shorter delay.
     */
    @Test
    void aWaitingReceiverGetsTheMessageWhenItsTimeComes() throws IOException {
        make(4);
        send("later", LATER);
        Thread sends =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try (Sender other = box.sender(Deadline.NEVER)) {
                                        other.send(
                                                message(0, "soon")
                                                        .with(
                                                                new MessageTiming(
                                                                        30, Deadline.NEVER)),
                                                Deadline.NOW);
                                    }
                                });
        assertEquals(MailboxOutcome.DONE, receiver.receive(1, 0, Deadline.NEVER));
        assertEquals("soon", text(receiver.message(0)));
        assertEquals(MailboxOutcome.TIMED_OUT, receiver.receive(1, 0, Deadline.afterNanos(1)));
        try {
            sends.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, MailboxSpec.UNBOUNDED})
    void anExpiredMessageIsDroppedAndCounted(int capacity) throws IOException {
        make(capacity);
        send("perishable", PERISHABLE);
        send("fresh", MessageTiming.NONE);
        endLife();
        assertReceives("fresh", "none");
        assertEquals(1, look().expired());
        assertEquals(0, entries.lists.expiring.count());
    }

    @Test
    void aClaimedMessageDoesNotExpireUntilItIsGivenBack() throws IOException {
        make(4);
        send("perishable", PERISHABLE);
        int entry = first(entries.lists.expiring);
        assertReceives("perishable");
        assertEquals(0, entries.lists.expiring.count());
        entries.table.set(entry, EntryLayout.EXPIRES, 1);
        assertTrue(receiver.isOurs());
        receiver.giveBack();
        assertReceives("none");
        assertEquals(1, look().expired());
    }

    @Test
    void anExpiredMessageMakesRoom() throws IOException {
        make(1);
        send("perishable", PERISHABLE);
        assertEquals(MailboxOutcome.TIMED_OUT, send("more", MessageTiming.NONE));
        endLife();
        assertEquals(MailboxOutcome.DONE, send("more", MessageTiming.NONE));
        assertReceives("more", "none");
    }

    @Test
    void delayedAndPendingMessagesExpire() throws IOException {
        make(1);
        send("delayed", new MessageTiming(HOUR, PERISHABLE.expiry()));
        PendingSender pender = attach(box.pender("T", Deadline.NOW));
        MessageMetadata meta = MessageMetadata.of("T");
        OutgoingMessage draft = OutgoingMessage.of(0, meta, bytes("pending")).with(PERISHABLE);
        assertEquals(MailboxOutcome.PENDING, pender.sendOrPend(draft));
        entries.table.set(entries.lists.pending.first(), EntryLayout.EXPIRES, 1);
        entries.rebuild();
        assertEquals(MailboxOutcome.DONE, pender.awaitAccepted(Deadline.NOW));
        endLife();
        assertReceives("none");
        assertEquals(2, look().expired());
        assertEquals(MailboxOutcome.DONE, send("more", MessageTiming.NONE));
    }

    /**
     * {@code awaitMessage}, which waits for a message and does not receive it, ignores an expired
     * message.
     */
    @Test
    void awaitingAMessageDropsExpiredOnes() throws IOException {
        make(4);
        send("perishable", PERISHABLE);
        Receiver onlooker = attach(box.onlooker(Deadline.NOW, () -> false));
        assertEquals(MailboxOutcome.DONE, onlooker.awaitMessage(Deadline.NOW));
        endLife();
        assertEquals(MailboxOutcome.TIMED_OUT, onlooker.awaitMessage(Deadline.NOW));
    }

    @Test
    void aMessageGivenBackLaterIsHiddenAndThenMarked() throws IOException {
        make(4);
        send("job", MessageTiming.NONE);
        assertReceives("job");
        receiver.countTry(7, 1);
        receiver.giveBackLater(HOUR);
        assertReceives("none");
        endDelay();
        assertReceives("job");
        assertEquals(2, receiver.message(0).times());
        assertEquals(1, receiver.message(0).failures().tries());
        assertEquals(0, receiver.message(0).failures().lost(), "no delivery was lost");
    }

    /**
     * A sender waits, with a time limit, until its message is received. A receiver gives the
     * message back with a delay. When the sender's time limit passes, the sender withdraws the
     * message, even if the delay has not ended.
     */
    @Test
    void aWaitingSenderWithdrawsItsDelayedMessage() throws Exception {
        make(0);
        Receiver first = receiver;
        Thread fails =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    first.receive(1, 0, Deadline.NEVER);
                                    first.giveBackLater(HOUR);
                                });
        Deadline limit = Deadline.after(Duration.ofMillis(200));
        assertEquals(MailboxOutcome.TIMED_OUT, sender.send(message(0, "x"), limit));
        fails.join();
        assertEquals(0, look().delayed() + look().ready());
    }

    @Test
    void aMessageTellsItsTimes() throws IOException {
        make(4);
        long now = System.currentTimeMillis();
        send("x", new MessageTiming(HOUR, Deadline.after(Duration.ofHours(2))));
        Message seen = attach(box.desk()).peekDelayed(1).getFirst();
        assertEquals(now + HOUR, seen.delayedUntil(), 600_000);
        assertEquals(now + 2 * HOUR, seen.expires(), 600_000);
        endDelay();
        assertReceives("x");
        assertEquals(0, receiver.message(0).delayedUntil());
    }

    @Test
    void rebuildingChangesNothing() throws IOException {
        make(8);
        send("later", LATER);
        send("both", new MessageTiming(2 * HOUR, Deadline.after(Duration.ofMinutes(30))));
        send("perishable", PERISHABLE);
        send("plain", MessageTiming.NONE);
        entries.rebuild();
        assertEquals(2, entries.lists.delayed.count());
        assertEquals(2, entries.lists.expiring.count());
        endDelay();
        endLife();
        assertReceives("later", "perishable", "plain", "none");
    }

    private void restartMachine() {
        Words.set(MailboxFile.open(directory, true).shared, MailboxLayout.BOOT_AT, 1);
    }

    @Test
    void timesOfADurableMailboxSurviveARestart() throws IOException {
        make(4, true);
        send("delayed", LATER);
        send("perishable", PERISHABLE);
        restartMachine();
        Receiver other = attach(MailboxFixture.receiver(box));
        assertEquals(1, entries.lists.delayed.count());
        assertEquals(1, entries.lists.expiring.count());
        endLife();
        assertEquals(MailboxOutcome.TIMED_OUT, other.receive(1, 0, Deadline.NOW));
        endDelay();
        assertReceives("delayed");
        assertEquals(2, receiver.message(0).times(), "it may have been received before");
    }

    @Test
    void theExpiryOfADurableMessageIsPartOfItsChecksum() throws IOException {
        make(4, true);
        send("perishable", PERISHABLE);
        entries.table.set(first(entries.lists.expiring), EntryLayout.EXPIRES, Long.MAX_VALUE);
        restartMachine();
        attach(MailboxFixture.receiver(box));
        assertReceives("none");
    }

    /**
     * A mailbox that is not durable measures times from the start of the machine. After a restart
     * of the machine, all times that were stored before the restart count as passed.
     */
    @Test
    void aRestartEndsTheTimesOfOtherMailboxes() throws IOException {
        make(4);
        send("delayed", LATER);
        send("perishable", PERISHABLE);
        restartMachine();
        attach(MailboxFixture.receiver(box));
        assertReceives("delayed", "none");
        assertEquals(1, look().expired());
    }
}
