package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Treatment;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.stream.FilmWork.Stretch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the segments of a film are shared out among servers. */
class FilmWorkTest {
  private static final AssetId ASSET = new AssetId("film.mp4");

  private static Film film(int seconds) {
    var grid = SegmentGrid.of(new FrameRate(25, 1), 4, Duration.ofSeconds(seconds));
    var rung =
        new Rung("360p", VideoCodec.H264, 640, 360, new FrameRate(25, 1), 800_000, 30, "avc1");
    var sound = new Sound("audio", AudioCodec.AAC, 128_000, -1, "", "Sound", true);
    var whole =
        new Rendition(
            Format.MP4,
            VideoCodec.H264,
            AudioCodec.AAC,
            640,
            360,
            Fit.INSIDE,
            0,
            800_000,
            128_000,
            0,
            0,
            0,
            Treatment.NONE);
    return new Film(
        whole, List.of(new StreamTrack(grid, rung, null), new StreamTrack(grid, null, sound)));
  }

  private static FilmWork work(Film film, Predicate<Rendition> isStored) {
    return new FilmWork(film, ASSET, isStored);
  }

  private static List<Stretch> all(FilmWork work, int workers) {
    List<Stretch> all = new ArrayList<>();
    for (Optional<Stretch> next = work.take(workers); next.isPresent(); next = work.take(workers)) {
      all.add(next.get());
    }
    return all;
  }

  @Test
  void eachPartIsTakenOnce_theInitializationsToo() {
    Film film = film(7200);
    FilmWork work = work(film, part -> false);
    List<Stretch> all = all(work, 3);
    for (StreamTrack track : film.tracks()) {
      List<Integer> numbers =
          all.stream()
              .filter(each -> each.track().equals(track))
              .flatMap(each -> each.numbers().stream())
              .sorted()
              .toList();
      assertThat(numbers).isEqualTo(IntStream.range(-1, film.segments()).boxed().toList());
    }
    assertThat(work.isUnderWay()).isTrue();
    assertThat(work.isDone()).isFalse();
  }

  @Test
  void stretchesLieInOneEntryOfTheIndex_andGetShorterTowardsTheEnd() {
    Film film = film(7200);
    List<Stretch> pictures =
        all(work(film, part -> false), 3).stream()
            .filter(each -> each.track().rung() != null)
            .toList();
    assertThat(pictures)
        .allSatisfy(
            each ->
                assertThat(
                        each.numbers().stream()
                            .map(number -> each.track().part(number))
                            .map(part -> SegmentIndex.assetOf(ASSET, part))
                            .distinct())
                    .hasSize(1));
    assertThat(pictures.get(0).count()).isGreaterThan(60);
    assertThat(pictures.get(pictures.size() - 1).count()).isLessThanOrEqualTo(4);
  }

  @Test
  void whatIsStored_isNotMade_andWhatDoesNotCome_isTakenAgain() {
    Film film = film(40);
    StreamTrack picture = film.tracks().get(0);
    Set<Rendition> stored =
        Set.of(picture.part(StreamTrack.INIT), picture.part(0), picture.part(4));
    FilmWork work = work(film, stored::contains);
    Stretch first = work.take(2).orElseThrow();
    assertThat(first).isEqualTo(new Stretch(picture, 1, 3, false));
    assertThat(work.take(2)).contains(new Stretch(picture, 5, 4, false));

    work.made(picture, 1);
    work.giveBack(first);
    assertThat(work.take(2)).contains(new Stretch(picture, 2, 2, false));
    assertThat(work.progress()).isEqualTo(0.3);
  }

  @Test
  void anInitializationThatAloneIsMissing_isMade() {
    Film film = film(40);
    StreamTrack picture = film.tracks().get(0);
    FilmWork work = work(film, part -> !part.equals(picture.part(StreamTrack.INIT)));
    assertThat(work.take(2)).contains(new Stretch(picture, 0, 0, true));
    assertThat(work.take(2)).isEmpty();
    work.made(picture, StreamTrack.INIT);
    assertThat(work.isDone()).isTrue();
    assertThat(work.progress()).isEqualTo(1);
  }
}
