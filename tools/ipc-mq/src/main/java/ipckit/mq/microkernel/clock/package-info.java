/**
 * The clock and its verbs {@code clock}: tells the time, and wakes clients.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.clock.ClockService} is the service. {@link
 *       ipckit.mq.microkernel.clock.AlarmTimer} has the thread that waits for the next alarm.
 *   <li>{@link ipckit.mq.microkernel.clock.ClockReading} is the reply to a client.
 *   <li>{@link ipckit.mq.microkernel.clock.ClockVerbs} lists the verbs: {@link
 *       ipckit.mq.microkernel.clock.ShowClockCommand} and {@link
 *       ipckit.mq.microkernel.clock.AwaitAlarmCommand}.
 * </ul>
 *
 * <h2>The monotonic clock</h2>
 *
 * <p>Alarms use the machine's monotonic clock, which is {@code CLOCK_MONOTONIC} of
 * clock_gettime(2): the nanoseconds since the machine was started, without the time for which it
 * was suspended. {@link System#nanoTime} returns this clock on Linux, both in the JVM and in a
 * native binary. All processes of the machine read the same value, except those in another time
 * namespace (time_namespaces(7)). A change of the date does not move an alarm.
 *
 * <h2>What a death leaves</h2>
 *
 * <p>An alarm is an instant of the monotonic clock, not a duration. When the process of the service
 * dies, the kernel passes the requests of all open alarms to the next process. The repeated request
 * has the same instant, so the alarm rings when it was due. An alarm that was due before the next
 * process was ready rings at once.
 *
 * <p>When a client dies, the kernel cancels the request of its alarm, and the clock removes the
 * alarm.
 *
 * <p>This package uses the packages {@code server}, {@code client}, {@code wire} and {@code
 * common}.
 */
package ipckit.mq.microkernel.clock;
