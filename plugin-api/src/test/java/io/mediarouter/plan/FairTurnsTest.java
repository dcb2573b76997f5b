package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairTurnsTest {

  private static MediaRequest request(String client, int urgency, int number) {
    return new MediaRequest(
        new AssetId(client + number),
        null,
        null,
        null,
        ClientAbilities.UNKNOWN,
        new Priority(urgency),
        null,
        client);
  }

  private static List<String> turns(Map<String, Double> work, int most, MediaRequest... waiting) {
    var turns = new FairTurns(new ClientUse(8, Map.of(), work));
    return turns.first(List.of(waiting), each -> each, most).stream()
        .map(each -> each.asset().path())
        .toList();
  }

  @Test
  void oneThatAsksForMuch_leavesEveryOtherTurnToOthers() {
    assertThat(
            turns(
                Map.of(),
                4,
                request("greedy", 3, 1),
                request("greedy", 3, 2),
                request("greedy", 3, 3),
                request("modest", 3, 1),
                request("modest", 3, 2)))
        .containsExactly("greedy1", "modest1", "greedy2", "modest2");
  }

  @Test
  void forWhomMuchIsUnderWay_comesAfterWhoHasLittle() {
    assertThat(
            turns(
                Map.of("greedy", 300.0, "modest", 20.0),
                3,
                request("greedy", 3, 1),
                request("modest", 3, 1),
                request("new", 3, 1)))
        .containsExactly("new1", "modest1", "greedy1");
  }

  @Test
  void theMoreUrgent_comesFirst_whoeverAsks() {
    assertThat(
            turns(
                Map.of("greedy", 300.0),
                2,
                request("greedy", 1, 1),
                request("new", 3, 1),
                request("greedy", 3, 2)))
        .containsExactly("greedy1", "new1");
  }
}
