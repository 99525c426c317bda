package slipstream.ingest.probe.address;

import java.io.IOException;

/** An address that a probe must not reach; nothing was sent to it. */
public final class AddressRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
