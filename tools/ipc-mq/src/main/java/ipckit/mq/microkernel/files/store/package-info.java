/**
 * Files on the blocks of a disk. The format consists of a superblock, of one inode for each file,
 * and of blocks for data. The map of the free blocks is not on the disk: it is made from the inodes
 * when the disk is mounted.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.files.store.FileStore} has the operations, and returns a
 *       {@link ipckit.mq.microkernel.files.store.FileStatus}. {@link
 *       ipckit.mq.microkernel.files.store.FileNames} has the rules for names.
 *   <li>{@link ipckit.mq.microkernel.files.store.BlockDevice} is the disk.
 *   <li>{@link ipckit.mq.microkernel.files.store.Superblock}, {@link
 *       ipckit.mq.microkernel.files.store.Inode} and {@link
 *       ipckit.mq.microkernel.files.store.PointerBlock} are the blocks with a format. {@link
 *       ipckit.mq.microkernel.files.store.SealedBlock} is their checksum.
 *   <li>{@link ipckit.mq.microkernel.files.store.BlockTree} finds the blocks of a file, with {@link
 *       ipckit.mq.microkernel.files.store.Pointers} as its nodes.
 *   <li>{@link ipckit.mq.microkernel.files.store.StoreMount} reads the inodes. {@link
 *       ipckit.mq.microkernel.files.store.StoredFile} is a file in memory.
 *   <li>{@link ipckit.mq.microkernel.files.store.SpaceMap} knows the free blocks, and {@link
 *       ipckit.mq.microkernel.files.store.Allocation} is the use of blocks by one change.
 * </ul>
 *
 * <h2>What a death leaves</h2>
 *
 * <p>The disk writes a block as a whole or not at all. A change writes to free blocks, then writes
 * one inode, and then, if the change removes a file, frees the inode of this file. The death of the
 * file server between two writes leaves:
 *
 * <pre>
 * operation  the last block written             after the next mount
 * ---------  ---------------------------------  ----------------------------------------------
 * format     none                               the disk is blank, and is formatted
 *            the superblock                     an empty store
 * write      none, data, or pointer blocks      the old file; the new blocks are free, because
 *                                               no inode refers to them
 *            the inode                          the new file; the old blocks are free
 * rename     none                               OLD and NEW as before
 *            the inode of OLD, now named NEW    OLD is absent, and NEW is the renamed file. Two
 *                                               inodes have the name NEW: the mount keeps the one
 *                                               with the greater version, and frees the other
 *            the inode of the replaced file     the same
 * rm         none                               the file as before
 *            an outdated inode with the name,   the file as before
 *            now free
 *            the inode, now free                no file; its blocks are free
 * mount      some outdated inodes, now free     the next mount frees the other outdated inodes
 * </pre>
 *
 * <p>An intact inode is outdated if another intact inode has the same name and a greater version.
 *
 * <p>The client has no reply yet in all these cases, so the kernel passes the request again. A
 * repeated {@code write} writes the same bytes to the same place. A repeated {@code rename} finds
 * no file OLD, but the inode of NEW contains its last name, OLD. A repeated {@code rm} finds
 * nothing to do.
 *
 * <p>If the write of an inode fails, the disk may have the old or the new inode. The file server
 * then mounts the disk again, and uses the inode that it finds.
 *
 * <h2>Damage</h2>
 *
 * <p>A damaged inode or pointer block damages one file, which fails with CORRUPT until a client
 * removes or replaces it. If the name is illegible, the file is lost, and its inode is free. Blocks
 * with data have no checksum.
 *
 * <p>An inode or pointer block that the device cannot read is no damage, because the device may
 * read it later. The mount then fails, so no file can be used until the block is readable, or until
 * the user has copied the disk. An inode that the device cannot write only affects the file that it
 * names. If such an inode is outdated, it stays in use. The newer file with the same name can then
 * be read and written, but it cannot be removed or renamed until the device can write the inode.
 *
 * <h2>Limits</h2>
 *
 * <p>The store uses at most 2<sup>22</sup> blocks, which are 16 GiB, and leaves the rest of a
 * larger disk alone. One block of 16 is an inode, but no disk has more than 4096 inodes. Each file
 * needs one inode. A file can fill the store. A change needs free blocks for its new data before it
 * frees the old ones, so a file on a full disk can be removed or renamed, but not changed.
 *
 * <p>This package uses the package {@code naming} and the root of {@code common}.
 */
package ipckit.mq.microkernel.files.store;
