package ipckit.prodcons.demo;

/** How one moment of the ring looks in SVG: slots clockwise from the top, two arrows, a caption. */
final class SvgRing {
    /** The room that one takes. */
    static final int WIDTH = 240;

    static final int HEIGHT = 304;

    /** Colours that also tell when printed in grey. */
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
            .hand { fill: #fadb5f; stroke: #52606d }
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
    private static final int MOST_NAMED = 16;
    private static final int WORDS_IN_LINE = 32;
    private static final int LINES = 3;

    private SvgRing() {}

    /** What the colours mean. */
    static void key(StringBuilder svg, int x, int y, boolean hands) {
        keyEntry(svg, x, y, "free", "free");
        keyEntry(svg, x + 70, y, "full", "full");
        if (hands) {
            keyEntry(svg, x + 140, y, "hand", "full, and in a consumer's hands");
            keyEntry(svg, x + 390, y, "done", "consumed before its turn: not free yet");
        } else {
            SvgRings.text(svg, "note", x + 140, y + 12, "grey names: what is still there");
        }
    }

    private static void keyEntry(StringBuilder svg, int x, int y, String style, String meaning) {
        svg.append("<rect class=\"").append(style).append("\" x=\"").append(x).append("\" y=\"");
        svg.append(y).append("\" width=\"14\" height=\"14\"/>\n");
        SvgRings.text(svg, "note", x + 20, y + 12, meaning);
    }

    static void draw(StringBuilder svg, TimelineEvent moment, int x, int y) {
        DemoBufferState picture = moment.picture();
        svg.append("<g transform=\"translate(").append(x).append(' ').append(y).append(")\">\n");
        SvgRings.text(svg, "step", 12, 18, "step " + moment.step());
        for (int slot = 0; slot < picture.slots(); slot++) {
            sector(svg, picture, slot);
        }
        boolean same = picture.in() == picture.out();
        pointer(svg, picture, picture.in(), "in", same ? 0.25 : 0);
        pointer(svg, picture, picture.out(), "out", same ? -0.25 : 0);
        SvgRings.text(svg, "state", CENTRE_X, CENTRE_Y + 5, picture.condition());
        SvgRings.text(svg, "vars", CENTRE_X, 244, picture.variables());
        caption(svg, moment.who().title() + " " + moment.text());
        svg.append("</g>\n");
    }

    private static void sector(StringBuilder svg, DemoBufferState picture, int slot) {
        double from = angle(picture, slot);
        double to = angle(picture, slot + 1);
        String style =
                switch (picture.states().charAt(slot)) {
                    case DemoBufferState.FULL -> "full";
                    case DemoBufferState.IN_HAND -> "hand";
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
        boolean roomy = picture.slots() <= MOST_NAMED;
        double at = roomy ? OUTER - 8 : (OUTER + INNER) / 2;
        SvgRings.text(svg, roomy ? "slot" : "tiny", x(at, middle), y(at, middle) + 3.5, "" + slot);
        boolean used = picture.states().charAt(slot) != DemoBufferState.FREE;
        if (roomy) {
            double inside = INNER + 14;
            SvgRings.text(
                    svg, "item", x(inside, middle), y(inside, middle) + 4, picture.names()[slot]);
        }
    }

    /**
     * An arrow from outside at a slot.
     *
     * @param aside how far from the slot's middle, in slots: two arrows may meet at one slot
     */
    private static void pointer(
            StringBuilder svg, DemoBufferState picture, int slot, String name, double aside) {
        double towards = Math.min(aside * 2 * Math.PI / picture.slots(), 0.2);
        double at = angle(picture, slot + 0.5) + Math.max(towards, -0.2);
        svg.append("<path class=\"arrow\" d=\"M");
        point(svg, OUTER + 1, at);
        svg.append('L');
        point(svg, OUTER + 10, at - 0.055);
        svg.append('L');
        point(svg, OUTER + 10, at + 0.055);
        svg.append("Z\"/>\n");
        SvgRings.text(svg, "mark", x(OUTER + 25, at), y(OUTER + 19, at) + 4.5, name);
    }

    /** Text in up to three lines, broken at blanks. */
    private static void caption(StringBuilder svg, String text) {
        String rest = text;
        for (int line = 0; line < LINES && !rest.isEmpty(); line++) {
            int end = rest.length();
            if (end > WORDS_IN_LINE) {
                int blank = rest.lastIndexOf(' ', WORDS_IN_LINE);
                end = blank > 0 ? blank : WORDS_IN_LINE;
            }
            SvgRings.text(svg, "what", CENTRE_X, 262 + 14 * line, rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
    }

    /** Clockwise from the top. */
    private static double angle(DemoBufferState picture, double slot) {
        return 2 * Math.PI * slot / picture.slots();
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

    /** Tenths are fine enough. */
    static String number(double value) {
        return Double.toString(Math.round(value * 10) / 10.0);
    }
}
