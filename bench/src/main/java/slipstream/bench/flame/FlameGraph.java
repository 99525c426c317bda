package slipstream.bench.flame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Draws where a JFR recording's samples were taken: each box is a method, as wide as its share of all samples, above the method that
 * called it.
 */
@Command(
        name = "flame",
        description = "Draws a flame graph of a profile that --profile has recorded, as SVG.",
        mixinStandardHelpOptions = true)
public final class FlameGraph implements Callable<Integer> {
    private static final int WIDTH = 1_200;
    private static final int ROW = 17;
    private static final int TITLE = 30;

    /** Narrower boxes are left out; their share is seen in the box below. */
    private static final double NARROWEST = 3;

    private static final double CHARACTER_WIDTH = 6.2;
    private static final int SHORTEST_LABEL = 4;

    @Parameters(index = "0", paramLabel = "JFR", description = "The recording.")
    private Path recording;

    @Parameters(index = "1", paramLabel = "SVG", description = "The picture that is written.")
    private Path picture;

    @Option(
            names = "--thread",
            paramLabel = "TEXT",
            defaultValue = "StreamThread",
            description = "Only threads with this in their name (default: ${DEFAULT-VALUE}).")
    private String thread;

    private FlameGraph() {}

    /** Runs it by itself. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FlameGraph()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Frame root = read();
        if (root.samples() == 0) {
            System.err.println(recording + " has no samples of a thread with '" + thread
                    + "' in its name: record one with --profile, or choose another --thread");
            return CommandLine.ExitCode.SOFTWARE;
        }
        Files.writeString(picture, svg(root));
        return CommandLine.ExitCode.OK;
    }

    private Frame read() throws IOException {
        Frame root = new Frame();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                boolean isSample = event.getEventType().getName().equals("jdk.ExecutionSample")
                        && event.getStackTrace() != null
                        && event.getThread("sampledThread") != null;
                if (isSample && nameOf(event).contains(thread)) {
                    add(event.getStackTrace().getFrames(), root);
                }
            }
        }
        return root;
    }

    private static String nameOf(RecordedEvent event) {
        String name = event.getThread("sampledThread").getJavaName();
        return name == null ? "" : name;
    }

    private static void add(List<RecordedFrame> innermostFirst, Frame root) {
        Frame frame = root;
        frame.sampled();
        for (int i = innermostFirst.size() - 1; i >= 0; i--) {
            RecordedMethod method = innermostFirst.get(i).getMethod();
            frame = frame.callee(method.getType().getName() + "." + method.getName());
            frame.sampled();
        }
    }

    private static String svg(Frame root) {
        int height = TITLE + root.depth((long) Math.ceil(NARROWEST * root.samples() / WIDTH)) * ROW;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"monospace\""
                        + " font-size=\"10\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                        + "<text x=\"8\" y=\"19\" font-size=\"13\">%d samples of the stream threads' CPU time</text>%n",
                WIDTH,
                height,
                root.samples()));
        draw(root, 0, height - ROW, (double) WIDTH / root.samples(), svg);
        return svg.append("</svg>\n").toString();
    }

    private static void draw(Frame frame, double x, int y, double perSample, StringBuilder svg) {
        double left = x;
        for (Map.Entry<String, Frame> entry : frame.callees().entrySet()) {
            double width = entry.getValue().samples() * perSample;
            if (width >= NARROWEST) {
                box(entry.getKey(), entry.getValue().samples() * perSample * 100 / WIDTH, left, y, width, svg);
                draw(entry.getValue(), left, y - ROW, perSample, svg);
            }
            left += width;
        }
    }

    private static void box(String method, double percent, double x, int y, double width, StringBuilder svg) {
        int fitting = (int) ((width - 4) / CHARACTER_WIDTH);
        String label = shortened(method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1), fitting);
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%s %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\""
                        + " stroke=\"#ffffff\"/><text x=\"%.1f\" y=\"%d\">%s</text></g>%n",
                escaped(method),
                percent,
                x,
                y,
                width,
                ROW - 1,
                colorOf(method),
                x + 2,
                y + 12,
                escaped(label)));
    }

    /** Ours are orange, so that they are told from Kafka's and the JDK's at a glance. */
    private static String colorOf(String method) {
        return method.startsWith("slipstream.") ? "#f0a050" : "#c9d6e3";
    }

    private static String shortened(String text, int fitting) {
        if (text.length() <= fitting) {
            return text;
        }
        return fitting < SHORTEST_LABEL ? "" : text.substring(0, fitting - 1) + "…";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
