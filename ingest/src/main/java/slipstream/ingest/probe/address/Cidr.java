package slipstream.ingest.probe.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import slipstream.contract.address.AddressBlock;

/** A block of addresses such as {@code 10.0.0.0/8} or {@code fd00::/8}. Immutable. */
public final class Cidr {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final AddressBlock block;

    private Cidr(AddressBlock block) {
        this.block = block;
    }

    /** @throws IllegalArgumentException when the text is no block, or has bits set behind its prefix */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = numeric(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
        return new Cidr(new AddressBlock(network, bits));
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
        return block.contains(address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && cidr.block.equals(block);
    }

    @Override
    public int hashCode() {
        return block.hashCode();
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(block.network()).getHostAddress() + "/" + block.bits();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a network has 4 or 16 bytes", e);
        }
    }
}
