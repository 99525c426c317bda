package slipstream.bench.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import slipstream.bench.process.Machine;
import slipstream.bench.process.Scratch;

/** What an event costs the stream job as its surroundings grow. */
@Command(
        name = "scale",
        description = "Measures what an event costs with more SLOs, more series, more threads and another instance.",
        mixinStandardHelpOptions = true)
public final class ScaleBench implements Callable<Integer> {
    @Mixin
    private ScaleOptions options;

    @Override
    public Integer call() throws IOException {
        Machine machine = Machine.now();
        try (Scratch scratch = Scratch.create(Optional.empty())) {
            Rig rig = new Rig(scratch, System.out, options);
            rig.say("%s", machine);
            for (ScaleOptions.Part part : options.parts()) {
                switch (part) {
                    case SLOS -> SloScale.run(rig);
                    case SERIES -> SeriesScale.run(rig);
                    case THREADS -> ThreadScale.run(rig);
                }
            }
            rig.results()
                    .put("verified", rig.isVerified())
                    .put("events", options.events())
                    .put("rounds", options.rounds())
                    .put("machine", machine.toString());
            if (options.json().isPresent()) {
                Files.writeString(
                        options.json().get(),
                        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rig.results()) + "\n");
            }
            rig.say(rig.isVerified() ? "Every count of every round equals the truth." : "COUNTS ARE WRONG, see above.");
            return rig.isVerified() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
