package slipstream.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;

/** Validates a configuration without starting anything. */
@Command(
        name = "check",
        description =
                "Validates a configuration folder and shows all problems at once. Exits with 1 when there are errors.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The configuration folder.")
    private Path folder;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Configuration configuration = Configuration.read(folder, problems);
        problems.all().forEach(problem -> System.out.println(problem));
        long errors = problems.all().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .count();
        System.out.printf(
                "%d SLOs, %d log sources, %d receivers: %d errors, %d warnings%n",
                configuration.definitions().all().size(),
                configuration.ingest().files().size(),
                configuration.alerting().receivers().size(),
                errors,
                problems.all().size() - errors);
        return errors == 0 ? 0 : 1;
    }
}
