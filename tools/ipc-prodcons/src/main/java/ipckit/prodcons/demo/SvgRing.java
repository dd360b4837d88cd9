package ipckit.prodcons.demo;

/**
 * Draws the ring after one event as SVG. The slots are arranged clockwise, and slot 0 begins at the
 * top. Two arrows show {@code in} and {@code out}, and a caption describes the event.
 */
final class SvgRing {
    /** The width of one drawing, in pixels. */
    static final int WIDTH = 240;

    static final int HEIGHT = 304;

    /** The style sheet. A reader can distinguish its colours even when they are printed in grey. */
    static final String STYLE =
            """
            <style>
            .page { fill: #ffffff }
            text { font-family: "DejaVu Sans", Verdana, sans-serif; fill: #1f2933 }
            .title { font-size: 20px; font-weight: bold }
            .note { font-size: 12.5px }
            .step { font-size: 11px; fill: #7b8794 }
            .free { fill: #f5f7fa; stroke: #52606d }
            .full { fill: #7cc4fa; stroke: #52606d }
            .claimed { fill: #fadb5f; stroke: #52606d }
            .done { fill: #cbd2d9; stroke: #52606d }
            .slot { font-size: 10px; text-anchor: middle; fill: #52606d }
            .tiny { font-size: 6.5px; text-anchor: middle; fill: #52606d }
            .item { font-size: 10.5px; font-weight: bold; text-anchor: middle }
            .ghost { font-size: 10.5px; font-style: italic; text-anchor: middle; fill: #9aa5b1 }
            .mark { font-size: 13px; font-weight: bold; text-anchor: middle }
            .state { font-size: 15px; font-weight: bold; text-anchor: middle }
            .vars { font-family: "DejaVu Sans Mono", monospace; font-size: 13px; text-anchor: middle }
            .what { font-size: 11.5px; text-anchor: middle }
            .arrow { fill: #1f2933 }
            </style>
            """;

    private static final double CENTRE_X = WIDTH / 2.0;
    private static final double CENTRE_Y = 120;
    private static final double OUTER = 82;
    private static final double INNER = 37;
    private static final int MAX_NAMED_SLOTS = 16;
    private static final int CHARACTERS_PER_LINE = 32;
    private static final int CAPTION_LINES = 3;

    private final StringBuilder svg;
    private final DemoBufferState state;

    private SvgRing(StringBuilder svg, DemoBufferState state) {
        this.svg = svg;
        this.state = state;
    }

    /**
     * Draws the explanation of the colours.
     *
     * @param x the left edge of the explanation, in pixels
     * @param y the upper edge of the explanation, in pixels
     * @param claims true if consumers claim items in this buffer. The explanation then contains the
     *     colours of claimed and of consumed items. Otherwise the explanation says that a grey name
     *     is the name of an item that was read.
     */
    static void key(StringBuilder svg, int x, int y, boolean claims) {
        keyEntry(svg, x, y, "free", "free");
        keyEntry(svg, x + 70, y, "full", "full");
        if (claims) {
            keyEntry(svg, x + 140, y, "claimed", "full, and claimed by a consumer");
            keyEntry(svg, x + 390, y, "done", "consumed, but not free yet");
        } else {
            SvgRings.text(svg, "note", x + 140, y + 12, "grey names: items that were read");
        }
    }

    private static void keyEntry(StringBuilder svg, int x, int y, String style, String meaning) {
        svg.append("<rect class=\"").append(style).append("\" x=\"").append(x).append("\" y=\"");
        svg.append(y).append("\" width=\"14\" height=\"14\"/>\n");
        SvgRings.text(svg, "note", x + 20, y + 12, meaning);
    }

    /**
     * Draws the ring after an event.
     *
     * @param x the left edge of the drawing, in pixels
     * @param y the upper edge of the drawing, in pixels
     */
    static void draw(StringBuilder svg, TimelineEvent event, int x, int y) {
        svg.append("<g transform=\"translate(").append(x).append(' ').append(y).append(")\">\n");
        new SvgRing(svg, event.state()).draw(event);
        svg.append("</g>\n");
    }

