/**
 * The verb {@code run}, which shows the producer-consumer problem of operating-system textbooks
 * with real processes. This package contains the parent process. The package {@code demo.worker}
 * contains the worker processes, and {@code demo.buffer} contains the types that the parent and the
 * workers use.
 *
 * <p>The buffer is circular. {@code in} is the next free slot, and {@code out} is the first full
 * slot. {@code in == out} means EMPTY, and {@code (in + 1) % BUFFER_SIZE == out} means FULL. One
 * slot always stays free to distinguish FULL from EMPTY. Some lectures show a ring with {@code in =
 * 2} and {@code out = 2} and call it FULL. This is an error in these lectures: by the definitions
 * above, the ring is EMPTY.
 *
 * <p>The demonstration uses one of two buffers. By default, the buffer is a ring of the package
 * {@code common.queue}. With {@code --without-lock}, the buffer consists of the textbook's
 * variables in shared memory, and the workers execute the textbook's algorithm without a lock. This
 * algorithm is correct for one producer and one consumer, and wrong for several producers or
 * consumers.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.demo.RunDemoCommand} makes a {@code
 * DemoPlan}. {@code Demonstration} executes the plan with a {@code DemoWorkerGroup} of {@code
 * DemoWorker}s. A {@code CrashPoint} names the step at which a worker is to be killed. A {@code
 * Timeline} sorts the workers' reports into a sequence of {@code TimelineEvent}s. Each of the two
 * kinds of buffer has its own subclass of {@code Timeline}. {@code ItemAudit} compares the consumed
 * items with the produced items. {@code DemoTrace}, {@code SvgRings} and {@code DemoSummary} show
 * the results.
 *
 * <p>This package may use {@code demo.buffer}, {@code demo.worker} (to start workers) and the
 * packages of the module {@code common}.
 */
package ipckit.prodcons.demo;
