package io.mediarouter.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mediarouter.farm.Condition;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.media.AssetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions, counted checks and quarantine. */
class HealthRulesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final AssetId CLIP = new AssetId("films/clip.mp4");
  private static final ConditionRule CONDITIONS =
      new ConditionRule(Duration.ofSeconds(14), Duration.ofSeconds(10), Duration.ofSeconds(30));

  @ParameterizedTest
  @CsvSource({
    // check: passed, seconds ago; report: seconds ago
    ",      ,   ,   UNKNOWN",
    "true,  1,  ,   UP",
    "false, 1,  ,   DOWN",
    "true,  14, ,   UP",
    "true,  15, ,   UNKNOWN",
    "false, 15, ,   UNKNOWN",
    "true,  1,  1,  UP",
    "true,  1,  10, UP",
    "true,  1,  11, UNKNOWN",
    "true,  1,  30, UNKNOWN",
    "true,  1,  31, DOWN",
    "false, 1,  1,  DOWN",
    "false, 1,  11, DOWN",
    ",      ,   1,  UNKNOWN",
    ",      ,   31, DOWN",
    "true,  15, 31, DOWN",
  })
  void conditionComesFromTheLastCheckAndTheLastReport(
      @Nullable Boolean up, @Nullable Integer checked, @Nullable Integer reported, Condition is) {
    ServerCheck check =
        up == null || checked == null
            ? null
            : new ServerCheck("t1", up, null, NOW.minusSeconds(checked));
    LoadReport report =
        reported == null ? null : new LoadReport("t1", 1, NOW.minusSeconds(reported));

    assertThat(CONDITIONS.conditionOf(check, report, NOW)).isEqualTo(is);
  }

  @Test
  void serverThatIsDownBeforeItIsUnknown_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ConditionRule(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({
    // checks (+ passed, - failed) with rise 2 and fall 3; the verdict after each (U up, D down)
    "+++,       UUU",
    "--+--+,    UUUUUU",
    "---,       UUD",
    "---+,      UUDD",
    "---++,     UUDDU",
    "---+-+-++, UUDDDDDDU",
    "---++--,   UUDDUUU",
    "---++---,  UUDDUUUD",
  })
  void verdictChangesAfterSeveralChecksInARow(String checks, String verdicts) {
    CheckCount count = CheckCount.NEW;
    var said = new StringBuilder();
    for (char each : checks.toCharArray()) {
      count = count.plus(each == '+', 2, 3);
      said.append(count.up() ? 'U' : 'D');
    }

    assertThat(said).hasToString(verdicts);
  }

  private static MediaFailure failure(String rendition, int secondsAgo, String... servers) {
    Instant last = NOW.minusSeconds(secondsAgo);
    var failure = new MediaFailure(CLIP, "v1", rendition, Set.of(servers[0]), 1, last);
    for (int i = 1; i < servers.length; i++) {
      failure = failure.plus(servers[i], last);
    }
    return failure;
  }

  private static List<MediaFailure> failures(@Nullable String servers, int secondsAgo) {
    var failures = new ArrayList<MediaFailure>();
    if (servers != null) {
      for (String proxy : servers.split("/", -1)) {
        failures.add(failure("r", secondsAgo, proxy.split(" ", -1)));
      }
    }
    return failures;
  }

  @ParameterizedTest
  @CsvSource({
    // servers that failed, in order, by proxy; seconds ago; size of the farm; refused?
    ",            0,   4, false",
    "a,           0,   4, false",
    "a a,         0,   4, false",
    "a b,         0,   4, true",
    "a/b,         0,   4, true",
    "a/a,         0,   4, false",
    "a b,         300, 4, true",
    "a b,         301, 4, false",
    "a,           0,   1, false",
    "a a,         0,   1, true",
    "a/a,         0,   1, true",
  })
  void renditionThatFailsOnSeveralServers_isLeftAlone(
      @Nullable String servers, int secondsAgo, int farm, boolean refused) {
    var until = QuarantineRule.DEFAULT.until(failures(servers, secondsAgo), farm, NOW);

    assertThat(until.isPresent()).isEqualTo(refused);
    until.ifPresent(
        end -> assertThat(end).isEqualTo(NOW.minusSeconds(secondsAgo).plusSeconds(300)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "1, -1"})
  void quarantineThatMakesNoSense_isRefused(int servers, int seconds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QuarantineRule(servers, Duration.ofSeconds(seconds)));
  }
}
