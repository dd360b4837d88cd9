/**
 * Where bytes are: mapped files, shared words with named access modes, scans of bytes, and the
 * formats of items in a stretch of memory. Nothing waits here.
 *
 * <ul>
 *   <li>{@link ipckit.common.memory.MappedFile} creates and maps files, and reports faults in a
 *       mapping; {@link ipckit.common.memory.Mapping} is the mapped memory.
 *   <li>{@link ipckit.common.memory.Words}: every access to a word that another process sees.
 *   <li>{@link ipckit.common.memory.RunFormat}, {@link ipckit.common.memory.RunBytes} and {@link
 *       ipckit.common.memory.ItemCursor}: whole items one after the other.
 *   <li>{@link ipckit.common.memory.ByteScan}: fast scans.
 *   <li>{@link ipckit.common.memory.SystemVMemory} and {@link ipckit.common.memory.AddressSpace}:
 *       System V segments and raw addresses, for {@code ipc-shm}.
 * </ul>
 *
 * <p>This room may use {@code os}.
 */
package ipckit.common.memory;
