package io.mediarouter.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.Popularity;
import io.mediarouter.media.AssetId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private final PopularitySketch sketch = new PopularitySketch(100);
  private final Map<String, Popularity> published = new HashMap<>();

  private void ask(int clip, int times, Instant now) {
    for (int i = 0; i < times; i++) {
      sketch.count(PopularityKey.asset(new AssetId("clip" + clip)), now);
    }
  }

  private Publication publish(int rows, Instant now) {
    var publication = Publication.of(published, sketch.heaviest(rows, now), now);
    published.putAll(publication.puts());
    published.keySet().removeAll(publication.removals());
    return publication;
  }

  @Test
  void rowsThatOnlyDecay_areNotWrittenAgain() {
    ask(1, 10, NOON);
    assertThat(publish(5, NOON).puts()).containsOnlyKeys("a/clip1");

    assertThat(publish(5, NOON.plus(Popularity.HALF_LIFE)))
        .isEqualTo(new Publication(Map.of(), Set.of()));
  }

  @Test
  void whatIsNotAmongTheHeaviestAnyMore_isRemoved() {
    ask(1, 1, NOON);
    publish(1, NOON);
    ask(2, 2, NOON);

    Publication publication = publish(1, NOON);

    assertThat(publication.puts()).containsOnlyKeys("a/clip2");
    assertThat(publication.removals()).containsExactly("a/clip1");
  }

  @Property(tries = 50)
  void afterEachPublication_theRowsAreTheHeaviest_andNoneIsFarOff(
      @ForAll @Size(max = 30) List<@IntRange(max = 9) Integer> asked) {
    published.clear();
    Instant now = NOON;
    for (int clip : asked) {
      now = now.plusSeconds(1000);
      ask(clip, 1 + clip, now);
      publish(4, now);
      assertThat(published.size()).isLessThanOrEqualTo(4);
      for (var each : sketch.heaviest(4, now)) {
        double weight = each.counted().popularity().weightAt(now);
        var row = published.getOrDefault(each.counted().key().text(), new Popularity(0, now));
        assertThat(Math.abs(row.weightAt(now) - weight))
            .isLessThanOrEqualTo(Publication.GOOD_ENOUGH * weight * 1.001);
      }
    }
  }

  @Property
  void anyRowsKey_isReadAndWrittenTheSame_orIsNone(@ForAll String text) {
    PopularityKey.read(text).ifPresent(key -> assertThat(key.text()).isEqualTo(text));
  }

  @Test
  void keysThatNobodyWrites_areNone() {
    for (String text : new String[] {"", "a/", "x/clip", "r/clip", "r/clip/nothing", "a/../clip"}) {
      assertThat(PopularityKey.read(text)).as(text).isEmpty();
    }
  }
}
