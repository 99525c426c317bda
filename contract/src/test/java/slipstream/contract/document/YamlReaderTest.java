package slipstream.contract.document;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private final Problems problems = new Problems();

    @TempDir
    private Path folder;

    @Test
    void documentsOfAFileAreReadInOrder() {
        List<Element> documents = parse("a: 1\n---\na: 2\n---\n- a: 3\n- a: 4\n");

        assertThat(documents).extracting(this::valueOfA).containsExactly("1", "2", "3", "4");
        assertThat(documents).extracting(document -> document.where().line()).containsExactly(1, 3, 5, 6);
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: 1\n---\n", "---\na: 1\n...\n---\n# nothing more\n", "\uFEFFa: 1\n", "a: 1\r\n", "# x\na: 1"})
    void emptyDocumentsByteOrderMarksAndCommentsDoNotMatter(String text) {
        assertThat(parse(text)).extracting(this::valueOfA).containsExactly("1");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void jsonIsReadToo_indentedWithTabsAndWithEscapes() {
        List<Element> documents = parse("[\n\t{\n\t\t\"a\": \"x\\ty \\u00e9 \\ud83d\\ude00\"\n\t}\n]\n");

        assertThat(problems.all()).isEmpty();
        assertThat(documents).extracting(this::valueOfA).containsExactly("x\ty é \uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n---\n", "\uFEFF"})
    void aFileWithoutDocumentIsAnError(String text) {
        assertThat(parse(text)).isEmpty();
        assertThat(only().toString()).isEqualTo("slo.yml:1: error: there is no document in it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: &x 1 | 1 | anchors (&) are not allowed here; write the value out",
                "a: 1\\nb: &x {c: 1} | 2 | anchors (&)",
                "a: !!java.net.URL [x] | 1 | tags (!!)",
                "a: !!int 3 | 1 | tags (!!)",
                "a: !secret x | 1 | tags (!!)",
                "!!map {a: 1} | 1 | tags (!!)",
                "a: 1\\n\\tb: 2 | 2 | not valid YAML: found character '\\t(TAB)' that cannot start any token",
                "a: 1\\nb: [1, 2 | 2 | not valid YAML",
                "a: 1\\n b: 2 | 2 | not valid YAML: mapping values are not allowed here",
                "a: 'x | 1 | not valid YAML: found unexpected end of stream",
                "a: 1\\nb: \\u0007 | 2 | not valid YAML: the character U+0007 is not allowed",
                "a: @x | 1 | not valid YAML",
            })
    void whatIsNotPlainYamlIsAnErrorWithItsLine(String text, int line, String says) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");

        assertThat(parse(yaml)).isEmpty();
        assertThat(problems.all().get(0).where().line()).isEqualTo(line);
        assertThat(problems.all().get(0).message()).contains(says.replace("\\t", "\\t"));
    }

    @Test
    void anAliasBombIsRefused_withEveryAnchorAndAlias() {
        parse("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");

        assertThat(problems.all()).hasSize(6);
        assertThat(problems.all()).extracting(problem -> problem.where().line()).containsExactly(1, 2, 2, 2, 3, 3);
    }

    @Test
    void thirtyTwoLevelsAreAllowed_andOneMoreIsNot() {
        assertThat(parse("a: " + "[".repeat(31) + "]".repeat(31))).hasSize(1);
        assertThat(problems.all()).isEmpty();

        assertThat(parse("x: 1\na: " + "[".repeat(32) + "]".repeat(32))).isEmpty();
        assertThat(only().toString()).isEqualTo("slo.yml:2: error: values are nested more than 32 deep here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    @Timeout(10)
    void aMegabyteOfNestingIsRefusedAtOnce(String opening) {
        assertThat(parse(opening.repeat(1_000_000 / opening.length()))).isEmpty();
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void moreThanAMegabyteIsRefused_beforeItIsParsed() throws IOException {
        String comments = ("#" + "x".repeat(1022) + "\n").repeat(1023);
        String lastLine = "a: 1 " + " ".repeat(1018);
        Path atLimit = write("limit.yml", (comments + lastLine + "#").getBytes(UTF_8));
        Path beyond = write("beyond.yml", (comments + lastLine + "##").getBytes(UTF_8));

        assertThat(YamlReader.read(atLimit, problems)).hasSize(1);
        assertThat(problems.all()).isEmpty();
        assertThat(YamlReader.read(beyond, "beyond.yml", problems)).isEmpty();
        assertThat(only().toString()).isEqualTo("beyond.yml:1: error: the file has more than 1048576 bytes");
        assertThat(parse("#".repeat(1024 * 1024 + 1))).isEmpty();
    }

    @Test
    @Timeout(10)
    void aVeryLongLineIsRefused_andTheLongestThatIsAllowedIsRead() {
        assertThat(parse("a: 1\n#" + "x".repeat(64 * 1024 - 1))).hasSize(1);
        assertThat(problems.all()).isEmpty();

        assertThat(parse("a: 1\n#" + "x".repeat(1024 * 1024 - 6))).isEmpty();
        assertThat(only().toString()).isEqualTo("slo.yml:2: error: the line has more than 65536 characters");
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        Path latin1 = write("latin1.yml", new byte[] {'a', ':', ' ', (byte) 0xE9});
        Path utf16 = write("utf16.yml", "a: 1".getBytes(UTF_16));

        YamlReader.read(latin1, "latin1.yml", problems);
        YamlReader.read(utf16, "utf16.yml", problems);

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "latin1.yml:1: error: the file is not valid UTF-8",
                        "utf16.yml:1: error: the file is not valid UTF-8");
    }

    @Test
    void aFileIsWanted_notADirectoryOrNothing() {
        assertThat(YamlReader.read(folder, "conf.d", problems)).isEmpty();
        assertThat(YamlReader.read(folder.resolve("no.yml"), "no.yml", problems))
                .isEmpty();
        assertThat(YamlReader.read(Path.of("/dev/null"), "null.yml", problems)).isEmpty();

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "conf.d:1: error: a file is wanted, this is a directory",
                        "no.yml:1: error: there is no such file",
                        "null.yml:1: error: a file is wanted, this is not a regular file");
    }

    @Test
    void aLinkToAFileIsFollowed() throws IOException {
        Path target = write("data.yml", "a: 1".getBytes(UTF_8));
        Path link = Files.createSymbolicLink(folder.resolve("link.yml"), target);

        assertThat(YamlReader.read(link, problems)).extracting(this::valueOfA).containsExactly("1");
    }

    /** Java's own regular expressions and YAML 1.1 both have surprises; these are the values people trip over. */
    @ParameterizedTest
    @ValueSource(strings = {"0777", "12:30:45", "1.20", "1e3", "2022-01-01 12:00:00", "0x1F", "1_000", ".inf", "3.10"})
    void textIsKeptAsItWasWritten_whateverYamlMakesOfIt(String value) {
        assertThat(parse("a: " + value)).extracting(this::valueOfA).containsExactly(value);
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "on", "Yes", "OFF", "true"})
    void aBooleanWhereTextBelongsIsAnError_unlessItIsQuoted(String value) {
        assertThat(parse("a: '" + value + "'")).extracting(this::valueOfA).containsExactly(value);
        assertThat(problems.all()).isEmpty();

        fields("country: " + value).text("country");

        assertThat(only().toString())
                .isEqualTo("slo.yml:1: error: country: is read by YAML as a boolean: put '" + value + "' in quotes");
    }

    @Test
    void durationsAreNotNumbersOfSixty() {
        assertThat(fields("d: 12:30:45").duration("d")).isEmpty();
        assertThat(only().message()).isEqualTo("must be a duration such as 500ms, 30s, 5m, 1h30m or 7d, is '12:30:45'");
        assertThat(fields("d: 90m").duration("d")).contains(Duration.ofMinutes(90));
    }

    private String valueOfA(Element document) {
        return document.asFields(problems).orElseThrow().text("a").orElseThrow();
    }

    private List<Element> parse(String text) {
        return YamlReader.parse(text, "slo.yml", problems);
    }

    private Fields fields(String text) {
        return parse(text).get(0).asFields(problems).orElseThrow();
    }

    private Problem only() {
        assertThat(problems.all()).hasSize(1);
        return problems.all().get(0);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
