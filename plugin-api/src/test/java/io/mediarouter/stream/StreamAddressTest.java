package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.stream.StreamAddress.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAddressTest {
  @ParameterizedTest
  @CsvSource({
    "a/film.mp4/hls/master.m3u8,        a/film.mp4, MASTER,   '',   0",
    "a/film.mp4/hls/360p/index.m3u8,    a/film.mp4, PLAYLIST, 360p, 0",
    "film.mp4/dash/manifest.mpd,        film.mp4,   MANIFEST, '',   0",
    "film.mp4/dash/360p/init.mp4,       film.mp4,   INIT,     360p, 0",
    "film.mp4/hls/audio/0.m4s,          film.mp4,   SEGMENT,  audio, 0",
    "film.mp4/dash/360p/1234.m4s,       film.mp4,   SEGMENT,  360p, 1234",
    "x/hls/360p/0.m4s/hls/master.m3u8,  x/hls/360p/0.m4s, MASTER, '', 0",
  })
  void pathsBelowAnAsset_askForItsStream(
      String path, String asset, StreamAddress.Kind kind, String rung, int number) {
    assertThat(StreamAddress.of(new AssetId(path)))
        .contains(new StreamAddress(new AssetId(asset), kind, rung, number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "film.mp4",
        "hls/master.m3u8",
        "film/master.m3u8",
        "film.mp4/hls/360p/01.m4s",
        "film.mp4/hls/360p/-1.m4s",
        "film.mp4/hls/360p/12345678.m4s",
        "film.mp4/hls/360p/x/0.m4s",
        "film.mp4/smooth/360p/0.m4s",
        "film.mp4/hls/36 0/0.m4s",
        "film.mp4/hls/360p/index.m3u8.bak",
      })
  void otherPaths_areThoseOfOriginals(String path) {
    assertThat(StreamAddress.of(new AssetId(path))).isEmpty();
  }

  @Test
  void storyboardsAndSubtitlesAreOfTheStream() {
    assertThat(StreamAddress.of(new AssetId("a/b.mp4/hls/storyboard.jpg")))
        .contains(new StreamAddress(new AssetId("a/b.mp4"), Kind.STORYBOARD, "", 0));
    assertThat(StreamAddress.of(new AssetId("a/b.mp4/dash/storyboard.vtt")))
        .contains(new StreamAddress(new AssetId("a/b.mp4"), Kind.STORYBOARD_TIMES, "", 0));
    assertThat(StreamAddress.of(new AssetId("a/b.mp4/dash/text-en/text.vtt")))
        .contains(new StreamAddress(new AssetId("a/b.mp4"), Kind.TEXT, "text-en", 0));
    assertThat(StreamAddress.of(new AssetId("a/storyboard.jpg"))).isEmpty();
  }

  @Test
  void onlySegmentsAndInits_areMedia() {
    assertThat(StreamAddress.of(new AssetId("f/hls/a/0.m4s")).orElseThrow().isMedia()).isTrue();
    assertThat(StreamAddress.of(new AssetId("f/hls/master.m3u8")).orElseThrow().isMedia())
        .isFalse();
  }

  @Test
  void whatIsTooLong_forItsSegmentsToHaveNames_isNone() {
    String path = "a".repeat(AssetId.MAX_LENGTH - 20) + "/hls/master.m3u8";
    assertThat(StreamAddress.of(new AssetId(path))).isEmpty();
    String longest = "a".repeat(AssetId.MAX_LENGTH - 144) + "/hls/master.m3u8";
    AssetId asset = StreamAddress.of(new AssetId(longest)).orElseThrow().asset();
    var part =
        new Rendition(
            Format.M4S,
            VideoCodec.H264,
            null,
            7680,
            4320,
            239_760,
            100_000_000,
            0,
            0,
            86_400_000,
            4_004);
    assertThat(SegmentIndex.assetOf(asset, part).path()).endsWith("/337");
  }
}
