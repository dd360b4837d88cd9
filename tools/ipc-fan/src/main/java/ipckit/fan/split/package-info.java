/**
 * The verb {@code split}: divides standard input into blocks of whole records, which children read
 * from their standard input.
 *
 * <p>In reading order: {@link ipckit.fan.split.SplitCommand} turns the options into a {@link
 * ipckit.fan.split.SplitPlan}. {@link ipckit.fan.split.SplitRun} starts the children, a {@link
 * ipckit.fan.split.SplitChild} each, to which a {@link ipckit.fan.split.BlockDistributor} hands
 * blocks. With {@code --keep-order}, {@link ipckit.fan.split.OrderedSplitRun} starts a child for
 * each block instead.
 *
 * <p>Uses the rooms {@code cli}, {@code pipe}, {@code memory} and {@code process}, and the packages
 * {@link ipckit.fan.pool} and {@link ipckit.fan.output}.
 */
package ipckit.fan.split;
