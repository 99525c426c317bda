package slipstream.contract.address;

import java.util.Arrays;
import java.util.HexFormat;

/** The addresses that begin with the same bits, such as 10.0.0.0/8. Immutable. */
public final class AddressBlock {
    private static final int IPV6_BYTES = 16;

    private final byte[] network;
    private final int bits;

    /**
     * @param network 4 or 16 bytes
     * @throws IllegalArgumentException when the prefix does not fit, or bits behind it are set
     */
    public AddressBlock(byte[] network, int bits) {
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException("a prefix is from 0 to " + network.length * 8 + " bits long");
        }
        for (int bit = bits; bit < network.length * 8; bit++) {
            if (isSet(network, bit)) {
                throw new IllegalArgumentException("bits behind the prefix are set");
            }
        }
        this.network = network.clone();
        this.bits = bits;
    }

    /** A block of version 4, from the octets that matter: {@code v4(8, 10)} is 10.0.0.0/8. */
    static AddressBlock v4(int bits, int... octets) {
        byte[] network = new byte[4];
        for (int i = 0; i < octets.length; i++) {
            network[i] = (byte) octets[i];
        }
        return new AddressBlock(network, bits);
    }

    /** A block of version 6, from its leading hexadecimal digits: {@code v6(10, "fe80")} is fe80::/10. */
    static AddressBlock v6(int bits, String leadingDigits) {
        return new AddressBlock(Arrays.copyOf(HexFormat.of().parseHex(leadingDigits), IPV6_BYTES), bits);
    }

    public boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (isSet(address, bit) != isSet(network, bit)) {
                return false;
            }
        }
        return true;
    }

    /** The first address of the block. */
    public byte[] network() {
        return network.clone();
    }

    /** The length of the prefix. */
    public int bits() {
        return bits;
    }

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit / 8] & (0x80 >> (bit % 8))) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressBlock block && block.bits == bits && Arrays.equals(block.network, network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + bits;
    }
}
