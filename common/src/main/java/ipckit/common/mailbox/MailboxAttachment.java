package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.Registration;
import ipckit.common.sync.RobustLock;

import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** ATTACH: how one becomes a member, and mends what the last one in that seat may have left. */
final class MailboxAttachment {
    private MailboxAttachment() {}

    /**
     * @param deadline how long to wait where only so many may be there
     * @param givenUp asked now and then during waits: true ends the wait
     * @throws ipckit.common.IpcException WOULD_BLOCK, TIMED_OUT where others are there already
     */
    static MailboxMembership attach(
            MailboxFile file, MailboxRole role, Deadline deadline, BooleanSupplier givenUp) {
        return attach(
                file,
                role,
                liveness -> ExclusiveRole.take(file, role, liveness, deadline, givenUp),
                givenUp);
    }

    /** The same beside one of this process, whose pass is good for both. */
    static MailboxMembership attachBeside(
            MailboxMembership first, MailboxRole role, BooleanSupplier givenUp) {
        return attach(first.file, role, _ -> first.pass.share(), givenUp);
    }

    private static MailboxMembership attach(
            MailboxFile file,
            MailboxRole role,
            Function<Liveness, ExclusiveRole> letIn,
            BooleanSupplier givenUp) {
        Liveness liveness = file.live(true);
        try {
            ExclusiveRole pass = letIn.apply(liveness);
            try {
                return attach(file, role, liveness, pass, givenUp);
            } catch (RuntimeException | Error e) {
                pass.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            liveness.close();
            throw e;
        }
    }

    private static MailboxMembership attach(
            MailboxFile file,
            MailboxRole role,
            Liveness liveness,
            ExclusiveRole pass,
            BooleanSupplier givenUp) {
        try (Registration admission =
                new Registration(file.shared, MailboxLayout.SEAT_TABLE, liveness)) {
            MailboxMembership member =
                    admission.takeSeat(
                            0, seat -> new MailboxMembership(file, seat, liveness, pass, givenUp));
            try {
                mend(member);
            } catch (RuntimeException | Error e) {
                if (!member.isAbandoned()) {
                    liveness.leave(member.seat);
                }
                throw e;
            }
            member.comeIn(role);
            return member;
        }
    }

    private static void mend(MailboxMembership member) {
        boolean inherited = member.lock.isInherited();
        boolean otherBoot = Words.get(member.shared, MailboxLayout.BOOT_AT) != BootClock.boot();
        boolean leftInOrder = member.seats.role(member.seat) == ParticipantTable.NO_ROLE;
        if (!inherited && leftInOrder && !otherBoot) {
            return;
        }
        Deadline patience = Deadline.afterNanos(Registration.PATIENCE_NANOS);
        if (otherBoot && member.file.spec.durable()) {
            recover(member, inherited, patience);
            return;
        }
        if (inherited) {
            member.rebuild();
        } else {
            member.lock(patience);
        }
        try {
            if (otherBoot) {
                endLeases(member);
            }
            new MailboxRecovery(member, true).run();
        } finally {
            member.unlock();
        }
    }

    /** The machine was started anew: of the mailbox there is what was written to the disk. */
    private static void recover(MailboxMembership member, boolean inherited, Deadline patience) {
        if (!inherited && member.lock.acquire(patience) == RobustLock.Outcome.TIMED_OUT) {
            throw member.stopped(patience);
        }
        try {
            member.slots.recover();
            Words.set(member.shared, MailboxLayout.BOOT_AT, BootClock.boot());
        } finally {
            member.unlock();
        }
    }

    /** Every lease was given in another boot: it is over. */
    private static void endLeases(MailboxMembership member) {
        EntryTable slots = member.slots;
        slots.eachHeld(
                slot -> {
                    if (slots.lease(slot) != 0) {
                        slots.setLease(slot, 1);
                    }
                });
        Words.set(member.shared, MailboxLayout.BOOT_AT, BootClock.boot());
    }
}
