package io.mediarouter.harness.simulator.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.speculate.Target;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final Title.Piece PIECE = Title.draw(1, 0, 1, new Random(1)).pieces().get(0);

  private final Timeline timeline = new Timeline();
  private final Costs costs = new Costs(1);

  private static Target form(int height) {
    return new Target(
        PIECE.asset(), RenditionResolver.resolve(Ladder.request(height), PIECE.source()));
  }

  private void store(Shelf shelf, int height, @Nullable String predictor) {
    AssetEntry entry = shelf.entry(PIECE);
    shelf.store(entry, form(height), timeline.instant(), predictor);
  }

  @Test
  void largerForm_needsMoreRoom() {
    assertThat(costs.bytes(form(1080), PIECE.source()))
        .isGreaterThan(2 * costs.bytes(form(480), PIECE.source()));
  }

  @Test
  void whatGuessesPushOut_isKnownOnce_andRoomHasItsCost() {
    long bytes = costs.bytes(form(240), PIECE.source()) + costs.bytes(form(480), PIECE.source());
    var shelf = new Shelf(bytes, Eviction.LRU, costs, new Future(List.of()), timeline);
    shelf.asked(form(240));
    store(shelf, 240, null);
    store(shelf, 480, null);
    assertThat(shelf.costOfByte()).isZero();
    store(shelf, 360, "guess");

    assertThat(shelf.entry(PIECE).find(form(240).rendition())).isEmpty();
    assertThat(shelf.costOfByte()).isPositive();
    assertThat(shelf.pushedOutFor(form(240))).isEqualTo(new Shelf.PushedOut("guess", form(360)));
    assertThat(shelf.pushedOutFor(form(240))).isNull();
  }
}
