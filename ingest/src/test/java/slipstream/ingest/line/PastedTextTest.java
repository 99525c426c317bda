package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$a \"$b\"",
                "'$a \"$b\"'",
                "'$a \"$b\"';",
                "log_format main '$a \"$b\"';",
                "  log_format main\n  '$a '\n  '\"$b\"';\n",
                "log_format main escape=default '$a ' '\"$b\"' ;",
            })
    void nginxDirectiveIsItsString(String pasted) {
        assertThat(PastedText.nginx(pasted)).isEqualTo("$a \"$b\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%h \"%r\"",
                "%h \\\"%r\\\"",
                "\"%h \\\"%r\\\"\"",
                "LogFormat \"%h \\\"%r\\\"\" combined",
                "  LogFormat   \"%h \\\"%r\\\"\"  ",
            })
    void apacheDirectiveIsItsString(String pasted) {
        assertThat(PastedText.apache(pasted)).isEqualTo("%h \"%r\"");
    }

    @Test
    void quotationMarksAtBothEndsOfAnApacheStringMayBelongToIt() {
        assertThat(PastedText.apache("\"%r\" %>s \"%U\"")).isEqualTo("\"%r\" %>s \"%U\"");
        assertThat(PastedText.apache("%h\\t%>s")).isEqualTo("%h\t%>s");
    }

    @Test
    void directiveWithoutItsStringIsRefused() {
        assertThatThrownBy(() -> PastedText.nginx("log_format main")).hasMessageContaining("a string in quotes");
        assertThatThrownBy(() -> PastedText.nginx("'$a' $b '$c'")).hasMessageContaining("at character 6");
        assertThatThrownBy(() -> PastedText.apache("LogFormat %h")).hasMessageContaining("in double quotes");
    }
}
