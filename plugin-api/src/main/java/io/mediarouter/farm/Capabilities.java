package io.mediarouter.farm;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a transcoding server can make. Immutable.
 *
 * @param formats the containers
 * @param videoCodecs the codecs of the picture
 * @param audioCodecs the codecs of the sound
 * @param copies whether it takes over streams of the source as they are, where it is told to
 */
public record Capabilities(
    Set<Format> formats, Set<VideoCodec> videoCodecs, Set<AudioCodec> audioCodecs, boolean copies) {
  /** The token of a server that can copy streams. */
  public static final String COPY = "copy";

  /** Everything that is encoded. */
  public static final Capabilities ALL =
      new Capabilities(
          EnumSet.allOf(Format.class),
          EnumSet.allOf(VideoCodec.class),
          EnumSet.allOf(AudioCodec.class));

  public Capabilities {
    formats = Set.copyOf(formats);
    videoCodecs = Set.copyOf(videoCodecs);
    audioCodecs = Set.copyOf(audioCodecs);
  }

  /** What a server that copies nothing can make. */
  public Capabilities(
      Set<Format> formats, Set<VideoCodec> videoCodecs, Set<AudioCodec> audioCodecs) {
    this(formats, videoCodecs, audioCodecs, false);
  }

  /**
   * What these tokens of formats and codecs say; of a kind that none is named of, everything. A
   * token of two kinds, such as {@code opus}, is both. Only {@link #COPY} says that streams can be
   * copied.
   */
  public static Capabilities of(Collection<String> tokens) {
    return new Capabilities(
        named(tokens, Format.class),
        named(tokens, VideoCodec.class),
        named(tokens, AudioCodec.class),
        tokens.contains(COPY));
  }

  private static <E extends Enum<E>> Set<E> named(Collection<String> tokens, Class<E> kind) {
    EnumSet<E> named = EnumSet.allOf(kind);
    named.removeIf(each -> tokens.stream().noneMatch(each.name()::equalsIgnoreCase));
    return named.isEmpty() ? EnumSet.allOf(kind) : named;
  }

  /** Whether it can make {@code rendition}. */
  public boolean canMake(Rendition rendition) {
    VideoCodec video = rendition.videoCodec();
    AudioCodec audio = rendition.audioCodec();
    return holds(rendition)
        && (video == null || videoCodecs.contains(video))
        && (audio == null || audioCodecs.contains(audio));
  }

  /** A server without segments makes pieces that become them, in the containers that can be cut. */
  private boolean holds(Rendition rendition) {
    if (rendition.format() != Format.M4S || makesSegments()) {
      return formats.contains(rendition.format());
    }
    VideoCodec video = rendition.videoCodec();
    return video == null
        ? formats.contains(Format.M4A) && rendition.audioCodec() == AudioCodec.AAC
        : formats.contains(Format.MP4) && Format.MP4.videoCodecs().contains(video);
  }

  /** Whether it makes segments of streams by themselves. */
  public boolean makesSegments() {
    return formats.contains(Format.M4S);
  }

  /** The same of a server that makes segments of streams, as far as it makes MP4, or does not. */
  public Capabilities withSegments(boolean makes) {
    EnumSet<Format> changed = EnumSet.noneOf(Format.class);
    changed.addAll(formats);
    changed.remove(Format.M4S);
    if (makes && formats.contains(Format.MP4)) {
      changed.add(Format.M4S);
    }
    return new Capabilities(changed, videoCodecs, audioCodecs, copies);
  }
}
