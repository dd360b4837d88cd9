/**
 * The command {@code ipckit}, which contains all programs, and the list of the programs.
 *
 * <p>In reading order: {@link ipckit.multicall.KitProgram} lists the programs. {@link
 * ipckit.multicall.Main} selects a program by the name by which the command was called, or by the
 * first argument. {@link ipckit.multicall.KitHelp} and {@link ipckit.multicall.ProgramLookup} serve
 * command lines that select no program.
 *
 * <p>A native build has one executable file, {@code ipckit}, and a link to this file for each
 * program. In a runtime image, each program has a launcher of its own, and the launcher {@code
 * ipckit} replaces itself by the launcher of the selected program. In a runtime image, {@code Main}
 * therefore runs only if the command line selects no program.
 *
 * <p>Of each program, this package uses only the class {@code Main}. It also uses the packages
 * {@code cli} and {@code process}.
 */
package ipckit.multicall;
