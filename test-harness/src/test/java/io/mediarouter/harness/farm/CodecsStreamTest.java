package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.container.TrackCodecs;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rungs of HEVC, VP9 and AV1 and sound in Opus, where the ladder's presets say so. */
@Timeout(300)
class CodecsStreamTest {
  private static final String LADDER =
      """
      streams: {ladder: [240p, small-hevc, small-vp9, small-av1, hd-hevc, hd-vp9, hd-av1]}
      presets:
        small-hevc: {vcodec: hevc, shorter: 240, vb: 300k}
        small-vp9: {vcodec: vp9, acodec: opus, shorter: 240, vb: 300k}
        small-av1: {vcodec: av1, acodec: opus, shorter: 240, vb: 300k}
        hd-hevc: {vcodec: hevc, shorter: 720, vb: 2M}
        hd-vp9: {vcodec: vp9, shorter: 720, vb: 2M}
        hd-av1: {vcodec: av1, shorter: 720, vb: 2M}
      """;
  private static final Pattern VARIANT =
      Pattern.compile("CODECS=\"([^,\"]+),([^\"]+)\",RES.*AUDIO=\"(\\w+)\".*\n(.+)/index.m3u8");

  @TempDir Path folder;

  @Test
  void eachRungIsOfItsCodec_andToldAsWhatItIs() throws Exception {
    try (StreamFarm farm = new StreamFarm(folder, "", LADDER)) {
      Picture.ffmpeg(
          "-f",
          "lavfi",
          "-i",
          "testsrc2=s=1280x720:r=30:d=4.2",
          "-f",
          "lavfi",
          "-i",
          "sine=r=48000:d=4.2",
          "-c:v",
          "libx264",
          "-preset",
          "ultrafast",
          "-pix_fmt",
          "yuv420p",
          "-c:a",
          "aac",
          farm.source("film.mp4").toString());
      String master = farm.text("film.mp4/hls/master.m3u8");
      List<MatchResult> variants = VARIANT.matcher(master).results().toList();
      assertThat(variants).as(master).hasSize(14);
      assertThat(variants).extracting(each -> each.group(2)).contains("mp4a.40.2", "opus");
      for (MatchResult each : variants) {
        String rung = "film.mp4/hls/" + each.group(4);
        HttpResponse<byte[]> init = farm.get(rung + "/init.mp4");
        assertThat(init.statusCode()).as(rung).isEqualTo(200);
        assertThat(TrackCodecs.of(init.body())).as(rung).contains(each.group(1));
      }
      for (String rung : List.of("small-hevc", "small-vp9", "small-av1")) {
        byte[] frames =
            farm.played(
                "film.mp4/hls/" + rung + "/index.m3u8",
                "-fps_mode",
                "passthrough",
                "-vf",
                "scale=1:1,format=gray",
                "-f",
                "rawvideo");
        assertThat(frames).as(rung).hasSize(126);
      }
      HttpResponse<byte[]> opus = farm.get("film.mp4/hls/audio-opus/init.mp4");
      assertThat(TrackCodecs.of(opus.body())).contains("opus");
      assertThat(
              farm.played(
                          "film.mp4/hls/audio-opus/index.m3u8",
                          "-f",
                          "s8",
                          "-ac",
                          "1",
                          "-ar",
                          "48000")
                      .length
                  / 48_000.0)
          .isBetween(4.19, 4.25);
    }
  }
}
