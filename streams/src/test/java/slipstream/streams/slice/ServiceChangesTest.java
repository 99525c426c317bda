package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceChangesTest {
    private static final long T0 = 1_769_558_400_000L;

    private final ServiceChanges changes = new ServiceChanges();
    private final Map<String, byte[]> stored = new HashMap<>();

    @Test
    void theLastWithinASpanIsFound_inWhateverOrderTheyCame() {
        changes.note(deploy("web", 300, "v3"));
        changes.note(deploy("web", 100, "v1"));
        changes.note(deploy("web", 200, "v2"));

        assertThat(changes.lastOf("web", T0, T0 + 200_000)).hasValue(deploy("web", 200, "v2"));
        assertThat(changes.lastOf("web", T0 + 200_000, T0 + 299_999)).isEmpty();
        assertThat(changes.lastOf("shop", T0, T0 + 300_000)).isEmpty();
    }

    @Test
    void whatIsNotedAgainIsThereOnce() {
        changes.note(deploy("web", 100, "v1"));
        save();
        changes.note(deploy("web", 100, "v1"));

        assertThat(changes.of("web")).hasSize(1);
        changes.drainChanges((service, mark) -> {
            throw new AssertionError("nothing has changed");
        });
    }

    @Test
    void ofEachServiceTheLastAreKept_andOfServicesTheOnesThatChangedLast() {
        for (int i = 1; i <= 20; i++) {
            changes.note(deploy("web", 10_000 + i, "v" + i));
        }
        for (int i = 1; i <= ServiceChanges.SERVICES; i++) {
            changes.note(deploy("service-" + i, i, "v1"));
        }
        save();

        assertThat(changes.of("web"))
                .extracting(ServiceChange::version)
                .containsExactly("v13", "v14", "v15", "v16", "v17", "v18", "v19", "v20");
        assertThat(changes.of("service-1")).isEmpty();
        assertThat(changes.of("service-2")).hasSize(1);
        assertThat(stored).hasSize(ServiceChanges.SERVICES).doesNotContainKey("service-1");
    }

    @Test
    void aRestartForgetsNothing() {
        changes.note(deploy("web", 100, "v1"));
        changes.note(new ServiceChange("web", T0 + 150_000, "backup", ""));
        save();

        ServiceChanges restarted = new ServiceChanges();
        stored.values().forEach(bytes -> restarted.restore(ChangeMark.ofBytes(bytes)));

        assertThat(restarted.of("web")).isEqualTo(changes.of("web"));
        assertThat(restarted.lastOf("web", T0, T0 + 200_000)).hasValue(deploy("web", 100, "v1"));
    }

    @Test
    void aMarkIsForEveryPartition() {
        ChangeMark mark = new ChangeMark(List.of(deploy("web", 100, "v1"), deploy("shop", 5, "")));

        assertThat(PartialRecord.ofBytes(mark.toBytes())).isEqualTo(mark);
        assertThat(PartialRecord.isForAll(mark.toBytes())).isTrue();
    }

    private void save() {
        changes.drainChanges((service, mark) -> {
            if (mark == null) {
                stored.remove(service);
            } else {
                stored.put(service, mark.toBytes());
            }
        });
    }

    private static ServiceChange deploy(String service, long second, String version) {
        return new ServiceChange(service, T0 + second * 1_000, "deploy", version);
    }
}
