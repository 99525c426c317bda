package slipstream.alerting.channel.email;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertEvent.WindowPair;

/**
 * The burn rates of an alert as bars beside their limits, as a PNG: mail readers show no SVG. A bar is red beyond its limit, which is a
 * line at the same place for all.
 */
final class BurnChart {
    private static final int WIDTH = 480;
    private static final int ROW = 26;
    private static final int LEFT = 60;
    private static final int RIGHT = 90;
    private static final Color OVER = new Color(0xC62828);
    private static final Color UNDER = new Color(0x2E7D32);

    /** The bars end at this multiple of the limit. */
    private static final double FULL = 2;

    private BurnChart() {}

    /** One bar: a window, its burn rate, and the limit that holds for it. */
    private record Bar(String window, double rate, double limit) {}

    /** Of the first alert that has evidence; empty when none has. */
    static Optional<byte[]> of(List<AlertEvent> events) {
        List<Bar> bars = events.stream()
                .map(event -> bars(event.evidence()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
        return bars.isEmpty() ? Optional.empty() : Optional.of(png(bars));
    }

    private static List<Bar> bars(List<WindowPair> pairs) {
        List<Bar> bars = new ArrayList<>();
        for (WindowPair pair : pairs) {
            pair.shortBurnRate().ifPresent(rate -> bars.add(new Bar(pair.shortWindow(), rate, pair.factor())));
            pair.longBurnRate().ifPresent(rate -> bars.add(new Bar(pair.longWindow(), rate, pair.factor())));
        }
        return bars;
    }

    private static byte[] png(List<Bar> bars) {
        int height = bars.size() * ROW + 10;
        BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        for (int i = 0; i < bars.size(); i++) {
            draw(graphics, bars.get(i), 5 + i * ROW);
        }
        int limit = LEFT + (int) ((WIDTH - LEFT - RIGHT) / FULL);
        graphics.setColor(Color.BLACK);
        graphics.drawLine(limit, 2, limit, height - 3);
        graphics.dispose();
        return encoded(image);
    }

    private static void draw(Graphics2D graphics, Bar bar, int top) {
        double share = Math.min(FULL, bar.rate() / bar.limit()) / FULL;
        int length = (int) Math.max(1, share * (WIDTH - LEFT - RIGHT));
        graphics.setColor(bar.rate() > bar.limit() ? OVER : UNDER);
        graphics.fillRect(LEFT, top, length, ROW - 8);
        graphics.setColor(Color.BLACK);
        graphics.drawString(bar.window(), 6, top + 14);
        String label = String.format(Locale.ROOT, "%.1fx / %.1fx", bar.rate(), bar.limit());
        graphics.drawString(label, WIDTH - RIGHT + 4, top + 14);
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
