package slipstream.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import slipstream.bench.process.Figures;
import slipstream.bench.process.JavaProcess;
import slipstream.bench.process.Profile;
import slipstream.bench.process.Scratch;
import slipstream.bench.process.Usage;

/**
 * One contender in a JVM that lives as long as the benchmark: its code stays warm, and what the JVM has learnt of one contender does not
 * spoil another. One JSON object a line goes in and one comes out.
 */
public final class ContenderProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMAND = "do";
    private static final String FILE = "file";

    /** The same for all: the product runs in less, and nobody is to win by collecting less often. */
    private static final String HEAP = "1g";

    private final JavaProcess process;

    private ContenderProcess(JavaProcess process) {
        this.process = process;
    }

    /** What a round came to. */
    public record Answer(Figures figures, JsonNode evidence) {}

    /**
     * Starts the JVM of a contender.
     *
     * @param bootstrapServers the cluster that it reads
     */
    public static ContenderProcess start(Contenders contender, String bootstrapServers, Scratch scratch)
            throws IOException {
        return start(contender, bootstrapServers, scratch, HEAP);
    }

    /**
     * Starts the JVM of a contender with another heap.
     *
     * @param heap as the JVM is told, for example {@code 4g}
     */
    public static ContenderProcess start(Contenders contender, String bootstrapServers, Scratch scratch, String heap)
            throws IOException {
        return new ContenderProcess(JavaProcess.start(
                contender.word(),
                scratch.temporary(),
                options(heap),
                ContenderProcess.class,
                List.of(contender.name(), bootstrapServers)));
    }

    private static List<String> options(String heap) {
        return List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseG1GC");
    }

    /**
     * Starts a contender that has a class path of its own.
     *
     * @param main a class that calls {@link #answer}; it gets the cluster as its only argument
     */
    public static ContenderProcess start(
            String contender, Scratch scratch, String classPath, String main, String bootstrapServers)
            throws IOException {
        return new ContenderProcess(JavaProcess.start(
                contender, scratch.temporary(), options(HEAP), classPath, main, List.of(bootstrapServers)));
    }

    /** Begins a round; returns when the contender has done its work or has started it. */
    public void begin(ObjectNode arguments) throws IOException {
        ask(arguments.deepCopy().put(COMMAND, "begin"));
    }

    /** Ends the round. */
    public Answer end(long events) throws IOException {
        JsonNode answer = ask(JSON.createObjectNode().put(COMMAND, "end").put("events", events));
        return new Answer(JSON.treeToValue(answer.get("figures"), Figures.class), answer.get("evidence"));
    }

    /** Records a profile of all rounds from now on. */
    public void profile() throws IOException {
        ask(JSON.createObjectNode().put(COMMAND, "profile"));
    }

    /** Writes what was recorded. */
    public void writeProfile(Path file) throws IOException {
        ask(JSON.createObjectNode()
                .put(COMMAND, "dump")
                .put(FILE, file.toAbsolutePath().toString()));
    }

    @Override
    public void close() {
        process.close();
    }

    private JsonNode ask(ObjectNode question) throws IOException {
        process.say(JSON.writeValueAsString(question));
        return JSON.readTree(process.hear());
    }

    /** Answers until the input ends. Arguments: the contender and the cluster. */
    public static void main(String[] arguments) throws Exception {
        answer(Contenders.valueOf(arguments[0]).on(arguments[1]));
    }

    /** Answers for a contender that has a class path of its own, until the input ends. */
    public static void answer(Contender contender) throws Exception {
        PrintStream answers = System.out;
        // Whatever else is printed must not be taken for an answer.
        System.setOut(System.err);
        Usage usage = new Usage();
        Optional<Profile> profile = Optional.empty();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            JsonNode question = JSON.readTree(line);
            ObjectNode answer = JSON.createObjectNode();
            switch (question.get(COMMAND).asText()) {
                case "begin" -> {
                    contender.prepare(question);
                    usage.begin();
                    contender.begin();
                }
                case "end" -> {
                    long produced = contender.producedBytes();
                    answer.set(
                            "figures",
                            JSON.valueToTree(usage.end(question.get("events").asLong(), produced)));
                    answer.set("evidence", contender.evidence());
                    contender.end();
                }
                case "profile" -> profile = Optional.of(Profile.start());
                case "dump" ->
                    profile.orElseThrow().write(Path.of(question.get(FILE).asText()));
                default -> throw new IllegalArgumentException("not a command: " + line);
            }
            answers.println(JSON.writeValueAsString(answer));
        }
        // Threads that a failed round left behind must not keep the process.
        Runtime.getRuntime().halt(0);
    }
}
