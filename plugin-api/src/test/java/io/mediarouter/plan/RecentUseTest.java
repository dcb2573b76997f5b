package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentUseTest {
  private final RecentUse recent = new RecentUse();

  private ClientUse use(double seconds, Map<String, Double> cores) {
    return recent.with(new ClientUse(4, cores, Map.of()), seconds);
  }

  @Test
  void whoAsksForOneThingAfterAnother_keepsItsCoresInBetween() {
    use(100, Map.of("viewer", 2.0));

    assertThat(use(103, Map.of()).kept()).containsEntry("viewer", 2.0);
  }

  @Test
  void mostAtATime_isKept_whateverRunsNow() {
    use(100, Map.of("viewer", 2.0));

    assertThat(use(101, Map.of("viewer", 1.0)).kept()).containsEntry("viewer", 2.0);
  }

  @Test
  void nothingIsKept_forWhoHasLeft() {
    use(100, Map.of("viewer", 2.0));
    use(101, Map.of());

    assertThat(use(111, Map.of()).kept()).containsEntry("viewer", 0.0);
    assertThat(use(300, Map.of()).kept()).isEmpty();
  }

  @Test
  void longTask_isKeptToItsEnd_howeverSeldomAnybodyLooks() {
    use(100, Map.of("viewer", 2.0));
    use(200, Map.of());

    assertThat(use(201, Map.of()).kept()).containsEntry("viewer", 2.0);
  }

  @Test
  void workThatWasHad_countsForTurns_andHalfOfItIsForgottenInTenSeconds() {
    use(100, Map.of("viewer", 2.0));
    double after = use(103, Map.of()).work().get("viewer");

    assertThat(after).isEqualTo(6);
    assertThat(use(113, Map.of()).work().get("viewer")).isEqualTo(3);
  }

  @Test
  void clockThatStandsStill_changesNothing() {
    use(100, Map.of("viewer", 2.0));

    assertThat(use(100, Map.of("viewer", 2.0)).work()).containsEntry("viewer", 0.0);
  }
}
