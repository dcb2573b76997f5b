package io.mediarouter.request;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The abilities that a client says it has to play media: the media ranges of its {@code Accept}
 * field (RFC 9110, section 12.5.1) with their {@code codecs} parameters (RFC 6381). A client that
 * says nothing accepts anything, but is not known to play anything in particular.
 */
public final class ClientAbilities {
  /** A client that says nothing. */
  public static final ClientAbilities UNKNOWN = new ClientAbilities(List.of(), "");

  private static final int MOST_RANGES = 32;

  private record MediaRange(String type, List<String> codecs, boolean refused) {}

  private final List<MediaRange> ranges;
  private final String accept;

  private ClientAbilities(List<MediaRange> ranges, String accept) {
    this.ranges = ranges;
    this.accept = accept;
  }

  /** What the field says; null and blank ones say nothing. */
  public static ClientAbilities of(@Nullable String accept) {
    if (accept == null || accept.isBlank() || accept.equals("*/*")) {
      return UNKNOWN;
    }
    List<MediaRange> ranges = new ArrayList<>();
    for (String range : FieldList.split(accept, ',')) {
      if (ranges.size() < MOST_RANGES) {
        ranges.add(range(range));
      }
    }
    return new ClientAbilities(List.copyOf(ranges), accept);
  }

  private static MediaRange range(String text) {
    List<String> parts = FieldList.split(text, ';');
    List<String> codecs = List.of();
    boolean refused = false;
    for (String parameter : parts.subList(1, parts.size())) {
      String lower = parameter.strip().toLowerCase(Locale.ROOT);
      if (lower.startsWith("codecs=")) {
        codecs = FieldList.split(lower.substring("codecs=".length()).replace("\"", ""), ',');
      }
      refused |= lower.matches("q=0(\\.0*)?");
    }
    return new MediaRange(parts.get(0).strip().toLowerCase(Locale.ROOT), codecs, refused);
  }

  /** The field as it came; empty where none did. */
  public String accept() {
    return accept;
  }

  /** Whether the client says anything. */
  public boolean areTold() {
    return !ranges.isEmpty();
  }

  /** Whether the client takes this media type, wildcards included. */
  public boolean accepts(String contentType) {
    if (!areTold()) {
      return true;
    }
    MediaRange best = best(essence(contentType));
    return best != null && !best.refused();
  }

  /** Whether the client names this rendition's type, and its codecs where it names any. */
  public boolean isKnownToPlay(Rendition rendition) {
    MediaRange best = best(rendition.format().contentType());
    return best != null && !best.refused() && !best.type().endsWith("*") && plays(best, rendition);
  }

  /** The most particular range that a type is in; null = it is in none. */
  private @Nullable MediaRange best(String type) {
    MediaRange best = null;
    for (MediaRange range : ranges) {
      if (matches(range.type(), type)
          && (best == null || range.type().length() > best.type().length())) {
        best = range;
      }
    }
    return best;
  }

  private static boolean matches(String range, String type) {
    return range.equals("*/*")
        || range.equals(type)
        || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
  }

  private static boolean plays(MediaRange range, Rendition rendition) {
    if (range.codecs().isEmpty()) {
      return true;
    }
    VideoCodec video = rendition.videoCodec();
    AudioCodec audio = rendition.audioCodec();
    return (video == null || names(range, prefixes(video)))
        && (audio == null || names(range, prefixes(audio)));
  }

  private static boolean names(MediaRange range, List<String> prefixes) {
    return range.codecs().stream()
        .anyMatch(codec -> prefixes.stream().anyMatch(codec.strip()::startsWith));
  }

  private static List<String> prefixes(VideoCodec codec) {
    return switch (codec) {
      case H264 -> List.of("avc1", "avc3");
      case HEVC -> List.of("hvc1", "hev1");
      case VP9 -> List.of("vp09", "vp9");
      case AV1 -> List.of("av01", "av1");
    };
  }

  private static List<String> prefixes(AudioCodec codec) {
    return switch (codec) {
      case AAC -> List.of("mp4a.40", "mp4a.67");
      case OPUS -> List.of("opus");
      case MP3 -> List.of("mp3", "mp4a.6b", "mp4a.69");
    };
  }

  private static String essence(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
