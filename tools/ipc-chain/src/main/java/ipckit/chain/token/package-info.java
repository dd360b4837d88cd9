/**
 * The verb {@code ipc-chain token}, which runs a ring of processes in which a token circulates.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.chain.token.TokenRingCommand} declares the options.
 *   <li>{@link ipckit.chain.token.TokenRing} starts the processes, which are shells, and puts the
 *       token into the ring.
 *   <li>{@link ipckit.chain.token.RoundTimes} measures the rounds.
 * </ul>
 *
 * <p>This package may use {@code chain.supervision} and the packages {@code process} and {@code
 * cli} of {@code ipckit.common}.
 */
package ipckit.chain.token;
