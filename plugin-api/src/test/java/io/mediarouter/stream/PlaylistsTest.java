package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.VideoCodec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What players are told of a stream. */
class PlaylistsTest {
  private static final FrameRate FILM = new FrameRate(24_000, 1001);
  private static final Rung LOW = Rung.of("360p", VideoCodec.H264, 640, 360, FILM, 800_000);
  private static final Rung HIGH = Rung.of("720p", VideoCodec.H264, 1280, 720, FILM, 2_500_000);
  private static final Sound ENGLISH =
      new Sound("audio-en", AudioCodec.AAC, 128_000, 0, "en", "English \"original\"", true);
  private static final Sound GERMAN =
      new Sound("audio-de", AudioCodec.AAC, 96_000, 1, "de", "Deutsch <neu> & gut", false);
  private static final MediaStream STREAM =
      new MediaStream(
          SegmentGrid.of(FILM, 4, Duration.ofMillis(42_334)),
          List.of(LOW, HIGH),
          List.of(ENGLISH, GERMAN),
          List.of(new Subtitles("text-en", 0, "en", "English", false)));

  @Test
  void theMultivariantPlaylistNamesEveryFormWithItsCodecsAndRates() {
    assertThat(HlsPlaylists.multivariant(STREAM))
        .startsWith("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n")
        .contains(
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"aac\",NAME=\"English  original \","
                + "LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\","
                + "URI=\"audio-en/index.m3u8\"\n")
        .contains(
            "#EXT-X-STREAM-INF:BANDWIDTH=1140800,AVERAGE-BANDWIDTH=928000,"
                + "CODECS=\"avc1.64001e,mp4a.40.2\",RESOLUTION=640x360,FRAME-RATE=23.976,"
                + "AUDIO=\"aac\",SUBTITLES=\"subtitles\",CLOSED-CAPTIONS=NONE\n360p/index.m3u8\n")
        .contains("BANDWIDTH=140800,AVERAGE-BANDWIDTH=128000,CODECS=\"mp4a.40.2\",AUDIO=\"aac\"");
  }

  @Test
  void theMediaPlaylistHasAllSegmentsAtOnceWithTheirTrueLengths() {
    List<String> lines = HlsPlaylists.of(STREAM, LOW).lines().toList();
    assertThat(lines)
        .contains("#EXT-X-TARGETDURATION:5", "#EXT-X-PLAYLIST-TYPE:VOD", "#EXTINF:4.004000,")
        .contains("#EXT-X-MAP:URI=\"init.mp4\"", "#EXTINF:2.293958,", "10.m4s")
        .doesNotContain("11.m4s")
        .endsWith("#EXT-X-ENDLIST");
    assertThat(HlsPlaylists.of(STREAM, ENGLISH)).contains("#EXTINF:4.010667,\n0.m4s\n");
    assertThat(HlsPlaylists.of(STREAM, ENGLISH)).contains("#EXTINF:3.989333,\n1.m4s\n");
  }

  @Test
  void theManifestTellsTheSameSegments() throws Exception {
    Document manifest = xml(DashManifest.of(STREAM));
    Element root = manifest.getDocumentElement();
    assertThat(root.getAttribute("mediaPresentationDuration")).isEqualTo("PT42.334S");
    Element low = (Element) manifest.getElementsByTagName("Representation").item(0);
    assertThat(low.getAttribute("frameRate")).isEqualTo("24000/1001");
    assertThat(low.getAttribute("codecs")).isEqualTo("avc1.64001e");
    Element template = (Element) low.getElementsByTagName("SegmentTemplate").item(0);
    assertThat(template.getAttribute("timescale")).isEqualTo("24000");
    assertThat(template.getAttribute("duration")).isEqualTo("96096");
    assertThat(template.getAttribute("startNumber")).isEqualTo("0");
  }

  @Test
  void theTimelineOfSoundAddsUpToTheSamplesOfAllSegments() throws Exception {
    Document manifest = xml(DashManifest.of(STREAM));
    Element timeline = (Element) manifest.getElementsByTagName("SegmentTimeline").item(0);
    long samples = 0;
    int segments = 0;
    for (int i = 0; i < timeline.getElementsByTagName("S").getLength(); i++) {
      Element run = (Element) timeline.getElementsByTagName("S").item(i);
      int more = run.getAttribute("r").isEmpty() ? 0 : Integer.parseInt(run.getAttribute("r"));
      samples += (1L + more) * Long.parseLong(run.getAttribute("d"));
      segments += 1 + more;
    }
    SoundGrid grid = SoundGrid.of(STREAM.grid(), AudioCodec.AAC);
    assertThat(segments).isEqualTo(11);
    assertThat(samples).isEqualTo(grid.firstFrame(11) * 1024);
  }

  @Test
  void soundInSurroundIsInAGroupOfItsOwn_besideWhatIsOnlyInStereo() throws Exception {
    var surround =
        new Sound("audio-surround", AudioCodec.AAC, 384_000, 0, "en", "English", true, 6);
    var stream = new MediaStream(STREAM.grid(), List.of(LOW), List.of(ENGLISH, GERMAN, surround));
    String master = HlsPlaylists.multivariant(stream);

    assertThat(master.lines().filter(line -> line.contains("GROUP-ID=\"aac-surround\"")))
        .satisfiesExactly(
            german -> assertThat(german).contains("CHANNELS=\"2\"", "audio-de/", "DEFAULT=NO"),
            english ->
                assertThat(english).contains("CHANNELS=\"6\"", "audio-surround/", "DEFAULT=YES"));
    assertThat(master.lines().filter(line -> line.contains("GROUP-ID=\"aac\""))).hasSize(2);
    assertThat(master.indexOf("AUDIO=\"aac\""))
        .as("players begin with stereo")
        .isPositive()
        .isLessThan(master.indexOf("AUDIO=\"aac-surround\""));
    assertThat(master)
        .contains("BANDWIDTH=1422400,AVERAGE-BANDWIDTH=1184000,CODECS=\"avc1.64001e,mp4a.40.2\"");

    assertThat(DashManifest.of(stream))
        .contains("audio_channel_configuration:2011\" value=\"6\"/>")
        .containsOnlyOnce("selectionPriority=\"2\"");
  }

  @Test
  void soundAloneIsAStream() throws Exception {
    MediaStream song =
        new MediaStream(
            SegmentGrid.of(FrameRate.of(0), 4, Duration.ofMinutes(3)), List.of(), List.of(ENGLISH));
    assertThat(HlsPlaylists.multivariant(song))
        .contains("CODECS=\"mp4a.40.2\",AUDIO=\"aac\"\naudio-en/index.m3u8\n");
    assertThat(xml(DashManifest.of(song)).getElementsByTagName("AdaptationSet").getLength())
        .isEqualTo(1);
  }

  @Test
  void pictureAloneIsAStream() {
    MediaStream silent = new MediaStream(STREAM.grid(), List.of(LOW), List.of());
    assertThat(HlsPlaylists.multivariant(silent))
        .contains("CODECS=\"avc1.64001e\",RESOLUTION=640x360")
        .doesNotContain("AUDIO");
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
