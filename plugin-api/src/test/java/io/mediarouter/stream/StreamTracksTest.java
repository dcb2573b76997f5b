package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.Capabilities;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.Extent;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionKey;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.SourceTrack;
import io.mediarouter.media.SourceTracks;
import io.mediarouter.media.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What there is to hear and to read in a stream, of the tracks of its source. */
class StreamTracksTest {
  private static final String SURROUND = "audio-surround";

  private static SourceProperties of(List<SourceTrack> sounds, List<SourceTrack> subtitles) {
    SourceProperties clip = Sources.clip720p();
    return SourceProperties.of(
            clip.version(),
            clip.container(),
            clip.contentType(),
            clip.bytes(),
            clip.duration(),
            clip.video(),
            clip.audio())
        .withExtent(Extent.PLAIN)
        .withTracks(new SourceTracks(sounds, subtitles));
  }

  private static SourceTrack track(int number, String language, String title, boolean preferred) {
    return new SourceTrack(number, "aac", language, title, preferred, false);
  }

  @Test
  void eachTrackOfSoundIsOne_theDefaultOneFirst() {
    SourceProperties source =
        of(
            List.of(
                track(0, "ger", "", false),
                track(1, "eng", "", true),
                track(2, "eng", "Director's \"comments\"", false),
                track(3, "", "", false),
                track(4, "eng", "", false)),
            List.of());
    List<Sound> sounds = StreamTracks.sounds(source, List.of(AudioCodec.AAC), false);

    assertThat(sounds)
        .extracting(Sound::name)
        .containsExactly("audio", "audio-de", "audio-en", "audio-4", "audio-en-2");
    assertThat(sounds).extracting(Sound::language).containsExactly("en", "de", "en", "", "en");
    assertThat(sounds).extracting(Sound::track).containsExactly(-1, 0, 2, 3, 4);
    assertThat(sounds)
        .extracting(Sound::label)
        .containsExactly("English", "German", "Director's \"comments\"", "Sound", "English 2");
    assertThat(sounds)
        .extracting(Sound::preferred)
        .containsExactly(true, false, false, false, false);
  }

  @Test
  void aSourceOfWhoseTracksNobodyToldHasItsDefaultOne() {
    assertThat(StreamTracks.sounds(Sources.clip720p(), List.of(AudioCodec.AAC), false))
        .containsExactly(new Sound("audio", AudioCodec.AAC, 128_000, -1, "", "Sound", true));
    assertThat(StreamTracks.sounds(Sources.picture(320, 240), List.of(AudioCodec.AAC), false))
        .isEmpty();
  }

  @Test
  void defaultSoundOfSixChannels_isThereAsItIsToo_whereItMayBe() {
    SourceProperties source = withChannels(6);
    List<AudioCodec> aac = List.of(AudioCodec.AAC);

    List<Sound> sounds = StreamTracks.sounds(source, aac, true);

    assertThat(sounds).extracting(Sound::name).containsExactly("audio", "audio-de", SURROUND);
    assertThat(sounds).extracting(Sound::channels).containsExactly(2, 2, 6);
    assertThat(sounds.get(2).language()).isEqualTo("en");
    assertThat(sounds.get(2).bitRate()).isEqualTo(384_000);
    assertThat(StreamTracks.sounds(source, aac, false)).hasSize(2);
    assertThat(StreamTracks.sounds(source, List.of(AudioCodec.OPUS), true)).hasSize(2);
    assertThat(StreamTracks.sounds(withChannels(2), aac, true)).hasSize(2);
  }

  private static SourceProperties withChannels(int channels) {
    SourceProperties clip = Sources.clip720p();
    return SourceProperties.of(
            clip.version(),
            clip.container(),
            clip.contentType(),
            clip.bytes(),
            clip.duration(),
            clip.video(),
            new AudioStream("ac3", channels, 48_000, 448_000))
        .withExtent(Extent.PLAIN)
        .withTracks(
            new SourceTracks(
                List.of(track(0, "eng", "", true), track(1, "ger", "", false)), List.of()));
  }

  @Test
  void partsInSurroundAreRenditionsOfTheirOwn_forServersThatSayThatTheyMakeThem() {
    SourceProperties source = withChannels(6);
    Sound sound = StreamTracks.sounds(source, List.of(AudioCodec.AAC), true).get(2);
    Rendition part = new StreamTrack(StreamLadder.grid(source, 4), null, sound).part(1);

    assertThat(part.key()).isEqualTo("aac-a384000-s4000-d4000-c6.m4s");
    assertThat(RenditionKey.read(part.key())).contains(part);
    assertThat(RenditionResolver.resolve(RenditionQuery.request(part), source)).isEqualTo(part);
    Capabilities able = Capabilities.of(List.of(Capabilities.SURROUND));
    assertThat(able.canMake(part)).isTrue();
    assertThat(able.withSegments(false).canMake(part)).as("pieces are in stereo").isFalse();
    assertThat(Capabilities.ALL.canMake(part)).isFalse();
  }

  @Test
  void partsOfEachTrackAreRenditionsOfTheirOwn() {
    List<Sound> sounds =
        StreamTracks.sounds(
            of(List.of(track(0, "eng", "", true), track(1, "fra", "", false)), List.of()),
            List.of(AudioCodec.AAC),
            false);
    SegmentGrid grid = StreamLadder.grid(Sources.clip720p(), 4);
    Rendition usual = new StreamTrack(grid, null, sounds.get(0)).part(1);
    Rendition french = new StreamTrack(grid, null, sounds.get(1)).part(1);

    assertThat(usual.key()).isEqualTo("aac-a128000-s4000-d4000.m4s");
    assertThat(french.key()).isEqualTo("aac-a128000-s4000-d4000-k2.m4s");
    assertThat(RenditionKey.read(french.key())).contains(french);
    assertThat(RenditionResolver.resolve(RenditionQuery.request(french), Sources.clip720p()))
        .isEqualTo(french);
  }

  @Test
  void subtitlesAreText_withTheirLanguages() {
    SourceProperties source =
        of(
            List.of(),
            List.of(
                new SourceTrack(0, "mov_text", "eng", "", false, false),
                new SourceTrack(2, "ass", "und", "", false, false),
                new SourceTrack(3, "subrip", "eng", "Signs", false, true)));
    List<Subtitles> subtitles = StreamTracks.subtitles(source);

    assertThat(subtitles)
        .containsExactly(
            new Subtitles("text-en", 0, "en", "English", false),
            new Subtitles("text-3", 2, "", "Subtitles", false),
            new Subtitles("text-en-2", 3, "en", "Signs", true));
    Rendition text = subtitles.get(1).rendition();
    assertThat(text.format()).isEqualTo(Format.VTT);
    assertThat(RenditionKey.read(text.key())).contains(text);
    assertThat(RenditionResolver.resolve(RenditionQuery.request(text), source)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "eng, en",
    "ger, de",
    "deu, de",
    "fre, fr",
    "fra, fr",
    "en-GB, en-GB",
    "por-BR, pt-BR",
    "chi, zh",
    "yue, yue",
    "und, ''",
    "'', ''",
    "xx\"y, ''",
    "EN, en"
  })
  void languagesAreNamedAsPlayersWantThem(String told, String tag) {
    assertThat(Languages.tag(told)).isEqualTo(tag);
  }
}
