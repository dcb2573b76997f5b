package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The languages and subtitles of a source in its stream. */
@Timeout(300)
class TracksStreamTest {
  @TempDir static Path folder;
  private static StreamFarm farm;

  @BeforeAll
  static void start() throws Exception {
    farm = new StreamFarm(folder, "", "streams: {ladder: [240p]}\n");
    Path words = folder.resolve("words.srt");
    Files.writeString(
        words,
        "1\n00:00:01,500 --> 00:00:03,000\nGood <i>morning</i>\n\n"
            + "2\n00:00:05,250 --> 00:00:06,000\nGood night\n");
    tracks("film.mp4", words, "mov_text");
    tracks("film.mkv", words, "ass");
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=426x240:r=25:d=5",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        farm.source("silent.mp4").toString());
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "sine=f=440:r=44100:d=9",
        "-ac",
        "1",
        "-c:a",
        "libmp3lame",
        farm.source("podcast.mp3").toString());
  }

  /** 440 Hz in English, 880 Hz in German. */
  private static void tracks(String name, Path words, String text) throws Exception {
    Picture.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=426x240:r=25:d=9",
        "-f",
        "lavfi",
        "-i",
        "sine=f=440:r=48000:d=9",
        "-f",
        "lavfi",
        "-i",
        "sine=f=880:r=44100:d=9",
        "-i",
        words.toString(),
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-map",
        "2:a",
        "-map",
        "3:s",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-c:s",
        text,
        "-metadata:s:a:0",
        "language=eng",
        "-metadata:s:a:1",
        "language=ger",
        "-metadata:s:s:0",
        "language=eng",
        "-disposition:a:0",
        "default",
        farm.source(name).toString());
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void eachLanguageOfASourceIsHeard() throws Exception {
    String master = farm.text("film.mp4/hls/master.m3u8");
    assertThat(master)
        .contains("NAME=\"English\",LANGUAGE=\"en\",DEFAULT=YES")
        .contains("NAME=\"German\",LANGUAGE=\"de\",DEFAULT=NO");
    assertThat(farm.text("film.mp4/dash/manifest.mpd")).contains("lang=\"en\"", "lang=\"de\"");

    assertThat(crossings("film.mp4/hls/audio/index.m3u8")).isBetween(860L, 900L);
    assertThat(crossings("film.mp4/hls/audio-de/index.m3u8")).isBetween(1720L, 1800L);
  }

  /** How often a second the sound passes zero. */
  private static long crossings(String playlist) throws Exception {
    byte[] raw = farm.played(playlist, "-f", "s8", "-ac", "1", "-ar", "48000");
    assertThat(raw.length / 48_000.0).isBetween(8.99, 9.05);
    long crossings = 0;
    for (int i = 1; i < raw.length; i++) {
      crossings += (raw[i - 1] < 0) != (raw[i] < 0) ? 1 : 0;
    }
    return crossings / 9;
  }

  @Test
  void subtitlesOfASourceAreRead() throws Exception {
    for (String film : new String[] {"film.mp4", "film.mkv"}) {
      assertThat(farm.text(film + "/hls/master.m3u8"))
          .contains("TYPE=SUBTITLES", "SUBTITLES=\"subtitles\"", "URI=\"text-en/index.m3u8\"");
      assertThat(farm.text(film + "/hls/text-en/index.m3u8")).contains("text.vtt\n#EXT-X-ENDLIST");
      String text = farm.text(film + "/hls/text-en/text.vtt");
      assertThat(text)
          .startsWith("WEBVTT")
          .containsPattern("00:01.5.. --> 00:03.0..\nGood <i>morning</i>")
          .containsPattern("00:05.2.. --> 00:06.0..\nGood night");
      assertThat(farm.text(film + "/dash/text-en/text.vtt")).isEqualTo(text);
    }
    assertThat(Farm.header(farm.get("film.mp4/hls/text-en/text.vtt"), "content-type"))
        .contains("text/vtt");
    assertThat(farm.get("film.mp4/hls/text-de/text.vtt").statusCode()).isEqualTo(404);
  }

  @Test
  void storyboardIsBesideTheStream() throws Exception {
    assertThat(farm.text("film.mp4/hls/master.m3u8")).contains("VALUE=\"storyboard.vtt\"");
    assertThat(farm.text("film.mp4/dash/manifest.mpd"))
        .contains("thumbnail_tile\" value=\"2x1\"", "width=\"320\" height=\"90\"");
    assertThat(farm.text("film.mp4/dash/storyboard.vtt"))
        .startsWith("WEBVTT")
        .contains("storyboard.jpg#xywh=0,0,160,90", "storyboard.jpg#xywh=160,0,160,90");
    assertThat(Picture.of(farm.get("film.mp4/hls/storyboard.jpg").body()).size())
        .isEqualTo("320x90");
    assertThat(farm.get("podcast.mp3/hls/storyboard.jpg").statusCode()).isEqualTo(404);
    assertThat(farm.text("podcast.mp3/hls/master.m3u8")).doesNotContain("storyboard");
  }

  @Test
  void silentFilmHasPicturesOnly_andAPodcastSoundOnly() throws Exception {
    assertThat(farm.text("silent.mp4/hls/master.m3u8"))
        .contains("240p/index.m3u8")
        .doesNotContain("AUDIO", "mp4a");
    assertThat(
            farm.played(
                "silent.mp4/hls/master.m3u8", "-vf", "scale=1:1,format=gray", "-f", "rawvideo"))
        .hasSize(125);

    assertThat(farm.text("podcast.mp3/hls/master.m3u8"))
        .contains("CODECS=\"mp4a.40.2\"", "audio/index.m3u8")
        .doesNotContain("RESOLUTION");
    assertThat(crossings("podcast.mp3/hls/master.m3u8")).isBetween(860L, 900L);
  }
}
