package ipckit.prodcons.demo;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;
import ipckit.common.naming.IoErrorCategory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the events of a demonstration as one SVG file. The file shows the buffer as a ring after
 * each of the first 400 events, with five rings in each row. The file also states the number of
 * further events, which are not drawn.
 */
final class SvgRings {
    /**
     * The largest number of slots that a drawing can show. A reader could not distinguish more
     * slots.
     */
    static final int MAX_SLOTS = 64;

    private static final int MAX_RINGS = 400;
    private static final int COLUMNS = 5;
    private static final int HEADER = 118;

    private final Path file;
    private final DemoPlan plan;
    private final List<TimelineEvent> events = new ArrayList<>();
    private long omitted;

    /**
     * Checks the directory of the file, because a missing directory must be reported before the
     * demonstration begins.
     *
     * @throws IpcException IO when the directory does not exist
     */
    SvgRings(Path file, DemoPlan plan) {
        Path parent = PathBytes.absolute(file).getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IpcException(Category.IO, "cannot write " + file + ": no such directory");
        }
        this.file = file;
        this.plan = plan;
    }

    /**
     * Adds an event to the drawing, or only counts the event if the drawing already has 400 events.
     * Ignores events of the kind {@code leaves} (the end of a worker), because such an event does
     * not change the buffer.
     */
    void add(TimelineEvent event) {
        if (event.kind().equals("leaves")) {
            return;
        }
        if (events.size() < MAX_RINGS) {
            events.add(event);
        } else {
            omitted++;
        }
    }

    /**
     * Writes the file.
     *
     * @throws IpcException IO when the file cannot be written
     */
    void write() {
        try {
            Files.writeString(file, draw());
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot write " + file + ": " + IoErrorCategory.reason(e), e);
        }
    }

    private String draw() {
        int rows = (events.size() + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * SvgRing.WIDTH;
        int height = HEADER + rows * SvgRing.HEIGHT + (omitted > 0 ? 40 : 10);
        StringBuilder svg = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        String size = "width=\"" + width + "\" height=\"" + height + "\"";
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" ").append(size);
        svg.append(" viewBox=\"0 0 ").append(width).append(' ').append(height).append("\">\n");
        svg.append(SvgRing.STYLE).append("<rect class=\"page\" ").append(size).append("/>\n");
        header(svg);
        for (int i = 0; i < events.size(); i++) {
            int x = i % COLUMNS * SvgRing.WIDTH;
            int y = HEADER + i / COLUMNS * SvgRing.HEIGHT;
            SvgRing.draw(svg, events.get(i), x, y);
        }
        if (omitted > 0) {
            text(
                    svg,
                    "note",
                    20,
                    height - 16,
                    CountedNoun.of(omitted, "more step")
                            + (omitted == 1 ? " is" : " are")
                            + " not drawn");
        }
        return svg.append("</svg>\n").toString();
    }

    private void header(StringBuilder svg) {
        String title =
                plan.withoutLock()
                        ? "The textbook's buffer, several processes, no lock"
                        : "A circular buffer between producers and consumers";
        String variables = "; in: the next free slot; out: the first full slot.";
        String rules = " EMPTY: in == out. FULL: (in + 1) % " + plan.slots() + " == out.";
        String lecture =
                "in == out is EMPTY, always: the lecture's last ring, which says FULL beside in ="
                        + " 2, out = 2, is EMPTY.";
        text(svg, "title", 20, 32, title);
        text(svg, "note", 20, 56, "BUFFER_SIZE = " + plan.slots() + variables + rules);
        text(svg, "note", 20, 74, lecture);
        SvgRing.key(svg, 20, 88, !plan.withoutLock());
    }

    static void text(StringBuilder svg, String style, double x, double y, String text) {
        svg.append("<text class=\"").append(style).append("\" x=\"");
        svg.append(SvgRing.number(x)).append("\" y=\"").append(SvgRing.number(y));
        svg.append("\">").append(escaped(text)).append("</text>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
