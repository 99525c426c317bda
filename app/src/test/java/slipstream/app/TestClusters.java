package slipstream.app;

import java.util.Locale;
import java.util.Optional;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/**
 * Which Kafka a test runs against, chosen with {@code -Dtest.kafka=embedded|docker|auto}: the embedded broker by default,
 * the published Kafka image with {@code docker}, the image where Docker is available and else the embedded one with
 * {@code auto}.
 */
final class TestClusters {
    static final String PROPERTY = "test.kafka";

    private static final Logger log = LoggerFactory.getLogger(TestClusters.class);

    private TestClusters() {}

    /** The choices of the property. */
    enum Choice {
        EMBEDDED,
        DOCKER,
        AUTO;

        static Choice of(String word) {
            for (Choice choice : values()) {
                if (choice.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return choice;
                }
            }
            throw new IllegalArgumentException("-D" + PROPERTY + "=" + word + " is not one of embedded, docker, auto");
        }
    }

    /** Starts the cluster that the system property asks for. */
    static TestCluster start() {
        return switch (Choice.of(System.getProperty(PROPERTY, "embedded"))) {
            case EMBEDDED -> EmbeddedTestCluster.start();
            case DOCKER -> startContainer();
            case AUTO -> whyNoContainer().isEmpty() ? ContainerTestCluster.start() : EmbeddedTestCluster.start();
        };
    }

    /**
     * Starts the published Kafka image.
     *
     * @throws TestAbortedException which skips the test and says so, when there is no Docker
     */
    static TestCluster startContainer() {
        whyNoContainer().ifPresent(why -> {
            log.info(why);
            throw new TestAbortedException(why);
        });
        return ContainerTestCluster.start();
    }

    /** Why no container can be started here, in a sentence; empty when one can. */
    static Optional<String> whyNoContainer() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("Docker is not available here, so the test against the published Kafka image is skipped; "
                        + "the same test runs against the embedded broker");
    }
}
