package slipstream.alerting.channel.http;

import java.io.IOException;

/** An address that no receiver may have; nothing was sent to it. */
final class AddressRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
