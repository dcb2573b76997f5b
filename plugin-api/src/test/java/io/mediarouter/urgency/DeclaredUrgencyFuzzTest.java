package io.mediarouter.urgency;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.request.Urgency;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text in fields and query gives an urgency, nothing else. */
class DeclaredUrgencyFuzzTest {
  private final DeclaredUrgency rule = new DeclaredUrgency(Trust.EVERYBODY, Trust.EVERYBODY);

  private void read(String text) {
    var fields =
        Map.of(
            "Priority",
            text,
            "CMCD-Request",
            text,
            "CMCD-Object",
            text,
            "CMCD-Status",
            text,
            "CMCD-Session",
            text);
    requireUrgency(rule.of(new Hinting("::1", fields), null));
    requireUrgency(rule.of(new Hinting(text, fields), text));
  }

  private static void requireUrgency(Urgency urgency) {
    assertThat(urgency.priority().urgency()).isBetween(0, 7);
    if (urgency.patience() != null) {
      assertThat(urgency.patience()).isBetween(Duration.ZERO, CmcdHints.LONGEST_PATIENCE);
    }
  }

  @Property(tries = 500)
  void anyText(@ForAll String text) {
    read(text);
  }

  @Property(tries = 1000)
  void anyTextOfTheGrammarsParts(@ForAll("parts") String text) {
    read(text);
  }

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.of(
            "u",
            "su",
            "bs",
            "bl",
            "dl",
            "pr",
            "bg",
            "sta",
            "=",
            "=",
            "=",
            ",",
            ",",
            ", ",
            ";",
            "(",
            ")",
            " ",
            "\t",
            "\"",
            "\\",
            "?1",
            "?",
            "0",
            "7",
            "-",
            ".",
            "1.5",
            "999999999999999",
            "0.00000000000001",
            "*",
            ":",
            "@1",
            "%\"",
            "a",
            "A",
            "\u00e4",
            "\u0000")
        .list()
        .ofMaxSize(24)
        .map(parts -> String.join("", parts));
  }
}
