package io.mediarouter.urgency;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.request.Priority;
import io.mediarouter.request.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredUrgencyTest {
  private final DeclaredUrgency trusting = new DeclaredUrgency(Trust.EVERYBODY, Trust.EVERYBODY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "u=0            | 0",
        "u=7, i         | 7",
        "i=?0 ,  u=5    | 5",
        "u=1;x=\"u=6\"  | 1",
        "*a=:eA==:,u=4  | 4",
        "a=@0,b=%\"%c3%a4\",c=(1 x;y \"z\"),u=2 | 2",
        "u=6,u=1        | 1",
        "u=-0           | 0",
      })
  void aStatedPriority_isTheUrgency(String field, int urgency) {
    assertThat(priority(field)).isEqualTo(urgency);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "i",
        "u",
        "u=8",
        "u=-1",
        "u=1.0",
        "u=?1",
        "u=high",
        "u=\"1\"",
        "u=(1)",
        "u=()",
        "u=1,u=9",
        "U=1",
        "u=1,",
        "u=1,,i",
        "u = 1",
        "u=1 i",
        "u=1;",
        "u=1, A=2",
        "u=1, a=\"\u00e4\"",
        "u=1, a=\"",
        "u=1, a=\"\\x\"",
        "u=1, a=(1",
        "u=1, a=(1\t2)",
        "u=1, a=?2",
        "u=1, a=:~:",
        "u=1, a=1.1234",
        "u=1, a=1234567890123456",
        "u=1, a=-",
        "u=1, a=1.",
        "a=\", u=1",
        "u=1\u0000",
        "\u00a0u=1"
      })
  void aPriorityThatIsNone_isNotBelieved(String field) {
    assertThat(priority(field)).isEqualTo(3);
  }

  private int priority(String field) {
    return trusting.of(Hinting.of("Priority", field), null).priority().urgency();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      nullValues = "-",
      value = {
        "br=3200,ot=v,sf=h,sid=\"6e2f\",st=v,tb=6000 | 3 | -",
        "su                        | 1 | -",
        "bs                        | 1 | -",
        "bl=0,su                   | 1 | -",
        "bl=0,dl=0,su              | 1 | 0",
        "bl=21300                  | 3 | 21300",
        "bl=21300,pr=2             | 3 | 10650",
        "bl=21300,pr=1.5           | 3 | 14200",
        "bl=21300,pr=0             | 3 | -",
        "bl=21300,pr=-2            | 3 | 21300",
        "bl=21300,dl=18500,mtp=48100,rtp=12000 | 3 | 18500",
        "dl=18500.25               | 3 | 18500",
        "dl=999999999999999        | 3 | 3600000",
        "bl=999999999999999,pr=0.00000000000001 | 3 | 3600000",
        "dl=-100,bl=200            | 3 | 200",
        "dl=\"100\"                | 3 | -",
        "dl                        | 3 | -",
        "cid=\"a\\\",su,dl=0\"     | 3 | -",
        "cid=\"\u00e4\",com.example-Key=1.23456,su | 1 | -",
        "nor=\"..%2F300kbps%2Ftrack.m4v\",nrr=\"12323-48763\",su | 1 | -",
        "cid=\"a,su                | 3 | -",
        "su=true                   | 3 | -",
        "su=?0,bs=0                | 3 | -",
        "su=?1                     | 1 | -",
      })
  void hintsOfVersion1_areUnderstood(String hints, int urgency, Long patienceMillis) {
    assertThat(hinted(hints)).isEqualTo(expected(urgency, patienceMillis));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      nullValues = "-",
      value = {
        "bl=(21300;v 4000;a),ts=1700000000000,v=2 | 3 | 4000",
        "bl=(v 21300 a 4000)             | 3 | 4000",
        "dl=(500;v -1;a x),bl=(100)      | 3 | 500",
        "bl=()                           | 3 | -",
        "bs=(?1;v ?0;a)                  | 1 | -",
        "bg                              | 6 | -",
        "bg,su                           | 6 | -",
        "bg=?0,su                        | 1 | -",
        "sta=a                           | 6 | -",
        "sta=d,dl=4000                   | 6 | 4000",
        "sta=p                           | 3 | -",
        "sta=\"d\"                       | 3 | -",
        "nor=(\"a.mp4\" \"b.mp4\";r=\"0-99\"),su | 1 | -",
      })
  void hintsOfVersion2_areUnderstood(String hints, int urgency, Long patienceMillis) {
    assertThat(hinted(hints)).isEqualTo(expected(urgency, patienceMillis));
  }

  /** Apart from what comes next. */
  private Urgency hinted(String hints) {
    Urgency all = trusting.of(Hinting.none(), hints);
    return new Urgency(all.priority(), all.patience());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      nullValues = "-",
      value = {
        "nor=\"..%2F300kbps%2Ftrack.m4v\",nrr=\"12323-48763\",su | ..%2F300kbps%2Ftrack.m4v",
        "nor=(\"a.mp4\" \"b.mp4\";r=\"0-99\"),su | a.mp4 b.mp4",
        "nor=(\"1\" \"2\" \"3\" \"4\" \"5\")     | 1 2 3 4",
        "nor=\"a\\\\b\\\"c\"                    | a\\b\"c",
        "nrr=\"12323-\"                         | ^^",
        "nrr=\"-500\",nor=token                 | ^^",
        "nrr=\"12323\"                          | -",
        "nrr=12323                              | -",
        "nor=a.mp4                              | -",
        "nor=(a 1 ?1)                           | -",
        "nor=\"a.mp4                             | -",
        "bl=100                                 | -",
      })
  void nextObjects_areHandedOnAsTheyAre(String hints, String next) {
    List<String> expected = next == null ? List.of() : List.of(next.split(" ", -1));

    assertThat(trusting.of(Hinting.none(), hints).next()).isEqualTo(expected);
  }

  @Test
  void nextObjects_ofWhomNobodyTrusts_areNothing() {
    var nobody = new DeclaredUrgency(Trust.EVERYBODY, Trust.NOBODY);

    assertThat(nobody.of(Hinting.none(), "nor=\"a.mp4\"").next()).isEmpty();
  }

  private static Urgency expected(int urgency, Long patienceMillis) {
    var patience = patienceMillis == null ? null : Duration.ofMillis(patienceMillis);
    return new Urgency(new Priority(urgency), patience);
  }

  @Test
  void hintsInHeaderFields_areReadTogether() {
    var request =
        new Hinting(
            "192.0.2.1",
            Map.of(
                "CMCD-Request", "bl=3000",
                "CMCD-Session", "pr=1.5,sid=\"x\"",
                "CMCD-Object", "ot=v",
                "CMCD-Status", "rtp=100"));

    assertThat(trusting.of(request, null)).isEqualTo(expected(3, 2000L));
  }

  @Test
  void aFieldThatIsMalformed_doesNotTakeTheOthersAlong() {
    var request = new Hinting("192.0.2.1", Map.of("CMCD-Request", "bl=3000,", "CMCD-Status", "bs"));

    assertThat(trusting.of(request, null)).isEqualTo(expected(1, null));
  }

  @Test
  void hintsInTheQuery_countAlone() {
    assertThat(trusting.of(Hinting.of("CMCD-Status", "bs"), "bl=3000"))
        .isEqualTo(expected(3, 3000L));
    assertThat(trusting.of(Hinting.of("CMCD-Status", "bs"), "")).isEqualTo(expected(3, null));
  }

  @Test
  void aStatedPriority_countsBeforeTheHints_butLeavesTheirPatience() {
    assertThat(trusting.of(Hinting.of("Priority", "u=5"), "su,dl=300"))
        .isEqualTo(expected(5, 300L));
    assertThat(trusting.of(Hinting.of("Priority", "u=0"), "bg")).isEqualTo(expected(0, null));
    assertThat(trusting.of(Hinting.of("Priority", "i"), "su")).isEqualTo(expected(1, null));
  }

  @Test
  void aValueThatIsTooLong_saysNothing() {
    String longest = "su,a=" + "1;a=1".repeat(1000);
    String filler = "a".repeat(DictionaryReader.LONGEST - 3);

    assertThat(hinted(longest)).isEqualTo(Urgency.DEFAULT);
    assertThat(hinted("su," + filler)).isEqualTo(expected(1, null));
    assertThat(hinted("su," + filler + "a")).isEqualTo(Urgency.DEFAULT);
  }

  @Test
  void whoIsNotTrusted_hasTheDefault() {
    var request = Hinting.of("Priority", "u=0");
    var nobody = new DeclaredUrgency(Trust.NOBODY, Trust.NOBODY);
    var elsewhere = Trust.in(List.of(Network.parse("10.0.0.0/8")));

    assertThat(nobody.of(request, "su")).isEqualTo(Urgency.DEFAULT);
    assertThat(new DeclaredUrgency(elsewhere, elsewhere).of(request, "su"))
        .isEqualTo(Urgency.DEFAULT);
  }

  @Test
  void priorityAndHints_areTrustedApart() {
    var request = Hinting.of("Priority", "u=0");
    var here = Trust.in(List.of(Network.parse("192.0.2.0/24")));

    assertThat(new DeclaredUrgency(here, Trust.NOBODY).of(request, "su,dl=0"))
        .isEqualTo(expected(0, null));
    assertThat(new DeclaredUrgency(Trust.NOBODY, here).of(request, "su,dl=0"))
        .isEqualTo(expected(1, 0L));
  }
}
