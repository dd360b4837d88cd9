/**
 * The verb {@code split}, which divides standard input into blocks of complete records; each child
 * reads blocks from its standard input.
 *
 * <p>In reading order: {@link ipckit.fan.split.SplitCommand} turns the options into a {@link
 * ipckit.fan.split.SplitPlan}. {@link ipckit.fan.split.SplitRun} starts each child as a {@link
 * ipckit.fan.split.SplitChild}. A {@link ipckit.fan.split.BlockDistributor} gives blocks to the
 * children. With {@code --keep-order}, {@link ipckit.fan.split.OrderedSplitRun} starts a child for
 * each block instead.
 *
 * <p>After the first HUP, INT or TERM, this program reads no further record. The children then
 * receive the blocks that were already read, and the end of file.
 *
 * <p>This package uses the packages {@code cli}, {@code pipe}, {@code memory} and {@code process}
 * of {@code ipckit.common}, and the packages {@link ipckit.fan.pool} and {@link ipckit.fan.output}.
 */
package ipckit.fan.split;
