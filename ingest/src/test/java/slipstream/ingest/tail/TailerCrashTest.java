package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RequestObservation;
import slipstream.ingest.tail.FileLogSettings.From;

/** Random logs, a broker that refuses at random, and a process that is stopped again and again: nothing is lost, and all is recognised. */
@Timeout(120)
class TailerCrashTest extends TailerWorld {
    /** What a random log holds, found out while it is made: offset of each line by what must become of it. */
    private static final class Truth {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Map<Long, String> routes = new TreeMap<>();
        private final Map<Long, RejectReason> dead = new TreeMap<>();
        private int blank;

        Truth(Random random) {
            for (int i = 0; i < 400 + random.nextInt(1200); i++) {
                long offset = bytes.size();
                String text = line(i);
                switch (random.nextInt(60)) {
                    case 0 -> {
                        text = " ".repeat(random.nextInt(4));
                        blank++;
                    }
                    case 1 -> {
                        text = "broken " + i;
                        dead.put(offset, RejectReason.UNPARSED_LINE);
                    }
                    case 2 -> {
                        text = text.replace("2020-", "2190-");
                        dead.put(offset, RejectReason.TIMESTAMP_OUT_OF_RANGE);
                    }
                    case 3 -> {
                        // Some reach far over the end of the buffer.
                        text = "x".repeat(TailedFile.MAX_LINE_BYTES + 1 + random.nextInt(700_000));
                        dead.put(offset, RejectReason.LINE_TOO_LONG);
                    }
                    default -> routes.put(offset, "/" + i);
                }
                bytes.writeBytes((text + (random.nextBoolean() ? "\n" : "\r\n")).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void everyLineIsConfirmedInTheEnd_underOneOriginHoweverOftenItWasSent() throws IOException {
        for (long seed = 1; seed <= 12; seed++) {
            Random random = new Random(seed);
            Truth truth = new Truth(random);
            log = folder.resolve("access-" + seed + ".log");
            data = folder.resolve("data-" + seed);
            Files.write(log, truth.bytes.toByteArray());
            sink = new RecordingSink();
            Random broker = new Random(-seed);
            sink.refuse(attempt -> broker.nextInt(12) == 0);

            for (int crash = random.nextInt(4); crash > 0; crash--) {
                readABit(1 + random.nextInt(10), random.nextBoolean());
            }
            sink.refuse(attempt -> false);
            tailer(From.STORED, false).readToEnd(progress -> {});

            Map<Long, String> routes = new TreeMap<>();
            Set<String> sources = new HashSet<>();
            long highWater = 0;
            for (Observation seen : sink.confirmed()) {
                // Downstream what is not above the highest sequence so far is a resend, and is left out.
                if (seen.origin().sequence() > highWater) {
                    highWater = seen.origin().sequence();
                    routes.put(highWater - 1, ((RequestObservation) seen).route());
                }
                sources.add(seen.origin().source());
            }
            Map<Long, RejectReason> dead = new TreeMap<>();
            for (DeadLetter letter : sink.dead()) {
                dead.put(letter.position(), letter.reason());
            }
            assertThat(sources).as("seed %d", seed).hasSize(1);
            assertThat(routes).as("seed %d", seed).isEqualTo(truth.routes);
            assertThat(dead).as("seed %d", seed).isEqualTo(truth.dead);
            assertThat(sink.dropped()).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(truth.blank);
        }
    }

    @Test
    void withoutCrashAndRefusalEachLineIsSentOnce() throws IOException {
        for (long seed = 101; seed <= 106; seed++) {
            Truth truth = new Truth(new Random(seed));
            log = folder.resolve("access-" + seed + ".log");
            Files.write(log, truth.bytes.toByteArray());
            sink = new RecordingSink();

            TailReport report = tailer(From.STORED, false).readToEnd(progress -> {});

            assertThat(sink.routes()).as("seed %d", seed).isEqualTo(new ArrayList<>(truth.routes.values()));
            assertThat(sink.dead()).as("seed %d", seed).hasSize(truth.dead.size());
            assertThat(sink.dropped()).as("seed %d", seed).hasSize(truth.blank);
            assertThat(report.lines())
                    .as("seed %d", seed)
                    .isEqualTo(truth.routes.size() + truth.dead.size() + truth.blank);
            assertThat(report.bytes()).as("seed %d", seed).isEqualTo(Files.size(log));
        }
    }

    /** Follows the file until the broker was asked a few times, then dies, often before the positions were stored. */
    private void readABit(int attempts, boolean loses) throws IOException {
        Path positions = data.resolve(Positions.FILE);
        byte[] before = Files.exists(positions) ? Files.readAllBytes(positions) : new byte[0];
        int asked = sink.attempts();
        LogTailer tailer = tailer(From.STORED, true);
        tailer.start();
        await().atMost(SOON)
                .until(() ->
                        sink.attempts() >= asked + attempts || tailer.report().bytes() > 0 || isReadAlready());
        tailer.close();
        if (loses) {
            Files.write(positions, before);
        }
    }

    private boolean isReadAlready() throws IOException {
        return storedOffset() == Files.size(log);
    }
}
