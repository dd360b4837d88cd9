/**
 * Records in streams: how a stream separates them, and how they are read, written, paced and held.
 *
 * <p>Types in reading order: {@link ipckit.common.pipe.Framing} (how a stream separates items),
 * {@link ipckit.common.pipe.RunReader} and {@link ipckit.common.pipe.RunWriter} (runs of whole
 * items from and to a descriptor), {@link ipckit.common.pipe.BlockReader} and {@link
 * ipckit.common.pipe.RecordBlock} (blocks that several threads use), {@link
 * ipckit.common.pipe.RatePacer} (a steady rate), {@link ipckit.common.pipe.Spool} (bytes held until
 * they may be written), {@link ipckit.common.pipe.KernelQueue} (POSIX message queues), {@link
 * ipckit.common.pipe.HangUp} (a closed standard output), {@link
 * ipckit.common.pipe.NonBlockingRetry} (descriptors that another process made non-blocking).
 *
 * <p>Bytes move between a descriptor and the memory where they are used in runs of many items,
 * without a copy for each item. A short write, a full device and a closed reader are distinguished
 * here.
 *
 * <p>This room may use {@code os} and {@code memory}.
 */
package ipckit.common.pipe;
