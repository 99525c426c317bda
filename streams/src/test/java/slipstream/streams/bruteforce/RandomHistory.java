package slipstream.streams.bruteforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What arrives, and when: late, out of order, twice, from sources that are behind, with gaps, and with times of trouble.
 *
 * @param steps in ascending order of time
 */
record RandomHistory(List<Step> steps) {
    /**
     * The clock moves to an instant, behind what has arrived.
     *
     * @param isDrained whether what has arrived can be seen already
     */
    record Step(long nowMillis, List<Seen> arrivals, boolean isDrained, Event event) {}

    /** What happens to the job at a step. */
    enum Event {
        NOTHING,
        RESTART,
        REDEFINITION
    }

    static RandomHistory of(Random random, RandomTimes times, Duration span, int events) {
        return new Writer(random, times, span, events).write();
    }

    private static final class Writer {
        private static final String[] REGIONS = {"eu", "us", "ap", "sa", ""};

        private final Random random;
        private final long beginning;
        private final long span;
        private final long reach;
        private final int events;
        private final int steps;
        private final Map<String, Long> sequences = new HashMap<>();
        private final List<Seen> sent = new ArrayList<>();
        private final long chunk;
        private final long trouble;

        Writer(Random random, RandomTimes times, Duration span, int events) {
            this.random = random;
            this.beginning = times.beginning.toEpochMilli();
            this.span = span.toMillis();
            // Some sources bring what happened long before; not the first, for a clock begins with the first event.
            this.reach = random.nextInt(3) == 0 ? Duration.ofDays(400).toMillis() : this.span;
            this.events = events;
            this.steps = 5 + random.nextInt(40);
            this.chunk = Math.max(10_000, this.span / (3 + random.nextInt(12)));
            this.trouble = random.nextLong();
        }

        RandomHistory write() {
            List<Long> instants = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                long at = beginning + 10_000 + random.nextLong(span);
                instants.add(random.nextInt(4) == 0 ? at : at / 10_000 * 10_000);
            }
            instants.add(beginning + span);
            List<Long> inOrder = instants.stream().sorted().distinct().toList();
            int redefined = random.nextInt(3) == 0 ? random.nextInt(inOrder.size()) : -1;
            List<Step> written = new ArrayList<>();
            for (int i = 0; i < inOrder.size(); i++) {
                Event event = random.nextInt(8) == 0 ? Event.RESTART : Event.NOTHING;
                boolean isLast = i == inOrder.size() - 1;
                written.add(new Step(
                        inOrder.get(i),
                        arrivals(i == 0 ? beginning : inOrder.get(i - 1), inOrder.get(i)),
                        isLast || random.nextInt(5) > 0,
                        i == redefined ? Event.REDEFINITION : event));
            }
            return new RandomHistory(written);
        }

        private List<Seen> arrivals(long from, long now) {
            List<Seen> arrivals = new ArrayList<>();
            int count = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(2 * events / steps + 1);
            for (int i = 0; i < count; i++) {
                if (!sent.isEmpty() && random.nextInt(10) == 0) {
                    arrivals.add(sent.get(random.nextInt(sent.size())));
                } else {
                    Seen seen = seen(time(from, now));
                    sent.add(seen);
                    arrivals.add(seen);
                }
            }
            return arrivals;
        }

        private long time(long from, long now) {
            return switch (random.nextInt(12)) {
                case 0 -> now - random.nextLong(sent.isEmpty() || from == beginning ? span : reach);
                case 1 -> now - random.nextInt(600_000);
                case 2 -> now + random.nextInt(200_000);
                // Right at the edges of slices, and of hours.
                case 3 -> now / 10_000 * 10_000 - random.nextInt(2);
                case 4 -> now / 3_600_000 * 3_600_000 - random.nextInt(2);
                default -> from + random.nextLong(Math.max(1, now - from));
            };
        }

        private Seen seen(long time) {
            // Sources with a number are behind the others by so many minutes.
            int behind = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
            String source = behind == 0 ? "on-time" : "behind-" + behind;
            long sequence = sequences.merge(source, 1L + random.nextInt(3), Long::sum);
            boolean isBad = random.nextInt(1_000) < badPermille(time);
            return new Seen(
                    time - behind * 300_000L,
                    source,
                    sequence,
                    "/" + (char) ('a' + random.nextInt(3)),
                    REGIONS[random.nextInt(REGIONS.length)],
                    random.nextBoolean() ? "north" : "south",
                    random.nextInt(15) == 0 ? 0 : isBad ? 503 : 200,
                    random.nextInt(15) == 0 ? Double.NaN : 0.25 * random.nextInt(isBad ? 8_000 : 1_300),
                    random.nextInt(15) == 0 ? random.nextInt(2) * 1_500_000L - 1 : share(isBad),
                    random.nextInt(15) == 0 ? Double.NaN : 0.25 * (random.nextInt(400) - 80));
        }

        private long share(boolean isBad) {
            return isBad ? random.nextInt(400_000) : 1_000_000 - random.nextInt(3) * random.nextInt(100_000);
        }

        /** Whether it is a time of trouble: quiet and trouble take turns. */
        private int badPermille(long time) {
            long hash = (Math.floorDiv(time, chunk) ^ trouble) * 0x9E3779B97F4A7C15L;
            return switch ((int) (hash >>> 61)) {
                case 0, 1, 2 -> 0;
                case 3, 4 -> 30;
                case 5, 6 -> 400;
                default -> 1_000;
            };
        }
    }
}
