/**
 * The command {@code ipckit}, which contains all programs, and the list of the programs.
 *
 * <p>In reading order: {@link ipckit.multicall.KitProgram} lists the programs. {@link
 * ipckit.multicall.Main} selects a program by the name by which the command was called, or by the
 * first argument. {@link ipckit.multicall.KitHelp} is the help page of the command. {@link
 * ipckit.multicall.ProgramLookup} explains why a command line selects no program.
 *
 * <p>A native build has one executable file, {@code ipckit}, and a link to this file for each
 * program. In a runtime image, each program has a launcher of its own, and the launcher {@code
 * ipckit} replaces itself by the launcher of the selected program. In a runtime image, {@code
 * ipckit.multicall.Main} therefore runs only if the command line selects no program.
 *
 * <p>Each program has a class {@code Main}, which is the only class of the program that this
 * package uses. This package also uses the packages {@code cli} and {@code process}.
 */
package ipckit.multicall;
