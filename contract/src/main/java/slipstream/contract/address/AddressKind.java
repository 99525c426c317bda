package slipstream.contract.address;

import static slipstream.contract.address.AddressBlock.v4;
import static slipstream.contract.address.AddressBlock.v6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose an address is: anybody's, this network's own, or nobody's to call. An address that carries one of version 4 inside is of the
 * strictest kind among the two.
 */
public enum AddressKind {
    /** Reachable from the internet. */
    PUBLIC,
    /** Loopback and private networks. */
    PRIVATE,
    /** Link-local, which has the clouds' metadata, multicast, unspecified, reserved: never a service of anybody's own. */
    NEVER;

    /** IANA's special-purpose registries (RFC 6890), and the metadata addresses of clouds outside link-local. */
    private static final List<AddressBlock> NEVER_BLOCKS = List.of(
            v4(8, 0),
            v4(16, 169, 254),
            v4(32, 192, 0, 0, 192),
            v4(32, 100, 100, 100, 200),
            v4(4, 224),
            v4(4, 240),
            v6(128, ""),
            v6(10, "fe80"),
            v6(8, "ff"),
            v6(128, "fd000ec2000000000000000000000254"));

    /** Loopback, RFC 1918, shared address space (RFC 6598), benchmarking (RFC 2544), protocol assignments, unique local (RFC 4193), site-local. */
    private static final List<AddressBlock> PRIVATE_BLOCKS = List.of(
            v4(8, 127),
            v4(8, 10),
            v4(12, 172, 16),
            v4(16, 192, 168),
            v4(10, 100, 64),
            v4(15, 198, 18),
            v4(24, 192),
            v6(128, "00000000000000000000000000000001"),
            v6(7, "fc"),
            v6(10, "fec0"));

    private static final AddressBlock COMPATIBLE = v6(96, "");
    private static final AddressBlock MAPPED = v6(96, "00000000000000000000ffff");
    private static final AddressBlock SIX_TO_FOUR = v6(16, "2002");
    private static final AddressBlock TEREDO = v6(32, "20010000");
    private static final AddressBlock NAT64 = v6(96, "0064ff9b");
    private static final AddressBlock NAT64_LOCAL = v6(48, "0064ff9b0001");

    /** @param address 4 or 16 bytes */
    public static AddressKind of(byte[] address) {
        return forms(address).stream().map(AddressKind::ofForm).reduce(PUBLIC, AddressKind::stricter);
    }

    /** The kind of the bytes as they stand, without a look at what they may carry. */
    public static AddressKind ofForm(byte[] form) {
        if (isIn(NEVER_BLOCKS, form)) {
            return NEVER;
        }
        return isIn(PRIVATE_BLOCKS, form) ? PRIVATE : PUBLIC;
    }

    /** The address itself, and those of version 4 that it stands for. */
    public static List<byte[]> forms(byte[] address) {
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
        } else if (Stream.of(NAT64, NAT64_LOCAL, MAPPED).anyMatch(block -> block.contains(address))
                || (COMPATIBLE.contains(address) && !isLoopbackOrUnspecified(address))) {
            forms.add(Arrays.copyOfRange(address, 12, 16));
        }
        return forms;
    }

    private static AddressKind stricter(AddressKind one, AddressKind other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static boolean isIn(List<AddressBlock> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
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
