package io.mediarouter.harness.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.speculate.Target;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final Title TITLE = Title.draw(1, 0, 1, new Random(1));
  private static final Title.Piece PIECE = TITLE.pieces().get(0);

  private final Timeline timeline = new Timeline();

  private static Target form(int height) {
    return new Target(
        PIECE.asset(), RenditionResolver.resolve(Ladder.request(height), PIECE.source()));
  }

  private Shelf shelf(Eviction eviction, Ask... asks) {
    return new Shelf(2, eviction, new Costs(1), new Future(List.of(asks)), timeline);
  }

  private static Ask ask(double at, int height) {
    return new Ask(at, 0, PIECE, Ladder.request(height), false, null);
  }

  private void store(Shelf shelf, int height, @Nullable String predictor) {
    AssetEntry entry = shelf.entry(PIECE);
    shelf.store(entry, form(height), timeline.instant(), predictor);
  }

  private static List<Integer> heights(Shelf shelf) {
    return shelf.entry(PIECE).renditions().stream()
        .map(each -> each.rendition().height())
        .sorted()
        .toList();
  }

  @Test
  void leastAskedFor_givesWay_thoughUsedLast() {
    Shelf shelf = shelf(Eviction.LFU);
    List.of(240, 240, 720, 1080, 1080, 1080).forEach(height -> shelf.asked(form(height)));
    store(shelf, 240, null);
    store(shelf, 720, null);
    shelf.used(form(720));
    store(shelf, 1080, null);

    assertThat(heights(shelf)).containsExactly(240, 1080);
  }

  @Test
  void whatIsCheapToMakeAgain_givesWay_thoughAskedForMore() {
    Shelf shelf = shelf(Eviction.VALUE);
    List.of(240, 240, 720, 1080).forEach(height -> shelf.asked(form(height)));
    store(shelf, 720, null);
    store(shelf, 240, null);
    store(shelf, 1080, null);

    assertThat(heights(shelf)).containsExactly(720, 1080);
  }

  @Test
  void theOracle_keepsWhatIsAskedForNext() {
    Shelf shelf = shelf(Eviction.ORACLE, ask(10, 240), ask(20, 1080), ask(30, 720));
    store(shelf, 240, null);
    store(shelf, 720, null);
    store(shelf, 1080, null);

    assertThat(heights(shelf)).containsExactly(240, 1080);
  }

  @Test
  void whatGuessesPushOut_isKnownOnce_andRoomHasItsCost() {
    Shelf shelf = shelf(Eviction.LRU);
    shelf.asked(form(240));
    store(shelf, 240, null);
    assertThat(shelf.costOfRoom(3600)).isZero();
    store(shelf, 720, null);
    assertThat(shelf.costOfRoom(3600)).isPositive();
    store(shelf, 1080, "guess");

    assertThat(shelf.pushedOutFor(form(240))).isEqualTo("guess");
    assertThat(shelf.pushedOutFor(form(240))).isNull();
    assertThat(shelf.pushedOutFor(form(720))).isNull();
  }
}
