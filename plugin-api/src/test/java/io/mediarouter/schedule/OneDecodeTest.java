package io.mediarouter.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.schedule.DecodeGroupCandidate.Offer;
import io.mediarouter.schedule.OneDecode.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OneDecodeTest {
  private static final OneDecode FOUR = new OneDecode(4, Set.of("t1", "t2"));
  private static final Rendition FILM =
      new Rendition(Format.MP4, VideoCodec.H264, AudioCodec.AAC, 640, 360, 0, 0, 0, 0, 0, 0);

  private static GateReading room(double t1, double t2, double farm) {
    Map<String, Double> free = Map.of("t1", t1, "t2", t2);
    return new GateReading(new GateState(true, true), farm, free, free, farm, List.of());
  }

  private static DecodeGroupCandidate candidate(Offer... offers) {
    return DecodeGroupCandidate.of(FILM, false, List.of(offers));
  }

  private static Offer t1(double cores) {
    return new Offer("t1", cores);
  }

  private static Offer t2(double cores) {
    return new Offer("t2", cores);
  }

  private static List<DecodeGroupCandidate> all(DecodeGroupCandidate... candidates) {
    return List.of(candidates);
  }

  @Test
  void renditionsOfOneSource_areMadeTogether_whereThereIsRoomForAll() {
    var candidates = all(candidate(t1(1.5)), candidate(t1(1)), candidate(t1(1)));

    assertThat(FOUR.choose(candidates, room(4, 0, 4))).contains(new Choice("t1", List.of(0, 1, 2)));
  }

  @Test
  void sum_isNotAboveWhatTheServerOrTheFarmLeaves_andWhatIsSmallerStillFits() {
    var candidates = all(candidate(t1(2)), candidate(t1(2)), candidate(t1(1)));

    assertThat(FOUR.choose(candidates, room(3, 0, 9))).contains(new Choice("t1", List.of(0, 2)));
    assertThat(FOUR.choose(candidates, room(9, 0, 4))).contains(new Choice("t1", List.of(0, 1)));
    assertThat(FOUR.choose(candidates, room(2.5, 0, 9))).isEmpty();
    assertThat(FOUR.choose(candidates, room(1, 0, 9))).isEmpty();
  }

  @Test
  void serverThatMakesMostAtOnce_isTaken_ofEqualsTheBestForTheFirst() {
    var candidates = all(candidate(t1(1), t2(1)), candidate(t2(1), t1(1)), candidate(t2(1), t1(1)));

    assertThat(FOUR.choose(candidates, room(2, 3, 9))).contains(new Choice("t2", List.of(0, 1, 2)));
    assertThat(FOUR.choose(candidates, room(3, 3, 9))).contains(new Choice("t1", List.of(0, 1, 2)));
  }

  @Test
  void serverThatMakesOneAtATime_isNotTaken() {
    var candidates = all(candidate(t1(1), t2(1)), candidate(t1(1), t2(1)));

    assertThat(new OneDecode(4, Set.of("t2")).choose(candidates, room(9, 9, 9)))
        .contains(new Choice("t2", List.of(0, 1)));
    assertThat(new OneDecode(4, Set.of()).choose(candidates, room(9, 9, 9))).isEmpty();
  }

  @Test
  void noMoreThanTheLimit_andOneIsNoGroup() {
    var candidates = all(candidate(t1(1)), candidate(t1(1)), candidate(t1(1)));

    assertThat(new OneDecode(2, Set.of("t1")).choose(candidates, room(9, 0, 9)))
        .contains(new Choice("t1", List.of(0, 1)));
    assertThat(new OneDecode(1, Set.of("t1")).choose(candidates, room(9, 0, 9))).isEmpty();
    assertThat(FOUR.choose(all(candidate(t1(1))), room(9, 0, 9))).isEmpty();
    assertThat(FOUR.choose(all(), room(9, 0, 9))).isEmpty();
  }

  @Test
  void whatFailedBefore_isMadeAlone() {
    var failed = DecodeGroupCandidate.of(FILM, true, List.of(t1(1)));
    var fresh = candidate(t1(1));

    assertThat(FOUR.choose(all(failed, fresh, fresh), room(9, 0, 9))).isEmpty();
    assertThat(FOUR.choose(all(fresh, failed, fresh), room(9, 0, 9)))
        .contains(new Choice("t1", List.of(0, 2)));
  }

  @Test
  void onlyTheSamePartOfTheSource_andNoStill_sharesADecode() {
    var still = new Rendition(Format.JPEG, null, null, 320, 180, 0, 0, 0, 5000, 0, 0);
    var piece =
        new Rendition(
            Format.MP4, VideoCodec.H264, AudioCodec.AAC, 640, 360, 0, 0, 0, 0, 1000, 2000);
    List<Offer> offers = List.of(t1(1));
    var candidates =
        all(
            candidate(t1(1)),
            DecodeGroupCandidate.of(still, false, offers),
            DecodeGroupCandidate.of(piece, false, offers),
            candidate(t1(1)));

    assertThat(FOUR.choose(candidates, room(9, 0, 9))).contains(new Choice("t1", List.of(0, 3)));
  }

  @Test
  void aLimitOfNone_isRefused() {
    assertThatThrownBy(() -> new OneDecode(0, Set.of()))
        .hasMessage("mostOutputs: 0 (expected: >= 1)");
  }

  @Property
  void whatIsChosen_fits_andTheFirstIsAmongThem(
      @ForAll @Size(max = 8) List<@DoubleRange(min = 0.1, max = 4) Double> demands,
      @ForAll @IntRange(min = 1, max = 6) int most,
      @ForAll @DoubleRange(min = 0, max = 8) double server,
      @ForAll @DoubleRange(min = 0, max = 8) double farm) {
    List<DecodeGroupCandidate> candidates = new ArrayList<>();
    demands.forEach(cores -> candidates.add(candidate(t1(cores))));

    Optional<Choice> choice =
        new OneDecode(most, Set.of("t1")).choose(candidates, room(server, 0, farm));

    choice.ifPresent(
        chosen -> {
          double sum = chosen.members().stream().mapToDouble(demands::get).sum();
          assertThat(sum).isLessThanOrEqualTo(Math.min(server, farm) + 1e-6);
          assertThat(chosen.members()).startsWith(0).hasSizeBetween(2, most).isSorted();
        });
  }
}
