package io.mediarouter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Usage;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.store.Keeping.Copy;
import io.mediarouter.store.Keeping.Eviction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes from full servers, and what is copied to more of them. */
class KeepingTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(9));
  private static final Rendition FORM =
      new Rendition(Format.MP4, VideoCodec.H264, AudioCodec.AAC, 640, 360, 0, 0, 0, 0, 0, 0);
  private static final Keeping ONE_COPY = new Keeping(1, 2);

  private static Holding holding(
      String name, double coreSeconds, double uses, long bytes, String... servers) {
    var stored =
        new StoredRendition(FORM, "v", name, bytes, "\"" + name + "\"", LONG_AGO, List.of(servers));
    var usage = new Usage((long) uses, uses, NOW.minusSeconds(60));
    return new Holding(new AssetId(name), uses == 0 ? stored : stored.used(usage), coreSeconds);
  }

  private static Shelf shelf(String id, long used, long budget, long refused) {
    return new Shelf(id, true, true, used, budget, refused, 0);
  }

  private static List<String> names(List<Eviction> evictions) {
    return evictions.stream().map(each -> each.holding().asset().path()).toList();
  }

  private static List<String> evicted(Shelf server, Holding... holdings) {
    return names(
        ONE_COPY.evictions(server, List.of(holdings), Map.of(server.serverId(), server), NOW));
  }

  @Test
  void whatIsCheapToMakeAgain_orSeldomUsed_orLarge_goesFirst() {
    Holding dear = holding("dear", 100, 5, 100, "d1");
    Holding cheap = holding("cheap", 10, 5, 100, "d1");
    Holding seldom = holding("seldom", 100, 0.1, 100, "d1");
    Holding large = holding("large", 100, 5, 600, "d1");

    assertThat(evicted(shelf("d1", 900, 850, 0), dear, cheap, seldom, large))
        .containsExactly("seldom", "cheap");
    assertThat(evicted(shelf("d1", 900, 500, 0), dear, cheap, seldom, large))
        .containsExactly("seldom", "cheap", "large");
  }

  @Test
  void nothingGoes_whileAServerIsWithinItsBudget() {
    assertThat(evicted(shelf("d1", 900, 900, 0), holding("a", 1, 0, 900, "d1"))).isEmpty();
    assertThat(evicted(shelf("d1", 900, 0, 0), holding("a", 1, 0, 900, "d1"))).isEmpty();
  }

  @Test
  void enoughGoes_thatItIsNotOverAgainAtOnce() {
    Holding[] all = new Holding[100];
    for (int i = 0; i < all.length; i++) {
      all[i] = holding("h" + i, 1, 1, 10, "d1");
    }

    assertThat(evicted(shelf("d1", 1_000, 990, 0), all)).hasSize(11);
  }

  @Test
  void serverThatRefuses_losesATenth_andRoomForWhatItRefused_alsoWithoutABudget() {
    Holding[] all = new Holding[100];
    for (int i = 0; i < all.length; i++) {
      all[i] = holding("h" + i, 1, 1, 10, "d1");
    }

    assertThat(evicted(shelf("d1", 1_000, 0, 50), all)).hasSize(15);
  }

  @Test
  void whatIsRead_orWasJustStored_stays() {
    Holding read = holding("read", 1, 1, 100, "d1");
    Holding inUse =
        new Holding(read.asset(), read.stored().used(new Usage(0, 0, NOW.minusSeconds(5))), 1);
    var fresh =
        new StoredRendition(FORM, "v", "new", 100, "\"n\"", NOW.minusSeconds(5), List.of("d1"));
    Holding stored = new Holding(new AssetId("new"), fresh, 1);

    assertThat(evicted(shelf("d1", 200, 50, 0), inUse, stored)).isEmpty();
  }

  @Test
  void ofWhatLiesElsewhereToo_theCopyGoesFirst_unlessThatServerIsLost() {
    Holding twice = holding("twice", 100, 5, 100, "d1", "d2");
    Holding once = holding("once", 50, 5, 100, "d1");
    Shelf full = shelf("d1", 200, 190, 0);
    List<Holding> both = List.of(twice, once);

    assertThat(
            names(
                ONE_COPY.evictions(
                    full, both, Map.of("d1", full, "d2", shelf("d2", 0, 0, 0)), NOW)))
        .containsExactly("twice");
    Shelf lost = new Shelf("d2", false, false, 0, 0, 0, 0);
    assertThat(names(ONE_COPY.evictions(full, both, Map.of("d1", full, "d2", lost), NOW)))
        .containsExactly("once");
  }

  @Test
  void popularRendition_getsAnotherCopy_whereThereIsRoom() {
    Holding popular = holding("popular", 10, 50, 100, "d1");
    Holding quiet = holding("quiet", 10, 1, 100, "d1");
    Shelf d1 = shelf("d1", 200, 1_000, 0);

    List<Copy> copies =
        ONE_COPY.missing(
            List.of(popular, quiet), Map.of("d1", d1, "d2", shelf("d2", 0, 1_000, 0)), NOW, 9);
    assertThat(copies).containsExactly(new Copy(popular, "d1", "d2"));

    assertThat(
            ONE_COPY.missing(
                List.of(popular), Map.of("d1", d1, "d2", shelf("d2", 850, 1_000, 0)), NOW, 9))
        .isEmpty();
  }

  @Test
  void popularRenditionOfALostServer_isCopiedToAnotherOne() {
    Holding popular = holding("popular", 10, 50, 100, "d1", "d2");
    Map<String, Shelf> shelves =
        Map.of(
            "d1", new Shelf("d1", false, false, 0, 0, 0, 0),
            "d2", shelf("d2", 0, 0, 0),
            "d3", shelf("d3", 0, 0, 0));

    assertThat(ONE_COPY.missing(List.of(popular), shelves, NOW, 9))
        .containsExactly(new Copy(popular, "d2", "d3"));
  }

  @Test
  void coldRendition_losesTheCopyOnTheFullestServer_andNeverTheLast() {
    Holding cold = holding("cold", 10, 0, 100, "d1", "d2");
    Map<String, Shelf> shelves =
        Map.of("d1", shelf("d1", 100, 1_000, 0), "d2", shelf("d2", 900, 1_000, 0));

    assertThat(ONE_COPY.surplus(List.of(cold), shelves, NOW))
        .containsExactly(new Eviction(cold, "d2"));
    assertThat(ONE_COPY.surplus(List.of(holding("one", 1, 0, 100, "d1")), shelves, NOW)).isEmpty();
    assertThat(new Keeping(2, 2).surplus(List.of(cold), shelves, NOW)).isEmpty();
  }

  @Test
  void unusedRendition_losesValueWithTime() {
    var stored = new StoredRendition(FORM, "v", "x", 1, "\"x\"", NOW, List.of("d1"));
    var holding = new Holding(new AssetId("x"), stored, 1);

    assertThat(holding.value(NOW.plus(Usage.HALF_LIFE))).isLessThan(holding.value(NOW) / 2);
  }

  @Test
  void whatIsAskedForAgainAndAgain_isWorthMoreThanWhatIsNew_alsoIfItHadToGoOnce() {
    Holding known = holding("known", 1, 5, 100, "d1");
    var memory = new FormerUses();
    memory.left(known, NOW);
    var madeAgain = new StoredRendition(FORM, "v", "k2", 100, "\"k\"", NOW, List.of("d1"));
    var back =
        new Holding(known.asset(), madeAgain, 1, memory.of(known.asset(), madeAgain.rendition()));
    var fresh = new Holding(new AssetId("new"), madeAgain, 1);

    Instant later = NOW.plus(Duration.ofHours(1));
    assertThat(back.value(later)).isGreaterThan(2 * fresh.value(later));
    assertThat(memory.of(new AssetId("other"), FORM)).isEqualTo(Past.NONE);
  }

  @Test
  void whatWasMadeAheadOfDemand_isNotTheFirstToGo() {
    var stored = new StoredRendition(FORM, "v", "x", 100, "\"x\"", NOW, List.of("d1"));
    var ahead = new Holding(new AssetId("ahead"), stored, 1, Past.foreseen(NOW));
    var once = new Holding(new AssetId("once"), stored, 1);

    Instant later = NOW.plus(Duration.ofHours(1));
    assertThat(ahead.value(later)).isGreaterThan(5 * once.value(later));
    assertThat(ahead.value(later.plus(Duration.ofDays(3)))).isLessThan(ahead.value(later) / 10);
  }

  @Test
  void aByteIsWorthWhatGoesForIt_whereThatIsAskedForAgain() {
    Duration day = Duration.ofDays(1);
    Holding often = holding("often", 100, 50, 100, "d1");
    Holding never = holding("never", 100, 0, 100, "d1");

    double price = Keeping.priceOfByte(List.of(often), day, NOW);
    assertThat(price).isBetween(0.9, 1.0);
    assertThat(Keeping.priceOfByte(List.of(never), day, NOW)).isBetween(0.0, 0.05);
    assertThat(Keeping.priceOfByte(List.of(often, never), day, NOW)).isBetween(0.45, 0.525);
    assertThat(Keeping.priceOfByte(List.of(), day, NOW)).isZero();
  }

  private static Holding inForm(Holding holding, int height) {
    var form =
        new Rendition(
            Format.MP4, VideoCodec.H264, AudioCodec.AAC, height * 16 / 9, height, 0, 0, 0, 0, 0, 0);
    StoredRendition stored = holding.stored();
    var other =
        new StoredRendition(
            form, "v", stored.path(), stored.bytes(), stored.etag(), NOW, stored.serverIds());
    return new Holding(
        holding.asset(), other.used(stored.usage().plus(0, NOW.minusSeconds(60))), 100);
  }

  @Test
  void newRenditionOfPopularAsset_countedAsLittleAsThatOfOneNobodyKnows() {
    Holding popular = inForm(holding("popular", 100, 20, 100, "d1"), 360);
    Holding itsNext = inForm(holding("popular", 100, 0.01, 100, "d1"), 720);
    Holding unknown = inForm(holding("unknown", 100, 0.01, 100, "d1"), 720);

    assertThat(names(going(unknown, itsNext, popular))).containsExactly("unknown");
    assertThat(names(going(itsNext, unknown, popular))).containsExactly("unknown");
  }

  @Test
  void madeAheadInAnUnusualForm_wentBeforeItsUse() {
    StoredRendition unused = inForm(holding("ahead", 100, 0, 100, "d1"), 720).stored();
    var asMade =
        new StoredRendition(unused.rendition(), "v", "ahead", 100, "e", NOW, List.of("d1"));
    var ahead = new Holding(new AssetId("ahead"), asMade, 100, Past.foreseen(NOW));
    Holding often = holding("often", 100, 6, 100, "d1");

    assertThat(names(going(ahead, often))).containsExactly("often");
  }

  private static List<Eviction> going(Holding... holdings) {
    Instant later = NOW.plusSeconds(60);
    Shelf server = shelf("d1", 100L * holdings.length, 100L * holdings.length - 10, 0);
    return ONE_COPY.evictions(server, List.of(holdings), Map.of("d1", server), later);
  }
}
