package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.VideoCodec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams to which several ways lead. */
class PathwaysTest {
  private static final List<Pathway> PATHWAYS =
      List.of(
          new Pathway("a", "https://a.test/media/one.mp4/hls/"),
          new Pathway("b", "https://b.test/media/one.mp4/hls/"));

  private static final MediaStream STREAM =
      new MediaStream(
          SegmentGrid.of(new FrameRate(25, 1), 4, Duration.ofSeconds(10)),
          List.of(Rung.of("360p", VideoCodec.H264, 640, 360, new FrameRate(25, 1), 800_000)),
          List.of(new Sound("audio", AudioCodec.AAC, 128_000, -1, "en", "English", true)),
          List.of(new Subtitles("text-en", 0, "en", "English", false)));

  @Test
  void playlist_tellsEachVariantOnEachPathway_andItsGroupsThere() {
    String playlist = HlsPlaylists.multivariant(STREAM, PATHWAYS);

    assertThat(playlist)
        .contains(
            "#EXT-X-CONTENT-STEERING:SERVER-URI=\"https://a.test/media/one.mp4/hls/steering.json\"",
            ",PATHWAY-ID=\"a\"\n",
            "GROUP-ID=\"aac.a\"",
            "GROUP-ID=\"aac.b\"",
            "URI=\"https://b.test/media/one.mp4/hls/audio/index.m3u8\"",
            "URI=\"https://a.test/media/one.mp4/hls/text-en/index.m3u8\"");
    assertThat(playlist.lines().filter(line -> line.startsWith("#EXT-X-STREAM-INF")).toList())
        .hasSize(4)
        .filteredOn(line -> line.contains("PATHWAY-ID=\"b\""))
        .hasSize(2)
        .allMatch(line -> line.contains("AUDIO=\"aac.b\",SUBTITLES=\"subtitles.b\""));
    assertThat(playlist)
        .contains(
            "PATHWAY-ID=\"a\"\nhttps://a.test/media/one.mp4/hls/360p/index.m3u8\n",
            "PATHWAY-ID=\"b\"\nhttps://b.test/media/one.mp4/hls/360p/index.m3u8\n");
  }

  @Test
  void manifest_tellsEachPathwayAsAServiceLocation_beforeItsPeriod() {
    String manifest = DashManifest.of(STREAM, PATHWAYS);

    assertThat(manifest)
        .containsSubsequence(
            "<BaseURL serviceLocation=\"a\">https://a.test/media/one.mp4/hls/</BaseURL>",
            "<BaseURL serviceLocation=\"b\">https://b.test/media/one.mp4/hls/</BaseURL>",
            "<ContentSteering defaultServiceLocation=\"a\" queryBeforeStart=\"false\">",
            "https://a.test/media/one.mp4/hls/steering.json</ContentSteering>",
            "<Period");
  }

  @Test
  void withoutPathways_nothingIsSteered_andAddressesAreRelative() {
    assertThat(HlsPlaylists.multivariant(STREAM))
        .isEqualTo(HlsPlaylists.multivariant(STREAM, List.of()))
        .doesNotContain("STEERING", "PATHWAY", "http");
    assertThat(DashManifest.of(STREAM)).doesNotContain("BaseURL serviceLocation", "Steering");
  }

  @Test
  void whereToAsk_liesBesidePlaylistAndManifest() {
    for (String folder : List.of("hls", "dash")) {
      var asked = StreamAddress.of(new AssetId("films/one.mp4/" + folder + "/steering.json"));
      assertThat(asked.orElseThrow().kind()).isEqualTo(StreamAddress.Kind.STEERING);
      assertThat(asked.orElseThrow().asset()).isEqualTo(new AssetId("films/one.mp4"));
    }
    assertThat(StreamAddress.of(new AssetId("films/steering.json"))).isEmpty();
  }
}
