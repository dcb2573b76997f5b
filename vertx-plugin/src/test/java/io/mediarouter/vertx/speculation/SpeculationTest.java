package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.batch.Popularity;
import io.mediarouter.batch.Prediction;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionKey;
import io.mediarouter.media.Sources;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.popularity.Counted;
import io.mediarouter.popularity.PopularityKey;
import io.mediarouter.speculate.Situation;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemoryCluster;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two proxies know together of what is asked for, and of what speculation has brought. */
class SpeculationTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOON);
  private static final AssetId CLIP = new AssetId("films/clip.mp4");
  private static final Rendition SMALL = RenditionKey.read("h264-320x180.mp4").orElseThrow();
  private static final Rendition LARGE = RenditionKey.read("h264-640x360.mp4").orElseThrow();
  private static final AssetEntry ENTRY = new AssetEntry(CLIP, Sources.clip720p(), NOON, List.of());
  private static final Displacement ROOM = (rendition, source) -> 0;
  private static final Prediction GUESS = new Prediction("other-renditions", 30, 0);

  private final InMemoryCluster cluster = new InMemoryCluster();
  private final SharedState first = cluster.join("p1");
  private final SharedState second = cluster.join("p2");

  @Test
  void requestsAtTwoProxies_areSummed_andANearMatchNotesWhatWasAsked() {
    var here = new DemandCounter(first, CLOCK);
    var there = new DemandCounter(second, CLOCK);
    here.served(CLIP, LARGE, SMALL);
    there.served(CLIP, LARGE, LARGE);
    there.served(CLIP, null, null);

    here.countUp();
    here.publish();
    there.countUp();
    there.publish();

    ClusterPopularity popularity =
        ClusterPopularity.sum(
            first.popularity().rows().stream()
                .flatMap(row -> Counted.read(row.key(), row.value()).stream()),
            NOON);
    assertThat(popularity.of(CLIP)).isEqualTo(3);
    assertThat(popularity.renditionsOf(CLIP)).containsOnlyKeys(LARGE).containsValue(2.0);
    assertThat(popularity.nearMatchesOf(CLIP)).containsOnlyKeys(LARGE).containsValue(1.0);
  }

  @Test
  void whatARestartedProxysRowsSay_isKept() {
    first.popularity().put(PopularityKey.asset(CLIP).text(), new Popularity(8, NOON));
    var restarted = new DemandCounter(first, CLOCK);
    restarted.adopt();
    restarted.served(CLIP, null, null);

    restarted.countUp();
    restarted.publish();

    assertThat(first.popularity().own(PopularityKey.asset(CLIP).text()))
        .contains(new Popularity(9, NOON));
  }

  @Test
  void useAtAnotherProxy_countsForWhoeverProposedIt() {
    var here = new ProxyLedger(first, ROOM, CLOCK);
    var there = new ProxyLedger(second, ROOM, CLOCK);
    there.used(CLIP, LARGE);
    here.made(ENTRY, LARGE, GUESS, 20);
    there.settle();

    there.used(CLIP, LARGE);
    there.used(CLIP, SMALL);
    there.settle();
    here.settle();

    var account = here.results().get("other-renditions");
    assertThat(account.spent()).isEqualTo(20);
    assertThat(account.saved()).isEqualTo(30);
    assertThat(account.made()).isEqualTo(1);
    assertThat(account.uses()).isEqualTo(1);
    assertThat(there.results()).isEqualTo(here.results());
  }

  @Test
  void booksOfARestartedProxy_goOn() {
    new ProxyLedger(first, ROOM, CLOCK).made(ENTRY, LARGE, GUESS, 20);
    var restarted = new ProxyLedger(first, ROOM, CLOCK);
    restarted.adopt();

    restarted.inVain(GUESS, 7);
    restarted.used(CLIP, LARGE);
    restarted.settle();

    var account = restarted.results().get("other-renditions");
    assertThat(account.spent()).isEqualTo(27);
    assertThat(account.saved()).isEqualTo(30);
  }

  @Test
  void whatGaveWay_isWasted() {
    var books = new ProxyLedger(first, ROOM, CLOCK);

    books.inVain(GUESS, 7);

    assertThat(books.results().get("other-renditions").wasted()).isEqualTo(7);
  }

  @Test
  void whatWasNeverUsed_isChargedWhatItPushedOut_andWhatWasUsedIsNot() {
    var now = new Instant[] {NOON};
    var books = new ProxyLedger(first, (rendition, source) -> 5, () -> now[0]);
    books.made(ENTRY, SMALL, GUESS, 20);
    books.made(ENTRY, LARGE, GUESS, 20);
    books.used(CLIP, LARGE);
    books.settle();

    now[0] = NOON.plus(Situation.DEFAULT_HORIZON);
    books.settle();
    books.settle();

    assertThat(books.results().get("other-renditions").saved()).isCloseTo(30 - 5, within(0.001));
  }
}
