package slipstream.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!ack 7QK3M                         | ACK       | 7QK3M | ``",
                "  !ACK   #7qk3m   looking into it  | ACK       | 7QK3M | looking into it",
                "ack 7QK3M                          | ACK       | 7QK3M | ``",
                "/ack 7QK3M                         | ACK       | 7QK3M | ``",
                "!ack \"Investigating site outage\"   | ACK       |       | Investigating site outage",
                "!ack “on it”                       | ACK       |       | on it",
                "!ack                               | ACK       |       | ``",
                "!unack 7QK3M                       | UNACK     | 7QK3M | ``",
                "!note 7QK3M restarted pod 3        | NOTE      | 7QK3M | restarted pod 3",
                "!cause 7QK3M deploy v2.3           | CAUSE     | 7QK3M | deploy v2.3",
                "!mitigated 7QK3M                   | MITIGATED | 7QK3M | ``",
                "!resolve 7QK3M done                | RESOLVE   | 7QK3M | done",
                "!oncall web                        | ONCALL    |       | web",
                "!help                              | HELP      |       | ``",
            })
    void commandsAreRead_whateverTheirCaseAndBlanks(String line, ChatCommand.Verb verb, String id, String text)
            throws ChatCommand.UnknownCommandException {
        assertThat(ChatCommand.parse(line)).isEqualTo(new ChatCommand(verb, Optional.ofNullable(id), text));
    }

    @Test
    void whoMistypesIsToldWhatThereIs() {
        assertThatThrownBy(() -> ChatCommand.parse("!akc 7QK3M"))
                .isInstanceOf(ChatCommand.UnknownCommandException.class)
                .hasMessage("'!akc' is not a command; did you mean !ack? There are " + ChatCommand.usage());
        assertThatThrownBy(() -> ChatCommand.parse("good morning"))
                .hasMessage("'good' is not a command; there are " + ChatCommand.usage());
        assertThatThrownBy(() -> ChatCommand.parse("!note 7QK3M")).hasMessage("something must follow: !note [ID] NOTE");
        assertThatThrownBy(() -> ChatCommand.parse("")).hasMessageStartingWith("'' is not a command");
    }
}
