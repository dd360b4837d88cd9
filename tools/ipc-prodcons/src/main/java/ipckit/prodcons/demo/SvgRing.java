package ipckit.prodcons.demo;

/** Draws the ring after one event as SVG: slots clockwise from the top, two arrows, a caption. */
final class SvgRing {
    /** The size of one drawing, in pixels. */
    static final int WIDTH = 240;

    static final int HEIGHT = 304;

    /** The style sheet. Its colours remain distinct when printed in grey. */
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

    private SvgRing() {}

    /** Draws the legend of the colours. */
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

    static void draw(StringBuilder svg, TimelineEvent event, int x, int y) {
        DemoBufferState state = event.state();
        svg.append("<g transform=\"translate(").append(x).append(' ').append(y).append(")\">\n");
        SvgRings.text(svg, "step", 12, 18, "step " + event.step());
        for (int slot = 0; slot < state.slots(); slot++) {
            sector(svg, state, slot);
        }
        boolean same = state.in() == state.out();
        pointer(svg, state, state.in(), "in", same ? 0.25 : 0);
        pointer(svg, state, state.out(), "out", same ? -0.25 : 0);
        SvgRings.text(svg, "state", CENTRE_X, CENTRE_Y + 5, state.condition());
        SvgRings.text(svg, "vars", CENTRE_X, 244, state.variables());
        caption(svg, event.worker().title() + " " + event.text());
        svg.append("</g>\n");
    }

    private static void sector(StringBuilder svg, DemoBufferState state, int slot) {
        double from = angle(state, slot);
        double to = angle(state, slot + 1);
        String style =
                switch (state.slotStates().charAt(slot)) {
                    case DemoBufferState.FULL -> "full";
                    case DemoBufferState.CLAIMED -> "claimed";
                    case DemoBufferState.DONE -> "done";
                    default -> "free";
                };
        int large = to - from > Math.PI ? 1 : 0;
        svg.append("<path class=\"").append(style).append("\" d=\"M");
        point(svg, OUTER, from);
        arc(svg, OUTER, large, 1, to);
        svg.append('L');
        point(svg, INNER, to);
        arc(svg, INNER, large, 0, from);
        svg.append("Z\"/>\n");

        double middle = (from + to) / 2;
        boolean roomy = state.slots() <= MAX_NAMED_SLOTS;
        double at = roomy ? OUTER - 8 : (OUTER + INNER) / 2;
        SvgRings.text(svg, roomy ? "slot" : "tiny", x(at, middle), y(at, middle) + 3.5, "" + slot);
        boolean used = state.slotStates().charAt(slot) != DemoBufferState.FREE;
        if (roomy) {
            double inside = INNER + 14;
            SvgRings.text(
                    svg,
                    used ? "item" : "ghost",
                    x(inside, middle),
                    y(inside, middle) + 4,
                    state.names()[slot]);
        }
    }

    /**
     * Draws an arrow that points to a slot from outside.
     *
     * @param aside the distance from the slot's middle, in slots, so that two arrows at one slot do
     *     not overlap
     */
    private static void pointer(
            StringBuilder svg, DemoBufferState state, int slot, String name, double aside) {
        double towards = Math.min(aside * 2 * Math.PI / state.slots(), 0.2);
        double at = angle(state, slot + 0.5) + Math.max(towards, -0.2);
        svg.append("<path class=\"arrow\" d=\"M");
        point(svg, OUTER + 1, at);
        svg.append('L');
        point(svg, OUTER + 10, at - 0.055);
        svg.append('L');
        point(svg, OUTER + 10, at + 0.055);
        svg.append("Z\"/>\n");
        SvgRings.text(svg, "mark", x(OUTER + 25, at), y(OUTER + 19, at) + 4.5, name);
    }

    /** Draws text in up to three lines, broken at blanks. */
    private static void caption(StringBuilder svg, String text) {
        String rest = text;
        for (int line = 0; line < CAPTION_LINES && !rest.isEmpty(); line++) {
            int end = rest.length();
            if (end > CHARACTERS_PER_LINE) {
                int blank = rest.lastIndexOf(' ', CHARACTERS_PER_LINE);
                end = blank > 0 ? blank : CHARACTERS_PER_LINE;
            }
            SvgRings.text(svg, "what", CENTRE_X, 262 + 14 * line, rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
    }

    /** Returns the angle of a slot in radians, clockwise from the top. */
    private static double angle(DemoBufferState state, double slot) {
        return 2 * Math.PI * slot / state.slots();
    }

    private static double x(double radius, double angle) {
        return CENTRE_X + radius * Math.sin(angle);
    }

    private static double y(double radius, double angle) {
        return CENTRE_Y - radius * Math.cos(angle);
    }

    private static void point(StringBuilder svg, double radius, double angle) {
        svg.append(number(x(radius, angle))).append(' ').append(number(y(radius, angle)));
    }

    private static void arc(StringBuilder svg, double radius, int large, int sweep, double to) {
        svg.append('A').append(number(radius)).append(' ').append(number(radius)).append(" 0 ");
        svg.append(large).append(' ').append(sweep).append(' ');
        point(svg, radius, to);
    }

    /** Formats a coordinate with one decimal. */
    static String number(double value) {
        return Double.toString(Math.round(value * 10) / 10.0);
    }
}
