package slipstream.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private final Problems problems = new Problems();

    @Test
    void everyKindOfValueIsRead() {
        Fields fields = fields("""
                text: hello
                flag: true
                count: 42
                share: 0.25
                wait: 1h30m
                colour: red
                list: [a, b]
                map: {x: 1, on: two}
                inner: {deep: {key: v}}
                rows: [{id: 1}, {id: 2}]
                """);

        assertThat(fields.text("text")).contains("hello");
        assertThat(fields.bool("flag")).contains(true);
        assertThat(fields.wholeNumber("count", 0, 100)).hasValue(42);
        assertThat(fields.number("share")).hasValue(0.25);
        assertThat(fields.duration("wait")).hasToString("Optional[PT1H30M]");
        assertThat(fields.oneOf("colour", "red", "green")).contains("red");
        assertThat(fields.listOfText("list")).containsExactly("a", "b");
        assertThat(fields.map("map")).isEqualTo(Map.of("x", "1", "on", "two"));
        assertThat(fields.fields("inner")
                        .orElseThrow()
                        .fields("deep")
                        .orElseThrow()
                        .requiredText("key"))
                .contains("v");
        assertThat(fields.listOfFields("rows")).hasSize(2);
        fields.done();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aKeyHoldsSomething_whenItsValueIsNotEmpty() {
        Fields fields = fields("{a: 1, b: , c: null, d: '', e: []}");

        assertThat(List.of("a", "d", "e")).allMatch(fields::holds);
        assertThat(List.of("b", "c", "x")).noneMatch(fields::holds);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void lookingAtTheKeysDoesNotMakeThemKnown() {
        Fields fields = fields("{a: 1, b: 2}");
        fields.text("a");

        assertThat(fields.keys()).containsExactlyInAnyOrder("a", "b");
        fields.done();

        assertThat(problems.all()).extracting(Problem::key).containsExactly("b");
    }

    @Test
    void aQuantityIsReadExactly_orRefusedWithTheForm() {
        Fields fields = fields("{a: 5%, b: 50MB, c: many}");

        assertThat(fields.quantity("a")).contains(Quantity.parse("5%"));
        assertThat(fields.quantity("b").orElseThrow().value()).isEqualByComparingTo("50000000");
        assertThat(fields.quantity("c")).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::message)
                .containsExactly("must be a number such as 1000, 5% or 50MB, is 'many'");
    }

    @Test
    void whatIsAbsentIsEmpty_withoutAProblem() {
        Fields fields = fields("a: 1");

        assertThat(fields.text("x")).isEmpty();
        assertThat(fields.bool("x")).isEmpty();
        assertThat(fields.wholeNumber("x", 0, 1)).isEmpty();
        assertThat(fields.number("x")).isEmpty();
        assertThat(fields.duration("x")).isEmpty();
        assertThat(fields.oneOf("x", "y")).isEmpty();
        assertThat(fields.list("x")).isEmpty();
        assertThat(fields.map("x")).isEmpty();
        assertThat(fields.fields("x")).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void whatIsRequiredAndAbsentIsAnErrorAtItsMapping() {
        Fields inner = fields("a: 1\nb:\n  c: 2").fields("b").orElseThrow();

        inner.requiredText("name");
        inner.requiredFields("spec");

        assertThat(messages())
                .containsExactly("f.yml:3: error: b.name: is required", "f.yml:3: error: b.spec: is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes | must be true or false, is 'yes'",
                "1 | must be true or false, is '1'",
                "TRUE | must be true or false, is 'TRUE'",
                "[] | must be true or false, is a list",
                "~ | must be true or false, is empty"
            })
    void onlyTrueAndFalseAreBooleans(String value, String message) {
        assertThat(fields("a: " + value).bool("a")).isEmpty();
        assertThat(messages()).containsExactly("f.yml:1: error: a: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0777",
                "+5",
                "1_0",
                "0x10",
                "12:30",
                "1.0",
                "1e1",
                "11",
                "-1",
                "99999999999",
                "٥",
                "five",
                "{}",
                ""
            })
    void whatIsNoPlainWholeNumberInItsRangeIsAnError(String value) {
        assertThat(fields("a: " + value).wholeNumber("a", 0, 10)).isEmpty();
        assertThat(messages()).singleElement().asString().contains("a: must be a whole number from 0 to 10, is ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5d", "5f", "0x1p3", "NaN", ".inf", "Infinity", "1e999", "1e999999999", "1,5", "12:30:45", "''"})
    void whatIsNoFiniteNumberIsAnError(String value) {
        assertThat(fields("a: " + value).number("a")).isEmpty();
        assertThat(messages()).singleElement().asString().contains("a: must be a number, is ");
    }

    @Test
    void aWordThatIsNotAllowedIsAnErrorThatListsTheOthers() {
        assertThat(fields("a: blue").oneOf("a", "red", "green")).isEmpty();
        assertThat(messages()).containsExactly("f.yml:1: error: a: must be one of red, green, is 'blue'");
    }

    @Test
    void theWrongShapeIsAnError() {
        Fields fields = fields("a: text\nb: [1]\nc: {x: 1}\nd: [{x: 1}, y]");

        fields.fields("a");
        fields.list("a");
        fields.text("b");
        fields.fields("c").orElseThrow().map("x");
        fields.listOfFields("d");
        fields.listOfText("d");

        assertThat(messages())
                .containsExactly(
                        "f.yml:1: error: a: must be a mapping (key: value), is 'text'",
                        "f.yml:1: error: a: must be a list, is 'text'",
                        "f.yml:2: error: b: must be text, is a list",
                        "f.yml:3: error: c.x: must be a mapping (key: value), is '1'",
                        "f.yml:4: error: d[1]: must be a mapping (key: value), is 'y'",
                        "f.yml:4: error: d[0]: must be text, is a mapping");
    }

    @Test
    void aKeyThatStandsTwiceIsAnErrorWithBothLines_reportedOnce() {
        List<Element> documents = YamlReader.parse("a: 1\nb: 2\na: 3\n", "f.yml", problems);

        documents.get(0).asFields(problems);
        Fields again = documents.get(0).asFields(problems).orElseThrow();

        assertThat(messages()).containsExactly("f.yml:3: error: a: the key stands twice, first at line 1");
        assertThat(problems.errorCount()).isEqualTo(2);
        assertThat(again.text("a")).contains("1");
    }

    @Test
    void aKeyMustBeText() {
        fields("? [a]\n: 1\nb: 2");

        assertThat(messages()).containsExactly("f.yml:1: error: a key must be text");
    }

    @Test
    void aKeyNobodyAskedForIsAnErrorWithTheOneThatWasMeant() {
        Fields fields = fields("servce: x\nzzz: y\nname: n");
        fields.text("service");
        fields.text("name");

        fields.done();

        assertThat(messages())
                .containsExactly(
                        "f.yml:1: error: servce: is not known here; did you mean 'service'?",
                        "f.yml:2: error: zzz: is not known here; known are service, name");
    }

    @Test
    void aListWithoutValueIsEmpty_withAWarning() {
        assertThat(fields("a:\nb: 1").list("a")).isEmpty();
        assertThat(messages()).containsExactly("f.yml:1: warning: a: has no value and is ignored");
        assertThatCode(problems::throwIfErrors).doesNotThrowAnyException();
    }

    @Test
    void textWithoutValueIsAnError() {
        assertThat(fields("a: ~").text("a")).isEmpty();
        assertThat(messages()).containsExactly("f.yml:1: error: a: has no value");
    }

    @Test
    void theExceptionListsEveryProblemOnALineOfItsOwn() {
        Fields fields = fields("a: 1\nb: 2");
        fields.warning("a", "is doubtful");
        fields.error("b", "is wrong");
        fields.error("x", "is wanted");

        InvalidConfigurationException thrown =
                catchThrowableOfType(InvalidConfigurationException.class, problems::throwIfErrors);

        assertThat(thrown)
                .hasMessage(
                        "f.yml:1: warning: a: is doubtful\nf.yml:2: error: b: is wrong\nf.yml:1: error: x: is wanted");
        assertThat(thrown.problems()).isEqualTo(problems.all());
    }

    private Fields fields(String yaml) {
        return YamlReader.parse(yaml, "f.yml", problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();
    }

    private List<String> messages() {
        return problems.all().stream().map(Problem::toString).toList();
    }
}