    private void draw(TimelineEvent event) {
        text("step", 12, 18, "step " + event.step());
        for (int slot = 0; slot < state.slots(); slot++) {
            sector(slot);
        }
        boolean same = state.in() == state.out();
        pointer(state.in(), "in", same ? 0.25 : 0);
        pointer(state.out(), "out", same ? -0.25 : 0);
        text("state", CENTRE_X, CENTRE_Y + 5, state.condition());
        text("vars", CENTRE_X, 244, state.variables());
        caption(event.worker().title() + " " + event.text());
    }

    private void sector(int slot) {
        double from = angle(slot);
        double to = angle(slot + 1);
        String style =
                switch (state.slotStates().charAt(slot)) {
                    case DemoBufferState.FULL -> "full";
                    case DemoBufferState.CLAIMED -> "claimed";
                    case DemoBufferState.DONE -> "done";
                    default -> "free";
                };
        int large = to - from > Math.PI ? 1 : 0;
        String outer = point(OUTER, from) + arc(OUTER, large, 1, to);
        path(style, outer + "L" + point(INNER, to) + arc(INNER, large, 0, from));
        double middle = (from + to) / 2;
        boolean roomy = state.slots() <= MAX_NAMED_SLOTS;
        double at = roomy ? OUTER - 8 : (OUTER + INNER) / 2;
        text(roomy ? "slot" : "tiny", x(at, middle), y(at, middle) + 3.5, "" + slot);
        if (roomy) {
            double inside = INNER + 14;
            String name = state.names()[slot];
            text(
                    style.equals("free") ? "ghost" : "item",
                    x(inside, middle),
                    y(inside, middle) + 4,
                    name);
        }
    }

    /**
     * Draws an arrow that points to a slot from outside the ring.
     *
     * @param aside the distance of the arrow from the middle of the slot, as a fraction of the
     *     width of the slot; 0 unless two arrows point to the same slot
     */
    private void pointer(int slot, String name, double aside) {
        double towards = Math.min(aside * 2 * Math.PI / state.slots(), 0.2);
        double at = angle(slot + 0.5) + Math.max(towards, -0.2);
        String base = "L" + point(OUTER + 10, at - 0.055) + "L" + point(OUTER + 10, at + 0.055);
        path("arrow", point(OUTER + 1, at) + base);
        text("mark", x(OUTER + 25, at), y(OUTER + 19, at) + 4.5, name);
    }

    /** Draws the text below the ring, in up to three lines that are broken at blanks. */
    private void caption(String text) {
        String rest = text;
        for (int line = 0; line < CAPTION_LINES && !rest.isEmpty(); line++) {
            int end = rest.length();
            if (end > CHARACTERS_PER_LINE) {
                int blank = rest.lastIndexOf(' ', CHARACTERS_PER_LINE);
                end = blank > 0 ? blank : CHARACTERS_PER_LINE;
            }
            text("what", CENTRE_X, 262 + 14 * line, rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
    }

    private void text(String style, double x, double y, String text) {
        SvgRings.text(svg, style, x, y, text);
    }

    private void path(String style, String corners) {
        svg.append("<path class=\"").append(style).append("\" d=\"M");
        svg.append(corners).append("Z\"/>\n");
    }

    /**
     * Returns the angle at which a slot begins, in radians, clockwise from the top. The argument
     * {@code slot + 0.5} gives the angle of the middle of the slot.
     */
    private double angle(double slot) {
        return 2 * Math.PI * slot / state.slots();
    }

    private static double x(double radius, double angle) {
        return CENTRE_X + radius * Math.sin(angle);
    }

    private static double y(double radius, double angle) {
        return CENTRE_Y - radius * Math.cos(angle);
    }

    private static String point(double radius, double angle) {
        return number(x(radius, angle)) + " " + number(y(radius, angle));
    }

    private static String arc(double radius, int large, int sweep, double to) {
        String size = number(radius) + " " + number(radius);
        return "A" + size + " 0 " + large + " " + sweep + " " + point(radius, to);
    }

    /** Formats a coordinate with one decimal. */
    static String number(double value) {
        return Double.toString(Math.round(value * 10) / 10.0);
    }
}
