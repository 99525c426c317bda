package slipstream.ingest.probe.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A block of addresses such as {@code 10.0.0.0/8} or {@code fd00::/8}. Immutable. */
public final class Cidr {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException when the text is no block, or has bits set behind its prefix */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = numeric(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException("a prefix is from 0 to " + network.length * 8 + " bits long");
        }
        Cidr cidr = new Cidr(network, bits);
        for (int bit = bits; bit < network.length * 8; bit++) {
            if (isSet(network, bit)) {
                throw new IllegalArgumentException("bits behind the prefix are set");
            }
        }
        return cidr;
    }

    /** An address that is written in numbers; no name is ever looked up. */
    public static InetAddress numeric(String text) {
        if (!isNumeric(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a numeric address");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is not a numeric address", e);
        }
    }

    /** Whether the text can only be an address in numbers. */
    public static boolean isNumeric(String text) {
        return NUMERIC.matcher(text).matches();
    }

    boolean contains(byte[] address) {
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

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit / 8] & (0x80 >> (bit % 8))) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && cidr.bits == bits && Arrays.equals(cidr.network, network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + bits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a network has 4 or 16 bytes", e);
        }
    }
}
