package slipstream.alerting.channel.http;

import java.nio.file.Path;
import java.util.Optional;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.SecretFields;
import slipstream.contract.document.Fields;

/** What stands in {@code global:} of an {@code alertmanager.yml}, for what a receiver's entry leaves out. Not thread-safe. */
public final class GlobalSection {
    private final Path folder;
    private final Optional<Fields> section;
    private final HttpSettingsReader reader;
    private final HttpSettings http;

    /** @param folder what relative files are relative to */
    public GlobalSection(Path folder, Optional<Fields> section) {
        this.folder = folder;
        this.section = section;
        this.reader = new HttpSettingsReader(folder);
        this.http =
                section.map(global -> reader.read(global, HttpSettings.DEFAULT)).orElse(HttpSettings.DEFAULT);
    }

    public Path folder() {
        return folder;
    }

    /** The section itself, if there is one. */
    public Optional<Fields> section() {
        return section;
    }

    /** What an entry, or else the section, says about HTTP. */
    public HttpSettings http(Fields entry) {
        return reader.read(entry, http);
    }

    public Optional<String> text(String key) {
        return section.flatMap(global -> global.text(key));
    }

    /** The secret that an entry has under its key, or else the section under its own. */
    public Optional<Secret> secret(Fields entry, String key, String globalKey) {
        return SecretFields.has(entry, key)
                ? SecretFields.read(entry, key, folder)
                : section.flatMap(global -> SecretFields.read(global, globalKey, folder));
    }

    /** Whether an entry has a secret under its key, or the section under its own. */
    public boolean holds(Fields entry, String key, String globalKey) {
        return SecretFields.has(entry, key)
                || section.filter(global -> SecretFields.has(global, globalKey)).isPresent();
    }

    /** As {@link #secret}, with a problem where there is none. */
    public Optional<Secret> requiredSecret(Fields entry, String key, String globalKey) {
        return required(entry, key, globalKey) ? secret(entry, key, globalKey) : Optional.empty();
    }

    /** As {@link #url}, with a problem where there is none. */
    public Optional<SecretUrl> requiredUrl(Fields entry, String key, String globalKey) {
        return required(entry, key, globalKey) ? url(entry, key, globalKey) : Optional.empty();
    }

    private boolean required(Fields entry, String key, String globalKey) {
        boolean held = holds(entry, key, globalKey);
        if (!held) {
            entry.error(key, "is required, here or as " + globalKey + " in the global section");
        }
        return held;
    }

    /** The secret address that an entry has under its key, or else the section under its own. */
    public Optional<SecretUrl> url(Fields entry, String key, String globalKey) {
        Optional<Fields> holder = SecretFields.has(entry, key) ? Optional.of(entry) : section;
        String name = SecretFields.has(entry, key) ? key : globalKey;
        return holder.flatMap(fields -> SecretFields.read(fields, name, folder)
                .flatMap(text -> SecretUrl.parse(fields, SecretFields.keyOf(fields, name), text)));
    }
}
