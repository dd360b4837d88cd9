/**
 * {@code run}: the textbook's producer-consumer problem, shown with real processes. This package is
 * the parent's side; {@code demo.worker} is the side of the producers and consumers, and {@code
 * demo.buffer} contains the types that both sides use.
 *
 * <p>The buffer is circular. {@code in} is the next free slot, {@code out} the first full one;
 * {@code in == out} means EMPTY, and {@code (in + 1) % BUFFER_SIZE == out} means FULL, so that one
 * slot always stays free and EMPTY and FULL differ. The lecture's last picture of a ring, which
 * says FULL next to {@code in = 2, out = 2}, therefore shows an EMPTY ring.
 *
 * <p>Two buffers are demonstrated: the ring of the room {@code queue}, and with {@code
 * --without-lock} a literal copy of the textbook's lines in shared memory, which is correct for one
 * producer and one consumer and wrong for more.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.demo.RunDemoCommand} makes a {@code
 * DemoPlan}. {@code Demonstration} executes the plan with a {@code DemoWorkerGroup} of {@code
 * DemoWorker}s; a {@code CrashPoint} names the step at which a worker is to be killed. A {@code
 * Timeline} (one for each kind of buffer) sorts the workers' reports into the order in which the
 * events happened, as {@code TimelineEvent}s. {@code ItemAudit} compares the consumed items with
 * the produced items. {@code DemoTrace}, {@code SvgRings} and {@code DemoSummary} show the results.
 *
 * <p>This package may use {@code demo.buffer}, {@code demo.worker} (to start workers) and the rooms
 * of common.
 */
package ipckit.prodcons.demo;
