package slipstream.alerting.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.Alerts;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelContract;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.IncidentLink;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.TlsStub;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

class EmailChannelTest extends ChannelContract {
    private static final Message FIRING = new Message(AlertGroup.ofOne(Alerts.firing()), "4711");
    private static final String PLAIN_ENTRY =
            "to: ops@shop.example\nfrom: slipstream@shop.example\nrequire_tls: false\n";

    @TempDir
    Path folder;

    private SmtpStub good;
    private SmtpStub bad;

    @AfterEach
    void close() throws IOException {
        for (SmtpStub stub : new SmtpStub[] {good, bad}) {
            if (stub != null) {
                stub.close();
            }
        }
    }

    @Override
    protected Channel toGoodReceiver() throws IOException {
        if (good == null) {
            good = SmtpStub.plain();
        }
        return channel(good, PLAIN_ENTRY);
    }

    @Override
    protected Channel toBadReceiver() throws IOException {
        bad = SmtpStub.plain().answering("MAIL", "550 we do not know you");
        return channel(bad, PLAIN_ENTRY);
    }

    /** The plain texts, with what depends on the state of the alert alone. */
    @Override
    protected List<String> received() {
        return good.mails().stream()
                .map(mail -> text(parsed(mail)).toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void mailIsThatOfTheGoldenFile() throws Exception {
        toGoodReceiver().deliver(FIRING);

        String sent = good.mails().get(0);
        String masked = sent.replaceAll("----=_Part_\\S+?\"", "----=_Part\"")
                .replaceAll("(?m)^------=_Part_\\S+?(--)?$", "------=_Part$1")
                .replaceAll("(?s)iVBOR[A-Za-z0-9+/=\\n]+", "iVBOR…\n");
        assertThat(masked).isEqualTo(golden("email-firing.eml"));
    }

    @Test
    void everyAttemptHasTheSameIdentifier_andEveryMailOfAGroupTheSameThread() throws Exception {
        Channel channel = toGoodReceiver();
        Message over = new Message(AlertGroup.ofOne(Alerts.resolved()), "4712");

        channel.deliver(FIRING);
        channel.deliver(FIRING);
        channel.deliver(over);

        List<MimeMessage> mails =
                good.mails().stream().map(EmailChannelTest::parsed).toList();
        assertThat(mails).hasSize(3);
        assertThat(mails.get(0).getMessageID()).isEqualTo("<4711@shop.example>");
        assertThat(mails.get(1).getMessageID()).isEqualTo("<4711@shop.example>");
        assertThat(mails.get(2).getMessageID()).isEqualTo("<4712@shop.example>");
        assertThat(mails.get(2).getHeader("References")).isEqualTo(mails.get(0).getHeader("References"));
        assertThat(mails.get(2).getHeader("In-Reply-To", ",")).matches("<[0-9a-f]{64}@shop\\.example>");
    }

    @Test
    void namesCannotForgeHeaders() throws Exception {
        TreeMap<String, String> labels = new TreeMap<>(Alerts.firing().labels());
        labels.put("service", "shop\r\nBcc: thief@evil.example\r\n\r\n<b>Grüße</b>");
        AlertGroup group = new AlertGroup("{}", labels, List.of(Alerts.firing()), "first notification");
        Channel channel = good(PLAIN_ENTRY
                + "headers:\n  Subject: '{{ .GroupLabels.service }}'\n  X-Service: '{{ .GroupLabels.service }}'\n");

        channel.deliver(new Message(group, "4711"));

        MimeMessage mail = parsed(good.mails().get(0));
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("shop Bcc: thief@evil.example <b>Grüße</b>");
        assertThat(good.mails().get(0)).contains("X-Service: =?UTF-8?");
        assertThat(good.commands()).noneMatch(command -> command.contains("thief"));
    }

    @Test
    void severityAndAcknowledgementStandInSubjectAndPage() throws Exception {
        IncidentLink link =
                new IncidentLink("7QK3M", Optional.of("SEV-1"), Optional.of("https://s.example/ack?t=a&u=b"), "");

        toGoodReceiver().deliver(new Message(FIRING.group(), "4711", Optional.of(link)));

        MimeMessage mail = parsed(good.mails().get(0));
        assertThat(mail.getSubject()).startsWith("[FIRING] [SEV-1] checkout burns its budget \"fast\"");
        assertThat(html(mail)).contains("<a href=\"https://s.example/ack?t=a&amp;u=b\"");
        assertThat(text(mail)).contains("acknowledge: https://s.example/ack?t=a&u=b");
    }

    @Test
    void pictureOfTheBurnRatesIsInThePage_whereThereIsEvidence() throws Exception {
        Channel channel = toGoodReceiver();

        channel.deliver(FIRING);
        channel.deliver(
                new Message(AlertGroup.ofOne(Alerts.ofRule(Alerts.firing().status(), "queue is long")), "4713"));

        assertThat(good.mails().get(0)).contains("Content-Type: image/png").contains("Content-ID: <budget-burn>");
        assertThat(html(parsed(good.mails().get(0)))).contains("<img src=\"cid:budget-burn\"");
        assertThat(good.mails().get(1)).doesNotContain("image/png");
    }

    @Test
    void answersMeanWhatRfc5321Says() throws Exception {
        assertThat(told("MAIL", "451 later").reason()).isEqualTo(DeliveryReason.BUSY);
        assertThat(told("RCPT", "450 mailbox busy")).isInstanceOf(Delivery.Retry.class);
        assertThat(told("RCPT", "550 no such user")).isInstanceOf(Delivery.Rejected.class);
        assertThat(told("END", "452 disk full")).isInstanceOf(Delivery.Retry.class);
        assertThat(told("END", "554 spam")).isInstanceOf(Delivery.Rejected.class);
        assertThat(told("END", "554 spam").detail()).contains("554 spam");
    }

    @Test
    void wrongAddressOfOneDoesNotKeepItFromTheOthers() throws Exception {
        SmtpStub stub = SmtpStub.plain().answering("RCPT TO:<gone", "550 no such user");
        bad = stub;

        Delivery delivery = channel(stub, PLAIN_ENTRY.replace("ops@", "gone@shop.example, ops@"))
                .deliver(FIRING);

        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        assertThat(delivery.detail()).contains("not to everybody", "550 no such user");
        assertThat(stub.mails()).hasSize(1);
    }

    @Test
    void failedLoginIsTriedAgain_andThePasswordIsNotShown() throws Exception {
        bad = SmtpStub.plain().answering("AUTH", "535 wrong password");

        Delivery delivery = channel(bad, PLAIN_ENTRY + "auth_username: us\nauth_password: hunter2\n")
                .deliver(FIRING);

        assertThat(delivery).isInstanceOf(Delivery.Retry.class);
        assertThat(delivery.detail()).contains("login failed", "535").doesNotContain("hunter2");
    }

    @Test
    void loginIsMade_whereAUserIsNamed() throws Exception {
        good(PLAIN_ENTRY + "auth_username: us\nauth_password: hunter2\n").deliver(FIRING);

        String plain = Base64.getEncoder().encodeToString("us\0us\0hunter2".getBytes(StandardCharsets.UTF_8));
        assertThat(good.commands()).contains("AUTH PLAIN " + plain);
        assertThat(good.mails()).hasSize(1);
    }

    @Test
    void nothingIsSentInTheClear_unlessAllowed() throws Exception {
        bad = SmtpStub.plain();

        Delivery delivery =
                channel(bad, PLAIN_ENTRY.replace("require_tls: false\n", "")).deliver(FIRING);

        assertThat(delivery.reason()).isEqualTo(DeliveryReason.TLS_FAILED);
        assertThat(delivery).isInstanceOf(Delivery.Retry.class);
        assertThat(bad.mails()).isEmpty();
        assertThat(bad.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void connectionIsEncrypted_byStarttlsAndAtOnce() throws Exception {
        KeyStore keys = TlsStub.issued();
        Path authority = Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("stub").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        String trusted = "tls_config: {ca_file: '" + authority + "', server_name: hooks.example}\n";
        for (boolean atOnce : new boolean[] {false, true}) {
            try (SmtpStub stub = SmtpStub.encrypted(keys, atOnce)) {
                String entry = PLAIN_ENTRY.replace("require_tls: false", "require_tls: true") + "force_implicit_tls: "
                        + atOnce + "\n";

                Delivery trusting = channel(stub, entry + trusted).deliver(FIRING);
                Delivery distrusting = channel(stub, entry).deliver(FIRING);

                assertThat(trusting).as("%s", trusting).isInstanceOf(Delivery.Delivered.class);
                assertThat(distrusting.reason()).as("%s", distrusting).isEqualTo(DeliveryReason.TLS_FAILED);
                assertThat(stub.mails()).hasSize(1);
            }
        }
    }

    @Test
    void serverThatIsAwayIsUnreachable() throws Exception {
        bad = SmtpStub.plain();
        bad.close();

        Delivery delivery = channel(bad, PLAIN_ENTRY).deliver(FIRING);

        assertThat(delivery.reason()).isEqualTo(DeliveryReason.UNREACHABLE);
        assertThat(delivery).isInstanceOf(Delivery.Retry.class);
    }

    private Delivery told(String command, String answer) throws Exception {
        try (SmtpStub stub = SmtpStub.plain().answering(command, answer)) {
            return channel(stub, PLAIN_ENTRY).deliver(FIRING);
        }
    }

    private Channel good(String entry) throws IOException {
        good = SmtpStub.plain();
        return channel(good, entry);
    }

    private Channel channel(SmtpStub stub, String entry) throws IOException {
        return settings(entry + "smarthost: 127.0.0.1:" + stub.port() + "\n")
                .open(new Surroundings(
                        "team-X", "http://slipstream:8080", "Slipstream/test", InstantSource.fixed(Alerts.T0)));
    }

    private ChannelSettings settings(String entry) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve("entry.yml"), entry);
        Fields fields =
                YamlReader.read(file, problems).get(0).asFields(problems).orElseThrow();
        ChannelSettings settings = EmailSettings.read(fields, new GlobalSection(folder, Optional.empty()))
                .orElseThrow();
        assertThat(problems.all()).isEmpty();
        return settings;
    }

    private static MimeMessage parsed(String mail) {
        try {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage mail) {
        return part(mail, 0);
    }

    private static String html(MimeMessage mail) {
        return part(mail, 1);
    }

    private static String part(MimeMessage mail, int index) {
        try {
            Object part = ((Multipart) mail.getContent()).getBodyPart(index).getContent();
            return part instanceof Multipart related
                    ? (String) related.getBodyPart(0).getContent()
                    : (String) part;
        } catch (IOException | jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String golden(String name) throws IOException {
        try (var stream = EmailChannelTest.class.getResourceAsStream("/golden/" + name)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
