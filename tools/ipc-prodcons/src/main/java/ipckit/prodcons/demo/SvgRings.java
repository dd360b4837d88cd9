package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The steps as one SVG file: a small ring for each, in rows, as the lecture draws them. */
final class SvgRings {
    /** More slots than this cannot be told apart. */
    static final int MOST_SLOTS = 64;

    private static final int MOST_PICTURES = 400;
    private static final int COLUMNS = 5;
    private static final int HEADER = 118;

    private final Path file;
    private final DemoPlan plan;
    private final List<TimelineEvent> moments = new ArrayList<>();
    private long left;

    /**
     * @throws IpcException IO when the file's directory is not there, before anything is done
     */
    SvgRings(Path file, DemoPlan plan) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IpcException(Category.IO, "cannot write " + file + ": no such directory");
        }
        this.file = file;
        this.plan = plan;
    }

    /** Takes a step to be drawn; that somebody leaves is not to be seen in the buffer. */
    void add(TimelineEvent moment) {
        if (moment.event().equals("leaves")) {
            return;
        }
        if (moments.size() < MOST_PICTURES) {
            moments.add(moment);
        } else {
            left++;
        }
    }

    /**
     * @throws IpcException IO
     */
    void write() {
        try {
            Files.writeString(file, draw());
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private String draw() {
        int rows = (moments.size() + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * SvgRing.WIDTH;
        int height = HEADER + rows * SvgRing.HEIGHT + (left > 0 ? 40 : 10);
        StringBuilder svg = new StringBuilder();
        svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
        svg.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
        svg.append(' ').append(height).append("\">\n");
        svg.append(SvgRing.STYLE);
        svg.append("<rect class=\"page\" width=\"").append(width).append("\" height=\"");
        svg.append(height).append("\"/>\n");
        header(svg);
        for (int i = 0; i < moments.size(); i++) {
            int x = i % COLUMNS * SvgRing.WIDTH;
            int y = HEADER + i / COLUMNS * SvgRing.HEIGHT;
            SvgRing.draw(svg, moments.get(i), x, y);
        }
        if (left > 0) {
            text(svg, "note", 20, height - 16, left + " more steps are not drawn");
        }
        return svg.append("</svg>\n").toString();
    }

    private void header(StringBuilder svg) {
        int slots = plan.slots();
        text(
                svg,
                "title",
                20,
                32,
                plan.withoutLock()
                        ? "The textbook's buffer, several processes, no lock"
                        : "A circular buffer between producers and consumers");
        text(
                svg,
                "note",
                20,
                56,
                "BUFFER_SIZE = "
                        + slots
                        + "; in: the next free slot; out: the first full slot. EMPTY: in == out."
                        + " FULL: (in + 1) % "
                        + slots
                        + " == out.");
        text(
                svg,
                "note",
                20,
                74,
                "in == out is EMPTY, always: the lecture's last ring, which says FULL beside in ="
                        + " 2, out = 2, is EMPTY.");
        SvgRing.key(svg, 20, 88, !plan.withoutLock());
    }

    /** One line of text. */
    static void text(StringBuilder svg, String style, double x, double y, String text) {
        svg.append("<text class=\"").append(style).append("\" x=\"");
        svg.append(SvgRing.number(x)).append("\" y=\"").append(SvgRing.number(y));
        svg.append("\">").append(escaped(text)).append("</text>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
