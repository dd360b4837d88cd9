/**
 * Runs random command lines of all programs through the launchers, also under hostile conditions:
 * with closed streams, low resource limits, odd environment variables, and signals at random
 * moments.
 *
 * <p>In reading order: {@link ipckit.dist.random.RandomCommandsIT} makes the tests. A {@link
 * ipckit.dist.random.RandomScenario} runs several command lines with the same objects, and then
 * checks that nothing is left. A {@link ipckit.dist.random.RandomCommandLine} consists of a {@link
 * ipckit.dist.random.DeclaredVerb}, words from {@link ipckit.dist.random.RandomWords}, and {@link
 * ipckit.dist.random.Surroundings}. {@link ipckit.dist.random.ErrorText} judges the text on
 * standard error.
 *
 * <p>Verbs, options and exit codes come from the programs' own declarations, so new options need no
 * change here.
 */
package ipckit.dist.random;
