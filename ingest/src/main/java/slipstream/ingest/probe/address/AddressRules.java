package slipstream.ingest.probe.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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

    /** IANA's special-purpose registries (RFC 6890), and the metadata addresses of clouds outside link-local. */
    private static final List<Cidr> NEVER = cidrs(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.192/32",
            "100.100.100.200/32",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "fe80::/10",
            "ff00::/8",
            "fd00:ec2::254/128");

    /** Loopback, RFC 1918, shared address space (RFC 6598), benchmarking (RFC 2544), protocol assignments, unique local (RFC 4193), site-local. */
    private static final List<Cidr> PRIVATE = cidrs(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "198.18.0.0/15",
            "192.0.0.0/24",
            "::1/128",
            "fc00::/7",
            "fec0::/10");

    private static final Cidr COMPATIBLE = Cidr.parse("::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
    private static final Cidr TEREDO = Cidr.parse("2001::/32");
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr NAT64_LOCAL = Cidr.parse("64:ff9b:1::/48");

    public AddressRules {
        allowedPrivate = List.copyOf(allowedPrivate);
    }

    private static List<Cidr> cidrs(String... blocks) {
        return Arrays.stream(blocks).map(Cidr::parse).toList();
    }

    /** Lets an address through, or says why not. */
    public void check(InetAddress address) throws AddressRefusedException {
        for (byte[] form : forms(address.getAddress())) {
            if (isIn(NEVER, form)) {
                throw new AddressRefusedException(address.getHostAddress() + " is never probed: it is link-local,"
                        + " metadata, multicast, unspecified or reserved");
            }
            if (isIn(PRIVATE, form) && !isIn(allowedPrivate, form)) {
                throw new AddressRefusedException(address.getHostAddress()
                        + " is a private address; add it, or the block it is in, to allow_private");
            }
        }
    }

    /** Whether it is an address that only {@code allow_private} opens. */
    public static boolean isPrivate(InetAddress address) {
        return forms(address.getAddress()).stream().anyMatch(form -> isIn(PRIVATE, form));
    }

    private static boolean isIn(List<Cidr> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    /** The address itself, and those of version 4 that it stands for; the mapped form is one of version 4 to Java already. */
    private static List<byte[]> forms(byte[] address) {
        List<byte[]> forms = new ArrayList<>();
        forms.add(address);
        if (SIX_TO_FOUR.contains(address)) {
            forms.add(Arrays.copyOfRange(address, 2, 6));
        } else if (TEREDO.contains(address)) {
            // RFC 4380: the server in the clear, the client with every bit turned over.
            forms.add(Arrays.copyOfRange(address, 4, 8));
            byte[] client = Arrays.copyOfRange(address, 12, 16);
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~client[i];
            }
            forms.add(client);
        } else if (Stream.of(NAT64, NAT64_LOCAL).anyMatch(block -> block.contains(address))
                || (COMPATIBLE.contains(address) && !isLoopbackOrUnspecified(address))) {
            forms.add(Arrays.copyOfRange(address, 12, 16));
        }
        return forms;
    }

    private static boolean isLoopbackOrUnspecified(byte[] address) {
        for (int i = 0; i < address.length - 1; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[address.length - 1] == 0 || address[address.length - 1] == 1;
    }
}
