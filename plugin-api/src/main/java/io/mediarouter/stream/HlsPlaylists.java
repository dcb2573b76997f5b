package io.mediarouter.stream;

import io.mediarouter.container.KeyFrameCut;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The playlists of a stream as HLS (RFC 8216, and its second edition): complete at once. */
public final class HlsPlaylists {
  /** Where players ask which of several pathways they are to take, relative to the playlist. */
  public static final String STEERING = "steering.json";

  private static final String TEXTS = "subtitles";
  private static final String HEAD = "#EXTM3U\n#EXT-X-VERSION:7\n";

  private HlsPlaylists() {}

  /** The multivariant playlist. */
  public static String multivariant(MediaStream stream) {
    return multivariant(stream, List.of());
  }

  /**
   * The multivariant playlist of a stream to which several ways lead, all of which it tells.
   *
   * @param pathways players begin with the first; none = addresses are relative
   */
  public static String multivariant(MediaStream stream, List<Pathway> pathways) {
    var text = new StringBuilder(HEAD).append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    if (!pathways.isEmpty()) {
      text.append("#EXT-X-CONTENT-STEERING:SERVER-URI=\"").append(pathways.get(0).steering());
      text.append("\",PATHWAY-ID=\"").append(pathways.get(0).id()).append("\"\n");
    }
    if (stream.storyboard() != null) {
      text.append("#EXT-X-SESSION-DATA:DATA-ID=\"io.mediarouter.storyboard\",VALUE=\"");
      text.append("storyboard.vtt\"\n");
    }
    List<Way> ways =
        pathways.isEmpty() ? List.of(Way.RELATIVE) : pathways.stream().map(Way::of).toList();
    for (Way way : ways) {
      groups(stream).forEach(group -> media(text, stream, group, way));
      stream.subtitles().forEach(each -> media(text, each, way));
    }
    ways.forEach(way -> variants(text, stream, way));
    return text.toString();
  }

  /**
   * How what lies on a pathway is told.
   *
   * @param base what stands before addresses
   * @param suffix what stands behind the names of groups
   * @param attribute what is told of each variant
   */
  private record Way(String base, String suffix, String attribute) {
    static final Way RELATIVE = new Way("", "", "");

    static Way of(Pathway pathway) {
      return new Way(pathway.base(), "." + pathway.id(), ",PATHWAY-ID=\"" + pathway.id() + "\"");
    }
  }

  private static void variants(StringBuilder text, MediaStream stream, Way way) {
    List<String> groups = groups(stream);
    if (groups.isEmpty()) {
      stream.pictures().forEach(rung -> variant(text, stream, rung, null, way));
    }
    for (String group : groups) {
      Sound sound = loudest(stream, group);
      stream.pictures().forEach(rung -> variant(text, stream, rung, sound, way));
      variant(text, stream, null, sound, way);
    }
  }

  private static List<String> groups(MediaStream stream) {
    return stream.sounds().stream().map(Sound::group).distinct().toList();
  }

  private static Sound loudest(MediaStream stream, String group) {
    return stream.sounds().stream()
        .filter(sound -> sound.group().equals(group))
        .reduce((one, other) -> other.bitRate() > one.bitRate() ? other : one)
        .orElseThrow();
  }

  /** What is not in 5.1 can be chosen beside what is. */
  private static void media(StringBuilder text, MediaStream stream, String group, Way way) {
    Sound first = loudest(stream, group);
    stream.sounds().stream()
        .filter(
            sound ->
                sound.group().equals(group)
                    || (first.isSurround()
                        && sound.codec() == first.codec()
                        && sound.track() != first.track()))
        .forEach(sound -> media(text, sound, group, way));
  }

