/**
 * {@code run}: the textbook's producer-consumer problem, shown with real processes. This package is
 * the parent's side; {@code demo.worker} is the side of the producers and consumers, and {@code
 * demo.buffer} is what both share.
 *
 * <p>The buffer is circular. {@code in} is the next free slot, {@code out} the first full one;
 * {@code in == out} means EMPTY, and {@code (in + 1) % BUFFER_SIZE == out} means FULL, so that one
 * slot always stays free and EMPTY and FULL differ. The lecture's last picture of a ring, which
 * writes FULL beside {@code in = 2, out = 2}, therefore shows an EMPTY one.
 *
 * <p>Two buffers are demonstrated: the ring of the room {@code queue}, and with {@code
 * --without-lock} a literal copy of the textbook's lines in shared memory, which is correct for one
 * producer and one consumer and wrong for more.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.demo.RunDemoCommand} makes a {@code
 * DemoPlan}. {@code Demonstration} carries it out with a {@code DemoWorkerGroup} of {@code
 * DemoWorker}s; a {@code CrashPoint} says where one of them is to be killed. A {@code Timeline}
 * (one for each kind of buffer) sorts the workers' reports into the order in which the events
 * happened, as {@code TimelineEvent}s. {@code ItemAudit} compares what was consumed with what was
 * produced. {@code DemoTrace}, {@code SvgRings} and {@code DemoSummary} show the results.
 *
 * <p>May use {@code demo.buffer}, {@code demo.worker} (to start workers) and the rooms of common.
 */
package ipckit.prodcons.demo;
