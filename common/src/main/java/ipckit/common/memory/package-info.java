/**
 * The memory of shared objects: mapped files, accesses to shared words, scans of bytes, and the
 * formats of items. No class of this package waits for another process.
 *
 * <ul>
 *   <li>{@link ipckit.common.memory.MappedFile} creates and maps files, and reports faults in a
 *       mapping; {@link ipckit.common.memory.Mapping} is the mapped memory.
 *   <li>{@link ipckit.common.memory.Words} has the methods for every access to a word that several
 *       processes share.
 *   <li>{@link ipckit.common.memory.RunFormat}, {@link ipckit.common.memory.RunBytes} and {@link
 *       ipckit.common.memory.ItemCursor} find the items of a run, which is a sequence of items in
 *       memory.
 *   <li>{@link ipckit.common.memory.ByteScan} searches and counts bytes.
 *   <li>{@link ipckit.common.memory.SystemVMemory} attaches System V segments, and {@link
 *       ipckit.common.memory.AddressSpace} reads memory at an address that is given as a number.
 *       Both classes exist for {@code ipc-shm}.
 * </ul>
 *
 * <p>This package may use {@code os}.
 */
package ipckit.common.memory;
