package io.mediarouter.speculate;

import static io.mediarouter.speculate.Guesses.ESTIMATOR;
import static io.mediarouter.speculate.Guesses.asset;
import static io.mediarouter.speculate.Guesses.high;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Rendition;
import io.mediarouter.stream.MediaStream;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamLadder;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.stream.StreamTracks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FirstSegmentsTest {
  private static final List<StreamLadder.Step> LADDER =
      List.of(new StreamLadder.Step("360p", high(360)), new StreamLadder.Step("720p", high(720)));

  private final FirstSegments predictor =
      new FirstSegments(ESTIMATOR, Duration.ofSeconds(10), FirstSegmentsTest::tracks);

  private static List<StreamTrack> tracks(AssetEntry entry) {
    var source = entry.source();
    return StreamTrack.all(
        new MediaStream(
            StreamLadder.grid(source, 4),
            StreamLadder.rungs(LADDER, source),
            StreamTracks.sounds(source, List.of(AudioCodec.AAC), false)));
  }

  private Set<Rendition> proposed(Guesses guesses, String path) {
    return predictor.propose(guesses.situation()).stream()
        .map(Proposal::target)
        .filter(target -> target.asset().equals(asset(path)))
        .map(Target::rendition)
        .collect(Collectors.toSet());
  }

  private static Rendition part(Guesses guesses, String path, String track, int number) {
    return tracks(guesses.entry(path)).stream()
        .filter(each -> each.name().equals(track))
        .findFirst()
        .orElseThrow()
        .part(number);
  }

  @Test
  void beginningOfAPopularStream_isMadeInItsFirstRung_andItsSound() {
    var guesses = new Guesses().known("hit").begun("hit", 5).known("seldom").begun("seldom", 2);

    assertThat(proposed(guesses, "hit"))
        .containsExactlyInAnyOrder(
            part(guesses, "hit", "360p", 0),
            part(guesses, "hit", "360p", 1),
            part(guesses, "hit", "360p", 2),
            part(guesses, "hit", "audio", 0),
            part(guesses, "hit", "audio", 1),
            part(guesses, "hit", "audio", 2));
    assertThat(proposed(guesses, "seldom")).isEmpty();
  }

  @Test
  void rungWithWhichViewersBeginElsewhere_isThatOfWhatNobodyHasWatched() {
    var guesses = new Guesses().known("new").begun("new", 5).known("hit").begun("hit", 50);
    guesses.firstSegment("hit", part(guesses, "hit", "720p", 0), 50);

    assertThat(proposed(guesses, "new")).contains(part(guesses, "new", "720p", 0));
    assertThat(proposed(guesses, "new")).doesNotContain(part(guesses, "new", "360p", 0));
  }

  @Test
  void whatIsAskedForAsFiles_isForeseenAsAStreamWhereThoseAreAskedForToo() {
    var files = new Guesses().known("file").asked("file", 360, 50);
    var both = new Guesses().known("file").asked("file", 360, 50).known("hit").begun("hit", 50);

    assertThat(proposed(files, "file")).isEmpty();
    assertThat(proposed(both, "file")).isNotEmpty();
  }

  @Test
  void whatIsStoredOrBeingMade_isNotProposed() {
    var guesses = new Guesses().known("hit").begun("hit", 5);
    guesses.storedPart("hit", part(guesses, "hit", "360p", 1));
    guesses.underWay("hit", part(guesses, "hit", "audio", 0));

    assertThat(proposed(guesses, "hit"))
        .containsExactlyInAnyOrder(
            part(guesses, "hit", "360p", 0),
            part(guesses, "hit", "360p", 2),
            part(guesses, "hit", "audio", 1),
            part(guesses, "hit", "audio", 2));
  }

  @Test
  void segmentsOfStreams_areNothingForWhoMakesOtherFormsOrBetterOnes() {
    var guesses = new Guesses().known("hit").begun("hit", 50);
    Rendition first = part(guesses, "hit", "360p", 0);
    guesses.firstSegment("hit", first, 50);
    guesses.storedPart("hit", first);

    assertThat(new OtherRenditions(ESTIMATOR, List.of(high(360))).propose(guesses.situation()))
        .isEmpty();
    assertThat(
            new BetterQuality(ESTIMATOR, BetterQuality.DEFAULT_WORTH_OF_A_USE)
                .propose(guesses.situation()))
        .isEmpty();
  }

  @Test
  void entriesToLookUp_areThoseOfWhatMayBeProposed() {
    var guesses = new Guesses().known("hit").begun("hit", 5).known("seldom").begun("seldom", 1);
    var situation = guesses.situation();

    assertThat(predictor.parts(situation.popularity(), situation.assets()))
        .containsOnlyKeys(
            SegmentIndex.assetOf(asset("hit"), part(guesses, "hit", "360p", 0)),
            SegmentIndex.assetOf(asset("hit"), part(guesses, "hit", "audio", 0)))
        .containsValue(asset("hit"));
  }
}
