/**
 * Creates error messages, so that every verb reports the same failure in the same words.
 *
 * <ul>
 *   <li>{@link ipckit.mq.failure.NamedFailure} puts the object's name before the message.
 *   <li>{@link ipckit.mq.failure.WaitFailure} turns the outcome of a wait into an error.
 * </ul>
 *
 * <p>This package uses only {@code ipckit.common}.
 */
package ipckit.mq.failure;
