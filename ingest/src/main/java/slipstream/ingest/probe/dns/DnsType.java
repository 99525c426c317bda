package slipstream.ingest.probe.dns;

import java.util.Arrays;
import java.util.Optional;

/** The record types that can be asked for; numbers from IANA's registry of DNS parameters. */
public enum DnsType {
    A(1),
    NS(2),
    CNAME(5),
    SOA(6),
    PTR(12),
    MX(15),
    TXT(16),
    AAAA(28),
    SRV(33),
    NAPTR(35),
    DS(43),
    DNSKEY(48),
    HTTPS(65),
    ANY(255),
    CAA(257);

    private final int number;

    DnsType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    public static Optional<DnsType> ofName(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The type's name, or the form of RFC 3597 for one that is not known here. */
    static String nameOf(int number) {
        return Arrays.stream(values())
                .filter(type -> type.number == number)
                .map(Enum::name)
                .findFirst()
                .orElse("TYPE" + number);
    }
}
