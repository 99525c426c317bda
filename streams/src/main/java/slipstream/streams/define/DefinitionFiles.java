package slipstream.streams.define;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipstream.contract.document.Element;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.Reading;
import slipstream.streams.classify.CurrentDefinitions;
import slipstream.streams.classify.Definitions;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.AccountPlan;

/**
 * The documents of a configuration, as text.
 *
 * @param root stands before the paths in messages
 * @param texts path within the configuration to text
 */
public record DefinitionFiles(String root, Map<String, String> texts) {
    public DefinitionFiles {
        texts = Map.copyOf(texts);
    }

    /** Compiles them; everything wrong with them ends up in {@code problems}. */
    public Definitions compile(Problems problems, Reading reading) {
        return Definitions.compile(catalogue(problems, reading), problems);
    }

    private Catalogue catalogue(Problems problems, Reading reading) {
        List<Element> documents = new ArrayList<>();
        new TreeMap<>(texts).forEach((path, text) -> documents.addAll(YamlReader.parse(text, root + path, problems)));
        return DefinitionsReader.read(documents, problems, reading);
    }

    /** The definitions of a revision: each version carries the number of the revision in which it came. */
    CurrentDefinitions.Revision revision(Manifest manifest, Problems problems) {
        Catalogue plain = catalogue(problems, Reading.LENIENT);
        Catalogue dated = new Catalogue(
                plain.slos().stream()
                        .map(slo -> slo.withVersion(dated(AccountPlan.keyOf(slo), manifest)))
                        .toList(),
                plain.rules().stream()
                        .map(rule -> rule.withVersion(dated(AccountPlan.keyOf(rule), manifest)))
                        .toList());
        return new CurrentDefinitions.Revision(manifest.revision(), Definitions.compile(dated, problems));
    }

    private static String dated(AccountKey key, Manifest manifest) {
        return key.version() + "-" + manifest.since().getOrDefault(key.toString(), manifest.revision());
    }

    /** Path to the SHA-256 of the text. */
    Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        texts.forEach((path, text) -> hashes.put(path, hash(text)));
        return hashes;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