  private static void media(StringBuilder text, Sound sound, String group, Way way) {
    text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"").append(group);
    text.append(way.suffix()).append('"');
    label(text, sound.label(), sound.language());
    text.append(",DEFAULT=").append(sound.preferred() ? "YES" : "NO");
    text.append(",AUTOSELECT=YES,CHANNELS=\"").append(sound.channels());
    text.append("\",URI=\"").append(way.base()).append(sound.name());
    text.append("/index.m3u8\"\n");
  }

  private static void media(StringBuilder text, Subtitles each, Way way) {
    text.append("#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"").append(TEXTS);
    text.append(way.suffix()).append('"');
    label(text, each.label(), each.language());
    text.append(",DEFAULT=NO,AUTOSELECT=YES,FORCED=").append(each.forced() ? "YES" : "NO");
    text.append(",URI=\"").append(way.base()).append(each.name()).append("/index.m3u8\"\n");
  }

  private static void label(StringBuilder text, String label, String language) {
    text.append(",NAME=\"").append(StreamNames.quotable(label)).append('"');
    if (!language.isEmpty()) {
      text.append(",LANGUAGE=\"").append(StreamNames.quotable(language)).append('"');
    }
  }

  private static void variant(
      StringBuilder text,
      MediaStream stream,
      @Nullable Picture rung,
      @Nullable Sound sound,
      Way way) {
    long average = sound == null ? 0 : sound.bitRate();
    long peak = average + average / 10;
    String codecs = sound == null ? "" : sound.codecs();
    if (rung != null) {
      average += rung.averageBits();
      peak += rung.peakBits();
      codecs = rung.codecs() + (sound == null ? "" : "," + codecs);
    }
    text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(peak);
    text.append(",AVERAGE-BANDWIDTH=").append(average);
    if (rung == null || !rung.codecs().isEmpty()) {
      text.append(",CODECS=\"").append(codecs).append('"');
    }
    if (rung != null) {
      text.append(",RESOLUTION=").append(rung.width()).append('x').append(rung.height());
      text.append(",FRAME-RATE=").append(decimals(rung.framesPerSecond()));
    }
    if (sound != null) {
      text.append(",AUDIO=\"").append(sound.group()).append(way.suffix()).append('"');
    }
    if (!stream.subtitles().isEmpty()) {
      text.append(",SUBTITLES=\"").append(TEXTS).append(way.suffix()).append('"');
    }
    if (rung != null) {
      text.append(",CLOSED-CAPTIONS=NONE");
    }
    String name = rung != null ? rung.name() : sound == null ? "" : sound.name();
    text.append(way.attribute())
        .append('\n')
        .append(way.base())
        .append(name)
        .append("/index.m3u8\n");
  }

  /** The media playlist of a form of the picture. */
  public static String of(MediaStream stream, Rung rung) {
    SegmentGrid grid = stream.grid().at(rung.rate());
    return list(grid.count(), grid::durationSeconds);
  }

  /** The media playlist of the source's own picture, whose segments are as long as they are. */
  public static String of(KeyFrameCut cut) {
    return list(cut.count(), cut::seconds);
  }

  /** The media playlist of a form of the sound. */
  public static String of(MediaStream stream, Sound sound) {
    SoundGrid grid = SoundGrid.of(stream.grid(), sound.codec());
    return list(stream.grid().count(), grid::durationSeconds);
  }

  private static String list(int count, IntToDoubleFunction seconds) {
    double longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, seconds.applyAsDouble(i));
    }
    var text = new StringBuilder(256 + 32 * count).append(HEAD);
    text.append("#EXT-X-TARGETDURATION:").append((int) Math.ceil(longest - 0.001));
    text.append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n");
    text.append("#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MAP:URI=\"init.mp4\"\n");
    for (int i = 0; i < count; i++) {
      text.append("#EXTINF:").append(String.format(Locale.ROOT, "%.6f", seconds.applyAsDouble(i)));
      text.append(",\n").append(i).append(".m4s\n");
    }
    return text.append("#EXT-X-ENDLIST\n").toString();
  }

  /** The media playlist of subtitles: one file that is as long as all. */
  public static String ofSubtitles(MediaStream stream) {
    double seconds = stream.grid().totalSeconds();
    return HEAD
        + "#EXT-X-TARGETDURATION:"
        + (int) Math.ceil(seconds)
        + "\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:"
        + String.format(Locale.ROOT, "%.6f", seconds)
        + ",\ntext.vtt\n#EXT-X-ENDLIST\n";
  }

  private static String decimals(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
