package slipstream.ingest.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The attributes whose meaning is known, by the names of OpenTelemetry's semantic conventions; where a name was changed (HTTP, 1.23.0) both
 * are read. The order is that of the slots in a {@link Slots}.
 */
enum Convention {
    SERVICE_NAME(0, "service.name"),
    STATUS(1, "http.response.status_code"),
    OLD_STATUS(2, "http.status_code"),
    METHOD(3, "http.request.method"),
    OLD_METHOD(4, "http.method"),
    ROUTE(5, "http.route"),
    PATH(6, "url.path"),
    OLD_PATH(7, "http.target"),
    RPC_SERVICE(8, "rpc.service"),
    RPC_METHOD(9, "rpc.method"),
    DESTINATION(10, "messaging.destination.name");

    private final int slot;
    private final String word;

    Convention(int slot, String word) {
        this.slot = slot;
        this.word = word;
    }

    /** Its place in a {@link Slots}. */
    int slot() {
        return slot;
    }

    /** A table of these, followed by further names. */
    static KeyTable tableWith(List<String> further) {
        List<String> names = new ArrayList<>();
        Arrays.stream(values()).forEach(known -> names.add(known.word));
        names.addAll(further);
        return new KeyTable(names);
    }
}
