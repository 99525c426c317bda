package slipstream.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.Reading;
import slipstream.streams.classify.Definitions;

/** Validates a configuration without starting anything. */
@Command(
        name = "check",
        description =
                "Validates a configuration folder, or a single document, and shows all problems at once. Exits with 1 when there are errors.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The configuration folder, or one file of SLO documents.")
    private Path folder;

    @Option(names = "--strict", description = "Refuses whatever other readers of OpenSLO may refuse.")
    private boolean strict;

    @Option(
            names = "--schema",
            description = "Prints the JSON Schema of all documents instead, for editors that complete from it.")
    private boolean schema;

    @Option(names = "--policies", description = "Lists what each SLO alerts about, with the factors and shares.")
    private boolean policies;

    @Override
    public Integer call() {
        if (schema) {
            System.out.print(DefinitionsReader.schema());
            return 0;
        }
        if (folder == null) {
            throw new UsageException("check needs a folder or a file: slipstream check DIR");
        }
        Problems problems = new Problems();
        Reading reading = strict ? Reading.STRICT : Reading.LENIENT;
        String also;
        Definitions definitions;
        if (Files.isRegularFile(folder)) {
            definitions = Configuration.definitions(folder, problems, reading);
            also = "";
        } else {
            Configuration configuration = Configuration.read(folder, problems, reading);
            definitions = configuration.definitions();
            also = ", " + configuration.ingest().summary() + ", "
                    + configuration.alerting().receivers().size() + " receivers";
        }
        problems.all().forEach(problem -> System.out.println(problem));
        if (policies) {
            definitions.slos().forEach(slo -> PolicyLines.of(slo).forEach(System.out::println));
        }
        long errors = problems.all().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .count();
        System.out.printf(
                "%d SLOs, %d rules%s: %d errors, %d warnings%n",
                definitions.slos().size(),
                definitions.rules().size(),
                also,
                errors,
                problems.all().size() - errors);
        return errors == 0 ? 0 : 1;
    }
}
