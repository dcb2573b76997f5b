package io.mediarouter.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where new files go. */
class PlacementTest {
  private static final int FILES = 10_000;

  private static Shelf shelf(String id, long used, double load) {
    return new Shelf(id, true, true, used, 1_000, 0, load);
  }

  private static Map<String, Integer> firsts(List<Shelf> shelves) {
    Map<String, Integer> firsts = new HashMap<>();
    for (int i = 0; i < FILES; i++) {
      String first = Placement.order("films/" + i + ".mp4/x", shelves).get(0).serverId();
      firsts.merge(first, 1, Integer::sum);
    }
    return firsts;
  }

  @Test
  void equalServers_getEqualShares() {
    assertThat(firsts(List.of(shelf("d1", 0, 0), shelf("d2", 0, 0))).get("d1"))
        .isBetween(FILES * 45 / 100, FILES * 55 / 100);
  }

  @Test
  void serverWithThreeTimesTheFreeSpace_getsThreeTimesAsMuch() {
    assertThat(firsts(List.of(shelf("d1", 250, 0), shelf("d2", 750, 0))).get("d1"))
        .isBetween(FILES * 70 / 100, FILES * 80 / 100);
  }

  @Test
  void busyServer_getsLess() {
    assertThat(firsts(List.of(shelf("d1", 0, 0.8), shelf("d2", 0, 0))).get("d1"))
        .isBetween(FILES * 12 / 100, FILES * 22 / 100);
  }

  @Test
  void serverThatRefuses_isLast_andOneThatTakesNothingIsLeftOut() {
    List<Shelf> shelves =
        List.of(
            new Shelf("d1", true, true, 0, 0, 1, 0),
            new Shelf("d2", true, true, 0, 0, 0, 0.99),
            new Shelf("d3", true, false, 0, 0, 0, 0));

    assertThat(Placement.order("films/a.mp4/x", shelves))
        .extracting(Shelf::serverId)
        .containsExactly("d2", "d1");
  }
}
