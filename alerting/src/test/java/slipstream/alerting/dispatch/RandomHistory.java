package slipstream.alerting.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** What happens to the alerts of one random tree, second by second: they fire, are heard of again, end, and are silenced. */
final class RandomHistory {
    /** How many seconds something happens. */
    static final int SECONDS = 16;

    /** Something that is said in a whole second, all times in seconds since the beginning. */
    interface Step {
        int second();
    }

    /** An alert is posted; without an end it is over after {@code resolve_timeout}. */
    record Post(int second, Map<String, String> labels, int start, OptionalInt end) implements Step {
        boolean isFiring(int now) {
            return end.isEmpty() || end.getAsInt() > now;
        }

        /** What both make of it after an earlier one that still fires. */
        Post after(Post earlier) {
            boolean endsEarlier = isFiring(second) && end.isPresent() && end.getAsInt() < earlier.end.getAsInt();
            return new Post(second, labels, Math.min(start, earlier.start), endsEarlier ? earlier.end : end);
        }
    }

    record Hush(int second, String name, List<String> matchers, int start, int end) implements Step {}

    /** A silence is ended before its time. */
    record Unhush(int second, String name) implements Step {}

    private final RandomTree tree;
    private final Random random;
    private final boolean isOpenEnded;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Map<String, String>, Post> posts = new HashMap<>();

    private RandomHistory(int number, RandomTree tree, Random random) {
        this.tree = tree;
        this.random = random;
        this.isOpenEnded = random.nextBoolean();
        Set<String> known = new TreeSet<>();
        List<Map<String, String>> alerts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, String> labels = tree.labels();
            if (known.add(labels.toString())) {
                alerts.add(labels);
            }
        }
        int silences = 0;
        for (int second = 0; second < SECONDS; second++) {
            for (Map<String, String> alert : alerts) {
                if (random.nextInt(5) == 0) {
                    say(second, alert);
                }
            }
            if (random.nextInt(12) == 0) {
                silence(second, "tree" + number + "-silence" + silences++, number);
            }
        }
    }

    static List<Step> of(int number, RandomTree tree, Random random) {
        return new RandomHistory(number, tree, random).steps;
    }

    private void say(int second, Map<String, String> alert) {
        Optional<Post> last = Optional.ofNullable(posts.get(alert));
        boolean fires = last.filter(post -> post.isFiring(second)).isPresent();
        Post post;
        if (fires && random.nextInt(5) < 3) {
            post = new Post(second, alert, last.get().start(), OptionalInt.of(second));
        } else {
            // Most retell the same start, as Prometheus does; some forget it, and the two Alertmanagers know better.
            int start = last.isPresent() && random.nextInt(4) > 0 ? last.get().start() : second;
            OptionalInt end = isOpenEnded ? OptionalInt.empty() : OptionalInt.of(second + 2 + random.nextInt(6));
            post = new Post(second, alert, start, end);
        }
        steps.add(post);
        posts.put(alert, fires ? post.after(last.get()) : post);
    }

    private void silence(int second, String name, int number) {
        int start = second + random.nextInt(3);
        int end = start + 2 + random.nextInt(5);
        steps.add(new Hush(second, name, List.of("tree=\"" + number + "\"", tree.matcher()), start, end));
        if (random.nextInt(3) == 0 && second + 1 < SECONDS) {
            steps.add(new Unhush(second + 1, name));
        }
    }
}
