package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import io.mediarouter.media.VideoCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rungs a source has. */
class StreamLadderTest {
  private static StreamLadder.Step step(String name, Map<String, String> parameters) {
    return new StreamLadder.Step(
        name, RenditionParameters.read(parameters, RenditionRequest.DEFAULT));
  }

  private static final List<StreamLadder.Step> STEPS =
      List.of(
          step("360p", Map.of("shorter", "360", "vb", "700k")),
          step("720p", Map.of("shorter", "720")),
          step("1080p", Map.of("shorter", "1080")),
          step("2160p", Map.of("shorter", "2160", "vb", "16M")));

  @Test
  void noRungIsAboveTheSource() {
    List<Rung> rungs = StreamLadder.rungs(STEPS, Sources.clip720p());
    assertThat(rungs).extracting(Rung::name).containsExactly("360p", "720p");
    assertThat(rungs).extracting(Rung::width).containsExactly(640, 1280);
    assertThat(rungs).extracting(Rung::bitRate).containsExactly(700_000, 2_500_000);
    assertThat(rungs).extracting(Rung::rate).containsOnly(new FrameRate(30, 1));
  }

  @Test
  void rungsThatTheSourceCapsAreNotToldApartByTheirRatesOnly() {
    List<StreamLadder.Step> usual =
        List.of(
            step("1080p", Map.of("shorter", "1080", "vb", "5M")),
            step("360p", Map.of("shorter", "360", "vb", "800k")),
            step("720p", Map.of("shorter", "720", "vb", "1500k")),
            step("2160p", Map.of("height", "2160", "vb", "16M")),
            step("fast", Map.of("shorter", "720", "fps", "60", "vb", "9M")));
    assertThat(StreamLadder.rungs(usual, Sources.clip720p()))
        .extracting(Rung::name)
        .containsExactly("360p", "720p");
    assertThat(StreamLadder.rungs(usual, Sources.picture(960, 540)))
        .extracting(Rung::name)
        .containsExactly("1080p", "360p");
  }

  @Test
  void rungsOfOneSizeThatTheSourceHasAreToldApartByTheirRates() {
    List<StreamLadder.Step> two =
        List.of(
            step("good", Map.of("shorter", "720", "vb", "2400k")),
            step("lean", Map.of("shorter", "720", "vb", "1M")));
    assertThat(StreamLadder.rungs(two, Sources.clip720p()))
        .extracting(Rung::name)
        .containsExactly("good", "lean");
  }

  @Test
  void aSmallSourceHasOneRungOfItsOwnSize() {
    List<Rung> rungs = StreamLadder.rungs(STEPS, Sources.picture(320, 240));
    assertThat(rungs).hasSize(1);
    assertThat(rungs.get(0).width()).isEqualTo(320);
  }

  @Test
  void ofASourceOfFewBits_smallerRungsHaveFewer_soThatPlayersTellThemApart() {
    List<StreamLadder.Step> usual =
        List.of(
            step("360p", Map.of("shorter", "360", "vb", "800k")),
            step("240p", Map.of("shorter", "240", "vb", "400k")),
            step("480p", Map.of("shorter", "480", "vb", "1400k")),
            step("720p", Map.of("shorter", "720", "vb", "2800k")));
    assertThat(StreamLadder.rungs(usual, slides(300_000)))
        .extracting(Rung::bitRate)
        .containsExactly(150_000, 99_922, 200_078, 300_000);
    assertThat(StreamLadder.rungs(usual, slides(60_000)))
        .as("the largest of those that would have fewer bits than any")
        .extracting(Rung::name)
        .containsExactly("480p", "720p");
  }

  private static SourceProperties slides(long bits) {
    return Sources.picture(1280, 720, bits);
  }

  @Test
  void codingsAreToldBeforeAnythingIsMade() {
    assertThat(StreamLadder.rungs(STEPS, Sources.clip720p()))
        .extracting(Rung::codecs)
        .containsExactly("avc1.64001e", "avc1.64001f");
  }

  @Test
  void otherCodecsAreRungsOfTheirOwn() {
    List<StreamLadder.Step> steps =
        List.of(
            step("720p", Map.of("shorter", "720")),
            step("hevc", Map.of("shorter", "720", "vcodec", "hevc")),
            step("sound", Map.of("format", "m4a")));
    List<Rung> rungs = StreamLadder.rungs(steps, Sources.clip720p());
    assertThat(rungs).extracting(Rung::codec).containsExactly(VideoCodec.H264, VideoCodec.HEVC);
  }

  @Test
  void aRateAboveTheMostIsHalved() {
    SourceProperties source = Sources.clip720p();
    List<Rung> rungs =
        StreamLadder.rungs(List.of(step("low", Map.of("shorter", "360", "fps", "15"))), source);
    assertThat(rungs.get(0).rate()).isEqualTo(new FrameRate(15, 1));
    assertThat(StreamLadder.grid(source, 4).at(rungs.get(0).rate()).framesPerSegment())
        .isEqualTo(60);
  }

  @Test
  void soundAloneHasNoRungs() {
    assertThat(StreamLadder.rungs(STEPS, Sources.song())).isEmpty();
    assertThat(StreamLadder.grid(Sources.song(), 4).count()).isEqualTo(45);
  }
}
