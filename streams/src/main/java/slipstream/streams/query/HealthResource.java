package slipstream.streams.query;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import slipstream.contract.health.Health;

/**
 * Whether the process lives, or whether it is ready, with a reason for each part. Open without a token, since what watches
 * over processes seldom has one; the reasons name no secrets.
 */
final class HealthResource implements Resource {
    private final String path;
    private final Health.State worstAllowed;
    private final Supplier<List<Health>> parts;

    private HealthResource(String path, Health.State worstAllowed, Supplier<List<Health>> parts) {
        this.path = path;
        this.worstAllowed = worstAllowed;
        this.parts = parts;
    }

    /** Alive: nothing is beyond help. A restart would not make a waiting part faster. */
    static HealthResource live(Supplier<List<Health>> parts) {
        return new HealthResource("/health/live", Health.State.WAITING, parts);
    }

    /** Ready: every part does its work. */
    static HealthResource ready(Supplier<List<Health>> parts) {
        return new HealthResource("/health/ready", Health.State.UP, parts);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Answer answer(Call call) {
        List<Health> all = parts.get();
        Health.State worst =
                all.stream().map(Health::state).max(Comparator.naturalOrder()).orElse(Health.State.UP);
        List<Part> listed = all.stream()
                .map(health -> new Part(health.part(), health.state().word(), health.reason()))
                .toList();
        int status = worst.compareTo(worstAllowed) <= 0 ? 200 : 503;
        return Answer.json(status, new Report(worst.word(), listed));
    }

    private record Report(String status, List<Part> parts) {}

    private record Part(String part, String state, String reason) {}
}
