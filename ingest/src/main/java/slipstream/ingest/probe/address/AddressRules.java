package slipstream.ingest.probe.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import slipstream.contract.address.AddressKind;

/**
 * Says whether a probe may reach an address. Public ones always; private ones where they are allowed; those that never are a
 * service of anybody's own (link-local, which has the clouds' metadata, multicast, unspecified, reserved) never. Immutable.
 *
 * @param allowedPrivate blocks of private addresses that may be reached
 */
public record AddressRules(List<Cidr> allowedPrivate) {
    /** Public addresses alone. */
    public static final AddressRules PUBLIC_ONLY = new AddressRules(List.of());

    /** Loopback, for what this process asks of itself. */
    public static final AddressRules LOOPBACK = new AddressRules(cidrs("127.0.0.0/8", "::1/128"));

    /** Every private address, for a person who names the target by hand. */
    public static final AddressRules ALL_PRIVATE = new AddressRules(cidrs("0.0.0.0/0", "::/0"));

    public AddressRules {
        allowedPrivate = List.copyOf(allowedPrivate);
    }

    private static List<Cidr> cidrs(String... blocks) {
        return Arrays.stream(blocks).map(Cidr::parse).toList();
    }

    /** Lets an address through, or says why not. */
    public void check(InetAddress address) throws AddressRefusedException {
        for (byte[] form : AddressKind.forms(address.getAddress())) {
            AddressKind kind = AddressKind.ofForm(form);
            if (kind == AddressKind.NEVER) {
                throw new AddressRefusedException(address.getHostAddress() + " is never probed: it is link-local,"
                        + " metadata, multicast, unspecified or reserved");
            }
            if (kind == AddressKind.PRIVATE && allowedPrivate.stream().noneMatch(block -> block.contains(form))) {
                throw new AddressRefusedException(address.getHostAddress()
                        + " is a private address; add it, or the block it is in, to allow_private");
            }
        }
    }

    /** Whether it is an address that only {@code allow_private} opens. */
    public static boolean isPrivate(InetAddress address) {
        return AddressKind.forms(address.getAddress()).stream()
                .anyMatch(form -> AddressKind.ofForm(form) == AddressKind.PRIVATE);
    }
}
