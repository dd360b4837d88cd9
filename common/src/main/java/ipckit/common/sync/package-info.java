/**
 * Who waits for whom: doorbells by which processes wake each other, event words that lose no wake,
 * locks that survive their owners, the seats of those who take part and how newcomers are let in,
 * and the kernel's word on who lives.
 *
 * <p>Waiting costs no processor time: some hundred pauses of spinning where there is a second
 * processor, then sleep in the kernel, every sleep bounded, because the one who should wake us may
 * have been killed.
 */
package ipckit.common.sync;
