/**
 * The verb {@code graph}: shows the tasks, the ports and the rights of a home (the directory that
 * contains all objects of ipckit), as text, for the program dot(1) of Graphviz, or as an SVG
 * drawing.
 *
 * <ul>
 *   <li>{@link ipckit.mq.port.graph.ShowGraphCommand} declares the options.
 *   <li>{@link ipckit.mq.port.graph.GraphText}, {@link ipckit.mq.port.graph.DotGraph} and {@link
 *       ipckit.mq.port.graph.SvgGraph} write the three forms.
 * </ul>
 *
 * <p>This package uses the packages {@code space}, {@code task} and {@code common}.
 */
package ipckit.mq.port.graph;
