package slipstream.bench.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.NewTopic;
import slipstream.bench.contender.ContenderProcess;
import slipstream.bench.contender.Contenders;
import slipstream.bench.load.Truth;
import slipstream.bench.process.Cluster;
import slipstream.bench.process.Scratch;

/** A contender with the course it runs: its process, its cluster, and who checks what comes out. */
abstract class Entrant implements AutoCloseable {
    private final Contenders contender;
    private final ContenderProcess process;

    Entrant(Contenders contender, ContenderProcess process) {
        this.contender = contender;
        this.process = process;
    }

    final Contenders contender() {
        return contender;
    }

    final ContenderProcess process() {
        return process;
    }

    /** Runs once over all of its observations. */
    abstract Round run(int number) throws IOException;

    @Override
    public final void close() {
        process.close();
    }

    /** Reads the observations of a cluster once, in one thread. */
    static final class Reader extends Entrant {
        private final Truth truth;

        Reader(Contenders contender, ContenderProcess process, Truth truth) {
            super(contender, process);
            this.truth = truth;
        }

        @Override
        Round run(int number) throws IOException {
            process().begin(JsonNodeFactory.instance.objectNode());
            ContenderProcess.Answer answer = process().end(truth.events());
            List<String> problems = new ArrayList<>();
            compare("records", answer.evidence(), truth.events(), problems);
            if (contender() == Contenders.PARSE) {
                compare("serverErrors", answer.evidence(), truth.serverErrors(), problems);
            }
            return new Round(contender().word(), number, answer.figures(), problems);
        }

        private static void compare(String field, JsonNode evidence, long right, List<String> problems) {
            long found = evidence.get(field).asLong();
            if (found != right) {
                problems.add(field + ": " + found + " instead of " + right);
            }
        }
    }

    /**
     * What a stream job runs on.
     *
     * @param application names its group and its own topics
     * @param input what it must have read to the end
     * @param written what it writes; made anew before each round
     * @param watch follows its output
     * @param proof finds what is wrong with the evidence that its process gives
     */
    record Course(
            Cluster cluster,
            String application,
            String input,
            int partitions,
            Collection<NewTopic> written,
            long events,
            Supplier<Watch<?>> watch,
            Function<JsonNode, List<String>> proof) {}

    /** Runs a stream job from nothing until all its results are committed and right. */
    static final class Job extends Entrant {
        private final Course course;
        private final Scratch scratch;
        private final ObjectNode arguments;

        Job(Contenders contender, ContenderProcess process, Course course, Scratch scratch, ObjectNode arguments) {
            super(contender, process);
            this.course = course;
            this.scratch = scratch;
            this.arguments = arguments;
        }

        @Override
        Round run(int number) throws IOException {
            Path state = scratch.folder("state");
            try (Watch<?> watch = course.watch().get()) {
                process().begin(arguments.deepCopy().put("state", state.toString()));
                List<String> problems = new ArrayList<>(watch.awaitTruth());
                long lag = course.cluster().lag(course.application(), course.input(), course.partitions());
                if (lag != 0) {
                    problems.add("lag: " + lag + " records are not committed");
                }
                ContenderProcess.Answer answer = process().end(course.events());
                problems.addAll(course.proof().apply(answer.evidence()));
                course.cluster().reset(course.application(), course.written());
                return new Round(contender().word(), number, answer.figures(), problems);
            } finally {
                Scratch.remove(state);
            }
        }
    }
}
