package slipstream.alerting.channel.http;

import java.net.InetAddress;
import slipstream.contract.address.AddressKind;

/**
 * Which addresses receivers may have. Link-local ones, which have the clouds' metadata, multicast and reserved ones are refused under each
 * policy, in every spelling and inside every form that carries them.
 */
public enum AddressPolicy {
    /** Private networks and loopback too: the operator's own file names the receivers. */
    PRIVATE_ALLOWED,
    /** Public addresses alone: {@code oncall.yml} says {@code outbound: {allow_private: false}}. */
    PUBLIC_ONLY;

    /** Lets an address through, or says why not; to be asked about the very address that is dialled. */
    void check(InetAddress address) throws AddressRefusedException {
        AddressKind kind = AddressKind.of(address.getAddress());
        if (kind == AddressKind.NEVER) {
            throw new AddressRefusedException(address.getHostAddress()
                    + " is never called: it is link-local, metadata, multicast, unspecified or reserved");
        }
        if (kind == AddressKind.PRIVATE && this == PUBLIC_ONLY) {
            throw new AddressRefusedException(
                    address.getHostAddress() + " is a private address, and oncall.yml says allow_private: false");
        }
    }
}
