package io.mediarouter.harness.simulator.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.speculate.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoomTest {
  private static final Title.Piece PIECE = Title.draw(1, 0, 1, new Random(1)).pieces().get(0);
  private static final Rendition FORM =
      RenditionResolver.resolve(Ladder.request(480), PIECE.source());

  private final Map<String, Double> nextUses = new HashMap<>();
  private Instant now = Timeline.BEGIN;

  private static Target target(String name) {
    return new Target(new AssetId(name), FORM);
  }

  private Room room(Eviction eviction) {
    return new Room(
        250, eviction, (target, at) -> nextUses.getOrDefault(target.asset().path(), 1e9));
  }

  /** Minutes pass with each step, so that nothing is in use any more. */
  private void pass() {
    now = now.plus(Duration.ofMinutes(1));
  }

  private List<String> store(Room room, String name, double coreSeconds, boolean ahead) {
    pass();
    Target target = target(name);
    var file =
        new StoredRendition(FORM, "v", target.key(), 100, "\"e\"", now, List.of(Room.SERVER));
    return room.store(target, file, coreSeconds, ahead, now).stream()
        .map(each -> each.asset().path())
        .toList();
  }

  private void asked(Room room, String name, int times) {
    for (int i = 0; i < times; i++) {
      pass();
      room.asked(target(name), now);
      room.use(target(name), now);
    }
  }

  @Test
  void nothingIsKept_whereNothingIsStored() {
    Room room = room(Eviction.NONE);
    assertThat(store(room, "a", 1, false)).containsExactly("a");
    assertThat(room.use(target("a"), now)).isFalse();
  }

  @Test
  void whatWasUsedLongestAgo_givesWay() {
    Room room = room(Eviction.LRU);
    store(room, "a", 1, false);
    store(room, "b", 1, false);
    asked(room, "a", 1);

    assertThat(store(room, "c", 1, false)).containsExactly("b");
  }

  @Test
  void whatWasAskedForLeast_givesWay_thoughUsedLast() {
    Room room = room(Eviction.LFU);
    store(room, "a", 1, false);
    store(room, "b", 1, false);
    asked(room, "a", 3);
    asked(room, "c", 2);
    asked(room, "b", 1);

    assertThat(store(room, "c", 1, false)).containsExactly("b");
  }

  @Test
  void whatIsCheapToMakeAgain_givesWay_thoughAskedForMore_andWhatWasMadeAheadDoesNot() {
    Room room = room(Eviction.VALUE);
    store(room, "cheap", 1, false);
    store(room, "ahead", 60, true);
    asked(room, "cheap", 2);

    assertThat(store(room, "dear", 60, false)).containsExactly("cheap");
    assertThat(room.costOf(200)).isBetween(0.1, 2.0);
  }

  @Test
  void theOracle_keepsWhatIsAskedForNext() {
    Room room = room(Eviction.ORACLE);
    nextUses.putAll(Map.of("soon", 10.0, "late", 1000.0, "now", 1.0));
    store(room, "late", 1, false);
    store(room, "soon", 1, false);

    assertThat(store(room, "now", 1, false)).containsExactly("late");
  }
}
