/**
 * The textbook's producer-consumer problem, shown with real processes: {@code run} starts producers
 * and consumers as processes of their own, listens to what each of them reports, puts the reports
 * into the order in which things happened in the buffer, tells or draws them, and checks that what
 * was consumed is what was produced.
 *
 * <p>The buffer is circular. {@code in} is the next free slot, {@code out} the first full one;
 * {@code in == out} means EMPTY, and {@code (in + 1) % BUFFER_SIZE == out} means FULL, for which
 * one slot always stays free. So one never has to ask which of the two {@code in == out} is: the
 * lecture's last picture of a ring, which writes FULL beside {@code in = 2, out = 2}, shows an
 * EMPTY one.
 *
 * <p>Two buffers are played: the ring of the room {@code queue}, and, for {@code --without-lock}, a
 * literal copy of the textbook's few lines in shared memory, which are right for one producer and
 * one consumer and wrong for more.
 *
 * <p>The parent: {@link ipckit.prodcons.demo.RunCommand} makes a {@code Plan}, {@code
 * Demonstration} carries it out with a {@code Crew} of {@code Worker}s, a {@code Story} puts
 * reports in order, a {@code Ledger} checks, and {@code Trace}, {@code RingPictures} and {@code
 * Summary} show. The children: {@link ipckit.prodcons.demo.WorkerCommand}.
 */
package ipckit.prodcons.demo;
